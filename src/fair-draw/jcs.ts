import { refuse } from './errors.js';
import { assertWellFormed, MAX_DEPTH } from './json.js';
import { utf8 } from './encode.js';

/**
 * Canonical JSON (RFC 8785) of a value in the profile of B1: members sorted by UTF-16 code units, no white space.
 * Throws `E_JSON_TYPE` for null, undefined, fractions and everything else JSON or the profile lacks,
 * `E_JSON_SURROGATE` for strings without a UTF-8 form, `E_SCHEMA` for nesting beyond the reader's limit.
 */
export function canonicalize(value: unknown): string {
  return write(value, 0);
}

/** UTF-8 of {@link canonicalize}: what the hashes and signatures of fairdraw/1 cover. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(canonicalize(value));
}

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) refuse('E_SCHEMA', 'JSON is nested too deeply');
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${writeString(key)}:${write(member, depth + 1)}`).join(',')}}`;
  }
  return refuse(
    'E_JSON_TYPE',
    'only strings, integers up to 2^53-1, booleans, arrays and objects are allowed',
  );
}

function writeString(text: string): string {
  assertWellFormed(text);
  return JSON.stringify(text);
}
