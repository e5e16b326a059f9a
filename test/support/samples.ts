import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeJson } from '../../simulator/index.js';

const FOLDER = join(import.meta.dirname, '../webhook-samples');

/** The numbers and accounts the samples are about (their INDEX.md). */
export const SAMPLE_NUMBER = '510493288117645';
export const SAMPLE_ACCOUNT = '417203985561204';

export interface Sample {
  readonly name: string;
  readonly json: unknown;
  /** Minified and escaped as Meta sends it. */
  readonly body: string;
}

/** Bodies as Meta sends them, one per file. */
export function samples(): Sample[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const json: unknown = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
      return { name: file.slice(0, -'.json'.length), json, body: escapeJson(json) };
    });
}

/**
 * How many updates a body holds, counted from the contract alone: one per element of `messages[]` and of `statuses[]` under field
 * `messages`, exactly one for every other change, one for a body that is no JSON or has no change at all.
 */
export function updatesIn(body: string | Buffer): number {
  let root: unknown;
  try {
    root = JSON.parse(body.toString());
  } catch {
    return 1;
  }
  const changes = list(get(root, 'entry')).flatMap((entry) => list(get(entry, 'changes')));
  const counts = changes.map((change) => {
    if (text(get(change, 'field')) !== 'messages') return 1;
    const value = get(change, 'value');
    return Math.max(1, list(get(value, 'messages')).length + list(get(value, 'statuses')).length);
  });
  return Math.max(
    1,
    counts.reduce((sum, count) => sum + count, 0),
  );
}

function get(value: unknown, key: string): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
