import { commitmentHash, parseCommitment } from './commitment.js';
import { computeDraw } from './compute.js';
import { toHex, VERSION } from './encode.js';
import { checkEvents } from './events.js';
import { checkEvidence } from './evidence.js';
import { Ledger } from './ledger.js';
import { parseRules, rulesHash } from './rules.js';
import * as read from './schema.js';
import { vectorLedger } from './vector-ledger.js';
import { warningsOfRules } from './warnings.js';

/** A case of the kind `draw`: from rules and tickets to everything a certificate would say. */
export function certificateDraw(input: read.Members): unknown {
  const rules = parseRules(input['rules']);
  const { raffle_id, numbers } = rules;
  const bytes = vectorLedger(input, raffle_id);
  const ledger = new Ledger(bytes, raffle_id, numbers);
  const rules_hash = rulesHash(input['rules']);
  const ledger_root = toHex(ledger.root());
  const commitment = parseCommitment({
    v: VERSION,
    type: 'commitment',
    raffle_id,
    rules_hash,
    ledger: { root: ledger_root, size: ledger.size, eligible: ledger.eligible },
    closed_at: input['closed_at'],
    log_head: input['log_head'],
  });
  const commitment_hash = commitmentHash(commitment);
  const bls = read.has(input, 'bls_ok');
  const evidence = checkEvidence(rules, commitment.closed_at, input['evidence'], { bls });
  const events = checkEvents(rules, read.has(input, 'events') ? read.list(input, 'events') : [], { bls });
  const draw = computeDraw(rules, commitment_hash, ledger, evidence, events);
  return { rules_hash, ledger_root, commitment, commitment_hash, draw, warnings: warningsOfRules(rules) };
}
