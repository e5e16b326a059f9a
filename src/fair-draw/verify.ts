import { certificateHash, type Pin } from './certificate.js';
import { openLedger } from './committed.js';
import { type Commitment, commitmentHash, parseCommitment } from './commitment.js';
import { computeDraw } from './compute.js';
import type { Draw } from './draw.js';
import { type ErrorCode, FairDrawError, refuse } from './errors.js';
import { checkEvents } from './events.js';
import { checkEvidence } from './evidence.js';
import { canonicalize } from './jcs.js';
import { decode, parseStrictJson } from './json.js';
import { parseRules, type Rules, rulesHash } from './rules.js';
import * as read from './schema.js';
import { verifySignature } from './signature.js';
import type { WatchOptions } from './steps.js';
import { type WarningCode, warningsOf } from './warnings.js';

/** What a valid certificate says. `hash` is its cert_hash; `kid` the signing key, undefined if unsigned. Hashes in hexadecimal. */
export interface VerifiedCertificate {
  readonly hash: string;
  readonly rules: Rules;
  readonly commitment: Commitment;
  readonly commitmentHash: string;
  readonly pins: readonly Pin[];
  readonly draw: Draw;
  readonly issuedAt: string;
  readonly kid: string | undefined;
}

export type Verification =
  | {
      readonly valid: true;
      readonly error: '';
      readonly warnings: readonly WarningCode[];
      readonly certificate: VerifiedCertificate;
    }
  | {
      readonly valid: false;
      readonly error: ErrorCode;
      readonly detail: string;
      readonly warnings: readonly never[];
    };

/**
 * Checks the text of a certificate against `ledger.bin` in the order of B11 and reports the first error. Never throws.
 */
export function verifyCertificateText(
  certificate: string | Uint8Array,
  ledger: Uint8Array,
  options: WatchOptions = {},
): Verification {
  return reported(
    () =>
      parseStrictJson(typeof certificate === 'string' ? certificate : decode(certificate, 'the certificate')),
    ledger,
    options,
  );
}

/** The same for a certificate already parsed; repeated keys can no longer be seen then. */
export function verifyCertificate(
  certificate: unknown,
  ledger: Uint8Array,
  options: WatchOptions = {},
): Verification {
  // Through its text, so that what is checked is plain JSON and nothing else.
  return reported(() => parseStrictJson(canonicalize(certificate)), ledger, options);
}

function reported(parse: () => unknown, ledger: Uint8Array, options: WatchOptions): Verification {
  try {
    const certificate = verifyInOrder(read.object(parse(), 'the certificate'), ledger, options);
    return { valid: true, error: '', warnings: warningsOf(certificate, options), certificate };
  } catch (error) {
    if (!(error instanceof FairDrawError)) throw error;
    return { valid: false, error: error.code, detail: error.message, warnings: [] };
  }
}

/** The numbers are the steps of B11. */
function verifyInOrder(
  source: read.Members,
  ledgerBytes: Uint8Array,
  options: WatchOptions,
): VerifiedCertificate {
  const { onStep } = options;
  const parts = openCertificate(source); // 1
  onStep?.('version');
  checkRaffleIds(source, parts); // 2
  onStep?.('raffle_id');
  checkRulesHash(source, parts); // 3
  onStep?.('rules_hash');
  if (commitmentHash(parts.commitment) !== parts.commitmentHash) {
    refuse('E_COMMITMENT_HASH', 'commitment_hash is not the hash of the commitment'); // 4
  }
  onStep?.('commitment_hash');
  const rules = parseRules(parts.rules); // 5
  const commitment = parseCommitment(parts.commitment);
  onStep?.('rules');
  const ledger = openLedger(ledgerBytes, rules, commitment, options); // 6, 7, 8
  const evidence = checkEvidence(rules, commitment.closed_at, parts.entropy, options); // 9
  const events = checkEvents(rules, parts.events, options);
  onStep?.('entropy');
  checkSlotCount(rules, parts.draw);
  const draw = computeDraw(rules, parts.commitmentHash, ledger, evidence, events);
  if (canonicalize(draw) !== canonicalize(parts.draw))
    refuse('E_RESULT', 'the draw does not follow from rules, ledger and result'); // 10
  onStep?.('draw');
  const kid = checkSignature(source); // 11
  onStep?.('signature');
  const { commitmentHash: committed, pins, issuedAt } = parts;
  const hash = certificateHash(source);
  return { hash, rules, commitment, commitmentHash: committed, pins, draw, issuedAt, kid };
}

interface Parts {
  readonly rules: read.Members;
  readonly commitment: read.Members;
  readonly commitmentHash: string;
  readonly pins: readonly Pin[];
  readonly entropy: read.Members;
  readonly events: readonly unknown[];
  readonly draw: read.Members;
  readonly issuedAt: string;
}

function openCertificate(source: read.Members): Parts {
  read.versionIs(source);
  read.typeIs(source, 'certificate');
  const parts = {
    rules: read.child(source, 'rules'),
    commitment: read.child(source, 'commitment'),
    commitmentHash: read.text(source, 'commitment_hash'),
    pins: read.list(source, 'pins').map((pin) => parsePin(read.object(pin, 'a pin'))),
    entropy: read.child(source, 'entropy'),
    events: read.list(source, 'events').map((event) => read.object(event, 'an event')),
    draw: read.child(source, 'draw'),
    issuedAt: read.time(source, 'issued_at'),
  };
  read.versionIs(parts.rules);
  read.versionIs(parts.commitment);
  return parts;
}

function parsePin(source: read.Members): Pin {
  return {
    channel: read.text(source, 'channel'),
    at: read.time(source, 'at'),
    ref: read.text(source, 'ref'),
    ...(read.has(source, 'proof') && { proof: read.text(source, 'proof') }),
  };
}

function checkRaffleIds(source: read.Members, { rules, commitment }: Parts): void {
  const ids = [source, rules, commitment].map((part) => read.text(part, 'raffle_id'));
  if (new Set(ids).size !== 1)
    refuse('E_RAFFLE_ID', 'certificate, rules and commitment name different raffles');
}

function checkRulesHash(source: read.Members, { rules, commitment }: Parts): void {
  const hash = rulesHash(rules);
  if (read.text(source, 'rules_hash') !== hash || read.text(commitment, 'rules_hash') !== hash) {
    refuse('E_RULES_HASH', 'rules_hash is not the hash of the rules');
  }
}

/** The key that signed, undefined for a certificate nobody signed. */
function checkSignature(source: read.Members): string | undefined {
  if (!read.has(source, 'sig')) return undefined;
  if (!verifySignature(source)) refuse('E_SIG', 'the signature does not fit the certificate');
  return read.text(read.child(source, 'sig'), 'kid');
}

/** Rules can ask for millions of slots in a few bytes: recompute only what the certificate itself lists. */
function checkSlotCount(rules: Rules, draw: read.Members): void {
  const slots = rules.prizes.reduce((sum, prize) => sum + prize.units, 0);
  if (read.list(draw, 'slots').length !== slots)
    refuse('E_RESULT', 'the draw lists other prizes than the rules');
}
