import { fromHex, isHex, toHex, utf8, VERSION } from './encode.js';
import { refuse } from './errors.js';
import { holderCommit } from './holder.js';
import { checkInclusion, type ProvenLeaf } from './inclusion.js';
import type { LogHead } from './log.js';
import * as read from './schema.js';
import { type Signature, signObject, verifySignature } from './signature.js';

const SHORT = 16;
const MAX_IDENTITY = 65_535;

/**
 * What the buyer of a number gets when it is paid (B3): with it he shows that a leaf is his, and has the organiser's signature if
 * the ledger later differs. Secret between the two, since `identity` and `salt` open the commit.
 */
export interface EntryReceipt {
  readonly v: typeof VERSION;
  readonly type: 'receipt';
  readonly raffle_id: string;
  readonly rules_hash: string;
  readonly number: number;
  readonly identity: string;
  readonly salt: string;
  readonly holder: string;
  readonly commit: string;
  readonly issued_at: string;
  /** The log entry that says the number is paid. */
  readonly log_seq: number;
  readonly log_hash: string;
  readonly sig: Signature;
}

/** What a receipt is made from; the commit follows. */
export interface EntryReceiptInput {
  readonly raffleId: string;
  readonly rulesHash: string;
  readonly number: number;
  readonly identity: string;
  readonly salt: Uint8Array;
  readonly holder: Uint8Array;
  readonly issuedAt: string;
  readonly log: LogHead;
}

/** Makes and signs a receipt. Ed25519 is deterministic: the same input gives the same bytes at any time. */
export function issueReceipt(input: EntryReceiptInput, secret: Uint8Array): EntryReceipt {
  const content = {
    v: VERSION,
    type: 'receipt',
    raffle_id: input.raffleId,
    rules_hash: input.rulesHash,
    number: input.number,
    identity: input.identity,
    salt: toHex(input.salt),
    holder: toHex(input.holder),
    commit: toHex(holderCommit(input)),
    issued_at: input.issuedAt,
    log_seq: input.log.seq,
    log_hash: input.log.hash,
  } as const;
  return { ...content, sig: signObject(content, secret) };
}

/**
 * Checks a receipt by itself: `E_SCHEMA`, `E_VERSION`; `E_COMMIT` where the commit does not follow from salt, number and identity;
 * `E_SIG` for a wrong signature. @param publicKey hexadecimal, that of the certificate: another signer is `E_SIG` as well
 */
export function checkReceipt(value: unknown, publicKey?: string): EntryReceipt {
  const source = read.object(value, 'the receipt');
  const receipt = parseReceipt(source);
  const { raffle_id: raffleId, number, identity } = receipt;
  const commit = holderCommit({ raffleId, number, identity, salt: fromHex(receipt.salt, SHORT) });
  if (toHex(commit) !== receipt.commit)
    refuse('E_COMMIT', 'the commit is not that of salt, number and identity');
  if (!verifySignature(source)) refuse('E_SIG', 'the signature does not cover this receipt');
  if (publicKey !== undefined && receipt.sig.public_key !== publicKey)
    refuse('E_SIG', 'somebody else signed');
  return receipt;
}

/**
 * Checks that a receipt and an inclusion proof are about the same leaf: `E_RAFFLE_ID`, else `E_LEAF` where number, holder or commit
 * differ. Throws like `checkReceipt` and `checkInclusion` before.
 */
export function checkReceiptInLedger(receipt: unknown, proof: unknown, publicKey?: string): ProvenLeaf {
  const { raffle_id, number, holder, commit } = checkReceipt(receipt, publicKey);
  const leaf = checkInclusion(proof);
  if (leaf.raffleId !== raffle_id) refuse('E_RAFFLE_ID', 'receipt and proof are about two raffles');
  if (leaf.number !== number || leaf.holder !== holder || leaf.commit !== commit) {
    refuse('E_LEAF', 'the leaf is not the one the receipt promises');
  }
  return leaf;
}

function parseReceipt(source: read.Members): EntryReceipt {
  const v = read.versionIs(source);
  read.typeIs(source, 'receipt');
  const sig = read.child(source, 'sig');
  return {
    v,
    type: 'receipt',
    raffle_id: read.raffleId(source),
    rules_hash: read.hash(source, 'rules_hash'),
    number: within(source, 'number', 2 ** 32 - 1),
    identity: person(source),
    salt: short(source, 'salt'),
    holder: short(source, 'holder'),
    commit: read.hash(source, 'commit'),
    issued_at: read.time(source, 'issued_at'),
    log_seq: within(source, 'log_seq', Number.MAX_SAFE_INTEGER),
    log_hash: read.hash(source, 'log_hash'),
    sig: {
      alg: read.text(sig, 'alg') === 'Ed25519' ? 'Ed25519' : refuse('E_SIG', 'the signature is not Ed25519'),
      kid: read.text(sig, 'kid'),
      public_key: read.text(sig, 'public_key'),
      value: read.text(sig, 'value'),
    },
  };
}

function within(source: read.Members, name: string, max: number): number {
  const value = read.integer(source, name);
  return value >= 0 && value <= max ? value : refuse('E_SCHEMA', `"${name}" is out of range`);
}

function person(source: read.Members): string {
  const value = read.text(source, 'identity');
  const { length } = utf8(value);
  return length > 0 && length <= MAX_IDENTITY ? value : refuse('E_SCHEMA', '"identity" is empty or too long');
}

function short(source: read.Members, name: string): string {
  const value = read.text(source, name);
  return isHex(value, SHORT)
    ? value
    : refuse('E_SCHEMA', `"${name}" is not 16 bytes in lower-case hexadecimal`);
}
