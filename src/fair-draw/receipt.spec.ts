import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './encode.js';
import { FairDrawError } from './errors.js';
import { holderCommit, pseudonym, ticketSalt } from './holder.js';
import { proveInclusion } from './inclusion.js';
import { canonicalize } from './jcs.js';
import { Ledger } from './ledger.js';
import { MerkleTree } from './merkle.js';
import { checkReceipt, checkReceiptInLedger, issueReceipt } from './receipt.js';
import { publicKeyOf, signObject } from './signature.js';
import { SECRET, ticket, writeLedger } from './testing.js';

const RAFFLE = 'receipt:1';
const [SALT_KEY, PSEUDONYM_KEY] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];

function input(number = 7, identity = '+525511112222') {
  return {
    raffleId: RAFFLE,
    rulesHash: 'ab'.repeat(32),
    number,
    identity,
    salt: ticketSalt(SALT_KEY, number, 1),
    holder: pseudonym(PSEUDONYM_KEY, identity),
    issuedAt: '2026-03-01T10:00:00Z',
    log: { seq: 12, hash: 'cd'.repeat(32) },
  };
}

/** A receipt with members changed after it was made; signed anew if asked. */
function changed(change: object, again = true): object {
  const { sig, ...rest } = { ...issueReceipt(input(), SECRET), ...change };
  return again ? { ...rest, sig: signObject(rest, SECRET) } : { ...rest, sig };
}

function codeOf(check: () => unknown): string {
  try {
    check();
    return 'valid';
  } catch (error) {
    if (error instanceof FairDrawError) return error.code;
    throw error;
  }
}

/** A ledger with this receipt's number between others, and the proof of the number asked for. */
function proofOf(number: number, identity = '+525511112222', raffleId = RAFFLE): object {
  const { salt, holder } = input(7, identity);
  const mine = {
    number: 7,
    eligible: true,
    holder,
    commit: holderCommit({ raffleId, number: 7, salt, identity }),
  };
  const numbers = { first: 0, last: 99, width: 2 };
  const { bytes } = writeLedger(raffleId, numbers, [ticket(3), mine, ticket(50)]);
  const ledger = new Ledger(bytes, raffleId, numbers);
  return proveInclusion(raffleId, ledger, new MerkleTree(ledger.leaves()), ledger.find(number)!.index);
}

