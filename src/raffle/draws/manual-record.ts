import {
  VERSION,
  canonicalize,
  certificateHash,
  commitmentHash,
  parseStrictJson,
  rulesHash,
  signObject,
  type Pin,
  type Winner,
} from '../../fair-draw/index.js';
import { invariant } from '../../kernel/index.js';
import type { DrawnSlots } from './certificate-content.js';
import type { CertifyOutcome } from './certify.js';
import { isByHand, MANUAL_VERSION, readDrawRules, type ManualRules } from './draw-rules.js';
import { unitsOf, type ManualEvidence } from './manual-entry.js';

/**
 * The signed record of a draw by hand, canonical JSON and its hash. It stands where a certificate stands and has the members of one, but
 * neither its version nor its type: what a verifier could recompute is only rules, list and hashes.
 */
export function manualRecord(input: {
  /** As published. */
  readonly rules: string;
  readonly commitment: string;
  readonly evidence: ManualEvidence;
  readonly pins: readonly Pin[];
  readonly issuedAt: string;
  readonly secret: Uint8Array;
}): Extract<CertifyOutcome, { kind: 'certified' }> {
  const commitment = parseStrictJson(input.commitment);
  const rules = parseStrictJson(input.rules);
  const read = readDrawRules(input.rules);
  invariant(isByHand(read), 'only a draw by hand has such evidence');
  const record = {
    v: MANUAL_VERSION,
    type: 'manual-record',
    list: VERSION,
    raffle_id: read.raffle_id,
    rules,
    rules_hash: rulesHash(rules),
    commitment,
    commitment_hash: commitmentHash(commitment),
    pins: input.pins,
    entropy: input.evidence,
    events: [],
    draw: slotsOf(read, input.evidence),
    issued_at: input.issuedAt,
  };
  return {
    kind: 'certified',
    json: canonicalize({ ...record, sig: signObject(record, input.secret) }),
    hash: certificateHash(record),
  };
}

/** A unit without a number stayed vacant: no slip was left for it. */
function slotsOf(rules: ManualRules, { results }: ManualEvidence): DrawnSlots {
  const slots = unitsOf(rules).map(({ prizeId: prize, unit }) => {
    const number = results[`${prize}/${unit}`];
    return number === undefined
      ? { prize, unit, status: 'vacant' as const }
      : { prize, unit, status: 'won' as const, number: Number(number) };
  });
  const winners: Winner[] = slots.flatMap((slot) =>
    slot.status === 'won' ? [{ prize: slot.prize, unit: slot.unit, number: slot.number }] : [],
  );
  return { slots, alternates: [], replacements: [], winners };
}
