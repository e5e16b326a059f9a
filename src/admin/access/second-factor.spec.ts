import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { factorSetup, newFactorSecret, stepOfCode } from './second-factor.service.js';

const SECRET = Buffer.from('12345678901234567890', 'ascii');
const at = (seconds: number): Date => new Date(seconds * 1000);

describe('a code of the second factor', () => {
  // RFC 6238 appendix B, SHA-1: the last six of its eight digits.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('is as RFC 6238 has it at %i s', (seconds, code) => {
    expect(stepOfCode(SECRET, code, at(seconds), null)).toBe(Math.floor(seconds / 30));
  });

  it('is taken a step early and a step late, no further', () => {
    const taken = [-31, -30, 0, 30, 59, 60].map((off) =>
      stepOfCode(SECRET, '081804', at(1_111_111_109 + off), null),
    );
    const step = Math.floor(1_111_111_109 / 30);
    expect(taken).toEqual([step, step, step, step, null, null]);
  });

  it('counts once, and none before it counts any more', () => {
    const step = Math.floor(1_111_111_109 / 30);
    expect(stepOfCode(SECRET, '081804', at(1_111_111_109), step)).toBeNull();
    expect(stepOfCode(SECRET, '081804', at(1_111_111_109), step + 1)).toBeNull();
    expect(stepOfCode(SECRET, '081804', at(1_111_111_109), step - 1)).toBe(step);
  });

  it.each(['', '28708', '2870820', 'abcdef', '287083'])('is not %j', (code) => {
    expect(stepOfCode(SECRET, code, at(59), null)).toBeNull();
  });
});

describe('what an app is given', () => {
  it('is the secret it makes the same codes of', () => {
    const secret = newFactorSecret();
    const { secret: typed, uri } = factorSetup(secret, 'ana@example.com');
    expect(secret).toHaveLength(20);
    expect(Buffer.from(Secret.fromBase32(typed).bytes).equals(secret)).toBe(true);
    expect(uri).toMatch(
      /^otpauth:\/\/totp\/Talonario:ana%40example\.com\?issuer=Talonario&secret=[A-Z2-7]{32}&/,
    );
    const code = new TOTP({ secret: Secret.fromBase32(typed) }).generate({ timestamp: 59_000 });
    expect(stepOfCode(secret, code, at(59), null)).toBe(1);
  });
});
