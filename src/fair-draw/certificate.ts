import { commitmentHash, parseCommitment } from './commitment.js';
import type { Draw } from './draw.js';
import { drawDirect, type LedgerLookup } from './direct-draw.js';
import { taggedHash, toHex, VERSION } from './encode.js';
import { extractKey } from './entropy.js';
import { canonicalBytes, canonicalize } from './jcs.js';
import { checkLotteryDraws, lotteryEntropy, type LotteryEvidence, parseLotteryEvidence } from './lottery.js';
import { type DirectRules, parseRules, rulesHash, supportedRules } from './rules.js';
import { signObject, withoutSignature } from './signature.js';

/** Where and when the commitment was made public (B4). */
export interface Pin {
  readonly channel: string;
  readonly at: string;
  readonly ref: string;
  readonly proof?: string;
}

/** `cert_hash` of B9, hexadecimal; the signature is not covered. */
export function certificateHash(certificate: object): string {
  return toHex(taggedHash('certificate', canonicalBytes(withoutSignature(certificate))));
}

/** Evidence of the entropy, read and checked against the rules (B11 step 9). Throws that step's codes and `E_SCHEMA`. */
export function checkEvidence(rules: DirectRules, closedAt: string, value: unknown): LotteryEvidence {
  const evidence = parseLotteryEvidence(value, rules.entropy.positions);
  checkLotteryDraws(rules.entropy, closedAt, evidence.draws);
  return evidence;
}

/** The draw object of B9 from checked evidence; `hash` is the commitment's, in hexadecimal. */
export function computeDraw(
  rules: DirectRules,
  hash: string,
  ledger: LedgerLookup,
  evidence: LotteryEvidence,
): Draw {
  const e = lotteryEntropy(rules.entropy.positions, evidence.draws);
  const { slots, alternates, winners } = drawDirect(rules, ledger, evidence.draws);
  return {
    method: 'direct',
    e: toHex(e),
    prk: toHex(extractKey(hash, e)),
    slots,
    alternates,
    skipped: [],
    replacements: [],
    winners,
  };
}

/** What a certificate is made of. `rules` and `commitment` are the published objects themselves, members we do not know included. */
export interface CertificateInput {
  readonly rules: unknown;
  readonly commitment: unknown;
  readonly ledger: LedgerLookup;
  readonly evidence: unknown;
  readonly pins: readonly Pin[];
  readonly issuedAt: string;
  /** Raw 32-byte Ed25519 secret; without it the certificate is unsigned. */
  readonly secret?: Uint8Array;
}

/** A certificate as canonical JSON, its hash in hexadecimal, and the draw it holds. */
export interface IssuedCertificate {
  readonly json: string;
  readonly hash: string;
  readonly draw: Draw;
}

/**
 * Carries the draw out and writes its certificate: the same input gives the same bytes. Throws what is wrong with rules,
 * commitment or evidence, and `E_UNSUPPORTED`. It does not compare ledger and commitment: verify what you are about to publish.
 */
export function issueCertificate(input: CertificateInput): IssuedCertificate {
  const rules = supportedRules(parseRules(input.rules));
  const commitment = parseCommitment(input.commitment);
  const hash = commitmentHash(input.commitment);
  const draw = computeDraw(
    rules,
    hash,
    input.ledger,
    checkEvidence(rules, commitment.closed_at, input.evidence),
  );
  const certificate = {
    v: VERSION,
    type: 'certificate',
    raffle_id: rules.raffle_id,
    rules: input.rules,
    rules_hash: rulesHash(input.rules),
    commitment: input.commitment,
    commitment_hash: hash,
    pins: input.pins,
    entropy: input.evidence,
    events: [],
    draw,
    issued_at: input.issuedAt,
  };
  const signed =
    input.secret === undefined ? certificate : { ...certificate, sig: signObject(certificate, input.secret) };
  return { json: canonicalize(signed), hash: certificateHash(certificate), draw };
}
