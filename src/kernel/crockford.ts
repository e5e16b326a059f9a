import { randomInt } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Random characters of Crockford's base32 (no I, L, O, U), 5 bits each. */
export function randomCrockford(length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) text += ALPHABET[randomInt(32)];
  return text;
}

/** Reads a code as people type it: case, spaces and dashes do not matter, O is 0, I and L are 1. Null if it is none of `length`. */
export function readCrockford(typed: string, length: number): string | null {
  const text = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (text.length !== length) return null;
  for (const character of text) if (!ALPHABET.includes(character)) return null;
  return text;
}

/** `ABCD1234…` → `ABCD-1234-…`. */
export function inGroups(code: string, size = 4): string {
  return code.match(new RegExp(`.{1,${size}}`, 'g'))?.join('-') ?? code;
}
