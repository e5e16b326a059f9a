import { type Commitment, commitmentHash, parseCommitment } from './commitment.js';
import { computeDraw } from './compute.js';
import type { Draw } from './draw.js';
import { toHex } from './encode.js';
import { refuse } from './errors.js';
import { checkEvidence, type CheckOptions } from './evidence.js';
import { decode, parseStrictJson } from './json.js';
import { Ledger } from './ledger.js';
import { parseRules, type Rules, rulesHash } from './rules.js';
import type { WatchOptions } from './steps.js';

/** A draw that was committed to: rules, list and commitment fit each other, and nothing of the result is known yet. */
export interface CommittedDraw {
  readonly rules: Rules;
  readonly commitment: Commitment;
  /** `commitment_hash`, hexadecimal. */
  readonly hash: string;
  readonly ledger: Ledger;
}

/**
 * Checks rules, commitment and ledger as published, without a certificate: the steps of B11 that need no result, with their codes.
 * Throws the first one that fails.
 */
export function openCommitted(
  files: { readonly rules: Uint8Array; readonly commitment: Uint8Array; readonly ledger: Uint8Array },
  watch: Pick<WatchOptions, 'onStep' | 'onLeaves'> = {},
): CommittedDraw {
  const published = parseStrictJson(decode(files.rules, 'the file of the rules'));
  const rules = parseRules(published);
  watch.onStep?.('rules');
  const closing = parseStrictJson(decode(files.commitment, 'the file of the commitment'));
  const commitment = parseCommitment(closing);
  if (commitment.raffle_id !== rules.raffle_id)
    refuse('E_RAFFLE_ID', 'rules and commitment name different raffles');
  watch.onStep?.('raffle_id');
  if (commitment.rules_hash !== rulesHash(published))
    refuse('E_RULES_HASH', 'the commitment is to other rules');
  watch.onStep?.('rules_hash');
  const ledger = openLedger(files.ledger, rules, commitment, watch);
  return { rules, commitment, hash: commitmentHash(closing), ledger };
}

/** The draw that follows from what was committed to and the deciding value. Throws the codes of evidence that does not fit. */
export function drawCommitted(
  { rules, commitment, hash, ledger }: CommittedDraw,
  evidence: unknown,
  options: CheckOptions = {},
): Draw {
  return computeDraw(rules, hash, ledger, checkEvidence(rules, commitment.closed_at, evidence, options));
}

/** Steps 6 to 8 of B11: the bytes of the list are well-formed and are those committed to. */
export function openLedger(
  bytes: Uint8Array,
  { raffle_id: raffleId, numbers }: Pick<Rules, 'raffle_id' | 'numbers'>,
  { ledger: committed }: Commitment,
  { onStep, onLeaves }: Pick<WatchOptions, 'onStep' | 'onLeaves'>,
): Ledger {
  const ledger = new Ledger(bytes, raffleId, numbers);
  onStep?.('ledger');
  if (toHex(ledger.root(onLeaves)) !== committed.root)
    refuse('E_LEDGER_ROOT', 'the ledger is not the committed one');
  onStep?.('root');
  if (ledger.size !== committed.size || ledger.eligible !== committed.eligible)
    refuse('E_LEDGER_COUNT', 'the commitment counts other tickets than the ledger holds');
  onStep?.('counts');
  return ledger;
}
