import {
  Ledger,
  LedgerWriter,
  VERSION,
  commitmentHash,
  fromHex,
  issueCertificate,
  parseRules,
  rulesHash,
} from '../../fair-draw/index.js';
import { KNOWN_CASES, type KnownCase } from './known-cases.js';

/**
 * True if the draw code of this process gives the known answers. Computed at start and before every draw; if this machine or build
 * gives anything else, nothing is drawn.
 */
export function knownAnswerHolds(cases: readonly KnownCase[] = KNOWN_CASES): boolean {
  try {
    return cases.every(holds);
  } catch {
    return false; // code that refuses a good draw is as broken as one that draws another
  }
}

function holds({ rules: published, tickets, logHead, evidence, issuedAt, expected }: KnownCase): boolean {
  const rules = parseRules(published);
  const writer = new LedgerWriter(rules.raffle_id, rules.numbers);
  const bytes = Buffer.concat(
    tickets.map(([number, holder, commit]) =>
      writer.add({ number, eligible: true, holder: fromHex(holder, 16), commit: fromHex(commit, 32) }),
    ),
  );
  const commitment = {
    v: VERSION,
    type: 'commitment',
    raffle_id: rules.raffle_id,
    rules_hash: rulesHash(published),
    ledger: writer.summary(),
    closed_at: rules.sales_close_at,
    log_head: logHead,
  };
  const ledger = new Ledger(bytes, rules.raffle_id, rules.numbers);
  const { draw } = issueCertificate({ rules: published, commitment, ledger, evidence, pins: [], issuedAt });
  return (
    commitmentHash(commitment) === expected.commitment &&
    draw.prk === expected.prk &&
    JSON.stringify(draw.winners) === expected.winners
  );
}
