import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toHex } from './encode.js';
import { holderCommit, pseudonym, ticketSalt } from './holder.js';

const KEY = new Uint8Array(32).fill(1);

describe('salts and pseudonyms', () => {
  it('gives a number a new salt each time it changes hands', () => {
    const salts = [ticketSalt(KEY, 7, 0), ticketSalt(KEY, 7, 1), ticketSalt(KEY, 8, 0)].map(toHex);
    expect(new Set(salts).size).toBe(3);
    expect(salts.every((salt) => salt.length === 32)).toBe(true);
    expect(toHex(ticketSalt(KEY, 7, 1))).toBe(salts[1]);
  });

  it('derives the salt as HMAC-SHA256 over number and count, each four bytes', () => {
    const expected = createHmac('sha256', KEY)
      .update(Buffer.from('0000002a00000003', 'hex'))
      .digest('hex')
      .slice(0, 32);
    expect(toHex(ticketSalt(KEY, 42, 3))).toBe(expected);
  });

  it('calls a person the same on all tickets of a raffle and differently under another key', () => {
    const other = new Uint8Array(32).fill(2);
    expect(pseudonym(KEY, 'person')).toEqual(pseudonym(KEY, 'person'));
    expect(pseudonym(KEY, 'person')).not.toEqual(pseudonym(KEY, 'persona'));
    expect(pseudonym(KEY, 'person')).not.toEqual(pseudonym(other, 'person'));
    expect(pseudonym(KEY, 'person')).toHaveLength(16);
  });

  it('derives the pseudonym as a tagged HMAC over the length and the text', () => {
    const message = Buffer.concat([Buffer.from('fairdraw/1/pseudonym\0\0\x03'), Buffer.from('añ')]);
    expect(toHex(pseudonym(KEY, 'añ'))).toBe(
      createHmac('sha256', KEY).update(message).digest('hex').slice(0, 32),
    );
  });

  it('commits to raffle, number, salt and identity alike', () => {
    const base = { raffleId: 'r:1', number: 7, salt: ticketSalt(KEY, 7, 0), identity: '+5215512345678' };
    const commits = [
      base,
      { ...base, raffleId: 'r:2' },
      { ...base, number: 8 },
      { ...base, salt: ticketSalt(KEY, 7, 1) },
      { ...base, identity: '+5215512345679' },
    ].map((ticket) => toHex(holderCommit(ticket)));
    expect(new Set(commits).size).toBe(commits.length);
  });

  it('refuses an identity longer than its length field can say', () => {
    expect(() => pseudonym(KEY, 'x'.repeat(65_536))).toThrow(expect.objectContaining({ code: 'E_SCHEMA' }));
  });
});
