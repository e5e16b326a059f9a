import { commitmentHash, parseCommitment } from './commitment.js';
import { computeDraw } from './compute.js';
import type { Draw } from './draw.js';
import { taggedHash, toHex, VERSION } from './encode.js';
import type { DrandChain } from './drand.js';
import { checkEvents } from './events.js';
import { checkEvidence } from './evidence.js';
import { canonicalBytes, canonicalize } from './jcs.js';
import type { Ledger } from './ledger.js';
import { parseRules, rulesHash } from './rules.js';
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

/** What a certificate is made of. `rules` and `commitment` are the published objects themselves, members we do not know included. */
export interface CertificateInput {
  readonly rules: unknown;
  readonly commitment: unknown;
  readonly ledger: Ledger;
  readonly evidence: unknown;
  /** Disqualifications in their order (B8); none if left out. */
  readonly events?: readonly unknown[];
  readonly pins: readonly Pin[];
  readonly issuedAt: string;
  /** Raw 32-byte Ed25519 secret; without it the certificate is unsigned. */
  readonly secret?: Uint8Array;
  /** The beacon chains that count; those pinned in this program if left out. */
  readonly chains?: readonly DrandChain[];
}

/** A certificate as canonical JSON, its hash in hexadecimal, and the draw it holds. */
export interface IssuedCertificate {
  readonly json: string;
  readonly hash: string;
  readonly draw: Draw;
}

/**
 * Carries the draw out and writes its certificate: the same input gives the same bytes. Throws what is wrong with rules,
 * commitment, evidence or events. It does not compare ledger and commitment: verify what you are about to publish.
 */
export function issueCertificate(input: CertificateInput): IssuedCertificate {
  const rules = parseRules(input.rules);
  const commitment = parseCommitment(input.commitment);
  const hash = commitmentHash(input.commitment);
  const { chains } = input;
  const options = chains === undefined ? {} : { chains };
  const evidence = checkEvidence(rules, commitment.closed_at, input.evidence, options);
  const events = input.events ?? [];
  const draw = computeDraw(rules, hash, input.ledger, evidence, checkEvents(rules, events, options));
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
    events,
    draw,
    issued_at: input.issuedAt,
  };
  const signed =
    input.secret === undefined ? certificate : { ...certificate, sig: signObject(certificate, input.secret) };
  return { json: canonicalize(signed), hash: certificateHash(certificate), draw };
}
