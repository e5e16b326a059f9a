import {
  FairDrawError,
  Ledger,
  issueCertificate,
  parseRules,
  verifyCertificateText,
  type DrandChain,
  type ErrorCode,
  type Json,
  type Evidence,
  type Pin,
} from '../../fair-draw/index.js';

export type CertifyOutcome =
  /** Canonical JSON and `cert_hash` in hexadecimal. */
  | { readonly kind: 'certified'; readonly json: string; readonly hash: string }
  /** What the draw code made does not verify. */
  | { readonly kind: 'check_failed'; readonly error: ErrorCode };

/**
 * Carries a draw out and signs its certificate, verified against the stored ledger as an outsider would before anybody sees the
 * outcome. Blocks for about three seconds per million numbers.
 */
export function certify(input: {
  readonly rules: Json;
  readonly commitment: Json;
  readonly ledger: Uint8Array;
  readonly evidence: Evidence;
  /** Disqualifications in their order. */
  readonly events: readonly object[];
  readonly pins: readonly Pin[];
  readonly issuedAt: string;
  readonly secret: Uint8Array;
  /** The beacon chains that count here. */
  readonly chains: readonly DrandChain[];
}): CertifyOutcome {
  try {
    const { raffle_id: raffleId, numbers } = parseRules(input.rules);
    const ledger = new Ledger(input.ledger, raffleId, numbers);
    const { json, hash } = issueCertificate({ ...input, ledger });
    const verification = verifyCertificateText(json, input.ledger, { chains: input.chains });
    if (!verification.valid) return { kind: 'check_failed', error: verification.error };
    return { kind: 'certified', json, hash };
  } catch (error) {
    if (error instanceof FairDrawError) return { kind: 'check_failed', error: error.code };
    throw error;
  }
}
