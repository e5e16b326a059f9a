import { describe, expect, it } from 'vitest';
import { keyId, publicKeyOf, signObject, verifySignature } from './signature.js';
import { toHex } from './encode.js';

const SECRET = new Uint8Array(32).fill(3);
const OBJECT = { a: 1, b: ['x'] };
const SIG = signObject(OBJECT, SECRET);

describe('a signature', () => {
  it('holds for the object it was made for, in any order of members', () => {
    expect(verifySignature({ ...OBJECT, sig: SIG })).toBe(true);
    expect(verifySignature({ sig: SIG, b: ['x'], a: 1 })).toBe(true);
    expect(SIG).toMatchObject({ public_key: toHex(publicKeyOf(SECRET)), kid: keyId(publicKeyOf(SECRET)) });
  });

  it.each([
    ['another object', { a: 2, b: ['x'] }, {}],
    ['another algorithm', OBJECT, { alg: 'none' }],
    ['another key id', OBJECT, { kid: '00'.repeat(8) }],
    ['another key', OBJECT, { public_key: toHex(publicKeyOf(new Uint8Array(32).fill(4))) }],
    [
      'a key that is no point',
      OBJECT,
      { public_key: 'ff'.repeat(32), kid: keyId(new Uint8Array(32).fill(255)) },
    ],
    ['a key of 31 bytes', OBJECT, { public_key: '00'.repeat(31) }],
    ['a value in capitals', OBJECT, { value: SIG.value.toUpperCase() }],
    ['a value cut short', OBJECT, { value: SIG.value.slice(2) }],
    ['an empty value', OBJECT, { value: '' }],
  ])('fails for %s', (_, object, change) => {
    expect(verifySignature({ ...object, sig: { ...SIG, ...change } })).toBe(false);
  });

  it('fails for a key and value that fit every object: a point of small order', () => {
    const key = new Uint8Array(32).fill(1, 0, 1);
    const sig = { ...SIG, public_key: toHex(key), kid: keyId(key), value: `01${'00'.repeat(63)}` };
    expect(verifySignature({ ...OBJECT, sig })).toBe(false);
  });

  it('is refused when its members are missing', () => {
    for (const sig of [undefined, 'sig', {}, { ...SIG, value: 7 }]) {
      expect(() => verifySignature({ ...OBJECT, sig })).toThrow(
        expect.objectContaining({ code: 'E_SCHEMA' }),
      );
    }
  });
});
