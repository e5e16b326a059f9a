import { FairDrawError } from './errors.js';
import * as read from './schema.js';
import { VECTOR_KINDS } from './vector-kinds.js';

/** How one case of a vector file ended; `got` is what was computed, for people to compare. */
export interface VectorOutcome {
  readonly id: string;
  readonly title: string;
  readonly passed: boolean;
  readonly got: unknown;
}

/** Runs every case of a parsed vector file, a kind it does not know as failed. Throws `E_SCHEMA` for a file of another shape. */
export function runVectors(file: unknown): readonly VectorOutcome[] {
  return read.list(read.object(file, 'the vector file'), 'cases').map((value) => {
    const item = read.object(value, 'a case');
    const got = outcomeOf(read.text(item, 'kind'), read.child(item, 'input'));
    const title = read.has(item, 'title') ? read.text(item, 'title') : '';
    return { id: read.text(item, 'id'), title, passed: same(got, item['expect']), got };
  });
}

/** What a case gives; refused with a code it gives `{error}`. */
function outcomeOf(kind: string, input: read.Members): unknown {
  const run = Object.hasOwn(VECTOR_KINDS, kind) ? VECTOR_KINDS[kind] : undefined;
  if (run === undefined) return { unknown_kind: kind };
  try {
    return run(input);
  } catch (error) {
    if (error instanceof FairDrawError) return { error: error.code };
    throw error;
  }
}

/** Equality of JSON values; lists of warnings are sets. */
function same(a: unknown, b: unknown, name = ''): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return false;
    return name === 'warnings'
      ? a.every((code) => b.includes(code))
      : a.every((item, at) => same(item, b[at]));
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(b))
    return a === b;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return left.size === right.size && [...left].every(([key, item]) => same(item, right.get(key), key));
}
