import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostOf, readRelayAnswer, roundUrl, withoutAnswer } from './drand-answer.js';

const WANTED = { chainHash: 'ab'.repeat(32), round: 1000 };
const SIGNATURE = 'b5'.repeat(48);
const GOOD = { round: 1000, randomness: 'fe'.repeat(32), signature: SIGNATURE };

describe('the answer of a relay', () => {
  it('is a signature where drand would give one; what it says of the randomness is not looked at', () => {
    const signed = { kind: 'signed', signature: SIGNATURE };
    expect(readRelayAnswer(200, JSON.stringify(GOOD), WANTED)).toEqual(signed);
    expect(readRelayAnswer(200, JSON.stringify({ ...GOOD, randomness: 'lies' }), WANTED)).toEqual(signed);
    const named = { ...GOOD, chain_hash: WANTED.chainHash };
    expect(readRelayAnswer(200, JSON.stringify(named), WANTED)).toEqual(signed);
  });

  it.each([
    [404, '', 'too_early'],
    [425, '{}', 'too_early'],
    [301, '', 'redirected'],
    [302, JSON.stringify(GOOD), 'redirected'],
    [403, JSON.stringify(GOOD), 'refused'],
    [204, '', 'refused'],
    [500, JSON.stringify(GOOD), 'broken'],
    [503, '', 'broken'],
    [200, '', 'unreadable'],
    [200, 'null', 'unreadable'],
    [200, '[]', 'unreadable'],
    [200, '<h1>It works!</h1>', 'unreadable'],
    [200, JSON.stringify({ ...GOOD, round: '1000' }), 'unreadable'],
    [200, JSON.stringify({ ...GOOD, round: 1001 }), 'other_round'],
    [200, JSON.stringify({ ...GOOD, chain_hash: 'cd'.repeat(32) }), 'other_chain'],
    [200, JSON.stringify({ round: 1000 }), 'unreadable'],
    [200, JSON.stringify({ ...GOOD, signature: 7 }), 'unreadable'],
    [200, JSON.stringify({ ...GOOD, signature: SIGNATURE.toUpperCase() }), 'unreadable'],
    [200, JSON.stringify({ ...GOOD, signature: `${SIGNATURE}00` }), 'unreadable'],
    [200, JSON.stringify({ ...GOOD, signature: 'g'.repeat(96) }), 'unreadable'],
  ])('%i %s is %s', (status, text, kind) => {
    expect(readRelayAnswer(status, text, WANTED)).toEqual({ kind });
  });

  it('is never a fault, whatever comes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), fc.json(), (status, text) => {
        expect(readRelayAnswer(status, text, WANTED).kind).not.toBe('signed');
      }),
    );
  });

  it('that never came whole was late, too big or cut off', () => {
    expect(withoutAnswer('ERR_BAD_RESPONSE', 'maxContentLength size of 16384 exceeded').kind).toBe('too_big');
    for (const code of ['ECONNABORTED', 'ETIMEDOUT', 'ERR_CANCELED'])
      expect(withoutAnswer(code, '').kind).toBe('timed_out');
    for (const code of ['ECONNREFUSED', undefined]) expect(withoutAnswer(code, '').kind).toBe('unreachable');
  });
});

it('A relay is asked below its own path, and only its host is told', () => {
  const relay = 'https://relay.example:8443/key-of-somebody';
  expect(roundUrl(relay, WANTED)).toBe(`${relay}/${WANTED.chainHash}/public/1000`);
  expect(hostOf(relay)).toBe('relay.example:8443');
});