describe('an entry receipt', () => {
  it('is the same text each time it is made, and survives being written and read', () => {
    const receipt = issueReceipt(input(), SECRET);
    expect(canonicalize(issueReceipt(input(), SECRET))).toBe(canonicalize(receipt));
    expect(checkReceipt(JSON.parse(JSON.stringify(receipt)))).toEqual(receipt);
    expect(Object.keys(receipt).toSorted()).toEqual(
      'v type raffle_id rules_hash number identity salt holder commit issued_at log_seq log_hash sig'
        .split(' ')
        .toSorted(),
    );
  });

  it('holds for every number, person and salt', () => {
    const bytes16 = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
        bytes16,
        bytes16,
        (number, identity, salt, holder) => {
          const receipt = issueReceipt({ ...input(number, identity), salt, holder }, SECRET);
          expect(checkReceipt(receipt)).toEqual(receipt);
        },
      ),
      { numRuns: 15 },
    );
  });

  it.each([
    ['another number', { number: 8 }],
    ['another person', { identity: '+525599999999' }],
    ['another salt', { salt: '00'.repeat(16) }],
    ['another raffle', { raffle_id: 'receipt:2' }],
    ['another commit', { commit: '00'.repeat(32) }],
  ])('does not open its commit with %s', (_, change) => {
    expect(codeOf(() => checkReceipt(changed(change)))).toBe('E_COMMIT');
  });

  it.each([
    ['other rules', { rules_hash: '00'.repeat(32) }],
    ['another pseudonym', { holder: '00'.repeat(16) }],
    ['another time', { issued_at: '2026-03-01T10:00:01Z' }],
    ['another place in the log', { log_seq: 13 }],
    ['another log', { log_hash: '00'.repeat(32) }],
    ['a member nobody knows', { note: 'x' }],
    ['another algorithm', { sig: { ...issueReceipt(input(), SECRET).sig, alg: 'none' } }],
    [
      'a key id that is not the key’s',
      { sig: { ...issueReceipt(input(), SECRET).sig, kid: '00'.repeat(8) } },
    ],
    ['a value that is no signature', { sig: { ...issueReceipt(input(), SECRET).sig, value: 'x' } }],
  ])('is not signed with %s', (_, change) => {
    expect(codeOf(() => checkReceipt(changed(change, false)))).toBe('E_SIG');
  });

  it('is not signed by the organiser if somebody else signed it', () => {
    const other = new Uint8Array(32).fill(9);
    const receipt = issueReceipt(input(), other);
    expect(codeOf(() => checkReceipt(receipt, toHex(publicKeyOf(SECRET))))).toBe('E_SIG');
    expect(codeOf(() => checkReceipt(receipt, toHex(publicKeyOf(other))))).toBe('valid');
  });

  it.each([
    ['another type', { type: 'inclusion' }, 'E_SCHEMA'],
    ['another version', { v: 'fairdraw/2' }, 'E_VERSION'],
    ['a negative number', { number: -1 }, 'E_SCHEMA'],
    ['a number beyond 32 bits', { number: 2 ** 32 }, 'E_SCHEMA'],
    ['no person', { identity: '' }, 'E_SCHEMA'],
    ['a person too long to be hashed', { identity: 'x'.repeat(65_536) }, 'E_SCHEMA'],
    ['a salt in capitals', { salt: 'AB'.repeat(16) }, 'E_SCHEMA'],
    ['a short pseudonym', { holder: 'ab' }, 'E_SCHEMA'],
    ['a day that does not exist', { issued_at: '2026-02-30T10:00:00Z' }, 'E_SCHEMA'],
    ['a place before the log', { log_seq: -1 }, 'E_SCHEMA'],
    ['a number as text', { number: '7' }, 'E_SCHEMA'],
  ])('is refused with %s', (_, change, code) => {
    expect(codeOf(() => checkReceipt(changed(change)))).toBe(code);
  });

  it.each([
    ['the lowest number and the first place in the log', input(0, '7'), { seq: 0, hash: '00'.repeat(32) }],
    ['the highest number and the longest person', input(2 ** 32 - 1, 'x'.repeat(65_535)), input().log],
  ])('may have %s', (_, of, log) => {
    expect(codeOf(() => checkReceipt(issueReceipt({ ...of, log }, SECRET)))).toBe('valid');
  });

  it('is refused without a signature, and when it is no object', () => {
    const { sig: _sig, ...unsigned } = issueReceipt(input(), SECRET);
    for (const value of [unsigned, undefined, null, [], 'receipt'])
      expect(codeOf(() => checkReceipt(value))).toBe('E_SCHEMA');
  });
});

describe('an entry receipt and the list', () => {
  it('agree where the leaf is the promised one', () => {
    const leaf = checkReceiptInLedger(issueReceipt(input(), SECRET), proofOf(7));
    expect(leaf).toMatchObject({ number: 7, eligible: true, index: 1, treeSize: 3 });
  });

  it.each([
    ['number', { number: 8 }],
    ['holder', { holder: new Uint8Array(16) }],
    ['commit', { commit: new Uint8Array(32) }],
  ])('differ where nothing but the %s does', (_, change) => {
    const { holder, commit } = issueReceipt(input(), SECRET);
    const promised = { number: 7, eligible: true, holder: fromHex(holder, 16), commit: fromHex(commit, 32) };
    const { bytes } = writeLedger(RAFFLE, { first: 0, last: 99, width: 2 }, [{ ...promised, ...change }]);
    const ledger = new Ledger(bytes, RAFFLE, { first: 0, last: 99 });
    const proof = proveInclusion(RAFFLE, ledger, new MerkleTree(ledger.leaves()), 0);
    expect(codeOf(() => checkReceiptInLedger(issueReceipt(input(), SECRET), proof))).toBe('E_LEAF');
  });

  it('differ where the leaf is of another number, person or raffle', () => {
    const receipt = issueReceipt(input(), SECRET);
    expect(codeOf(() => checkReceiptInLedger(receipt, proofOf(3)))).toBe('E_LEAF');
    expect(codeOf(() => checkReceiptInLedger(receipt, proofOf(7, '+525500000000')))).toBe('E_LEAF');
    expect(codeOf(() => checkReceiptInLedger(receipt, proofOf(7, undefined, 'other:1')))).toBe('E_RAFFLE_ID');
    expect(codeOf(() => checkReceiptInLedger(receipt, { ...proofOf(7), root: '00'.repeat(32) }))).toBe(
      'E_PROOF',
    );
  });
});
