import { commitmentHash } from './commitment.js';
import { computeDraw } from './compute.js';
import { checkEvidence } from './evidence.js';
import { concat, VERSION } from './encode.js';
import type { LedgerTicket } from './leaf.js';
import { type LedgerSummary, LedgerWriter } from './ledger-writer.js';
import { Ledger } from './ledger.js';
import type { LotteryEvidence } from './lottery.js';
import { type DirectRules, type NumberRange, rulesHash } from './rules.js';
import type { DirectLottery } from './rules-direct.js';
import { signObject } from './signature.js';

// Shared by the specs of this room; not exported by index.ts.

/** Any number's ticket; holders are told apart by `person` only. */
export function ticket(number: number, person = number, eligible = true): LedgerTicket {
  const holder = new Uint8Array(16);
  new DataView(holder.buffer).setUint32(0, person);
  return { number, eligible, holder, commit: new Uint8Array(32).fill(number % 251) };
}

/** `ledger.bin` of tickets in any order. */
export function writeLedger(
  raffleId: string,
  numbers: NumberRange,
  tickets: readonly LedgerTicket[],
): { readonly bytes: Uint8Array; readonly summary: LedgerSummary } {
  const writer = new LedgerWriter(raffleId, numbers);
  const leaves = tickets.toSorted((a, b) => a.number - b.number).map((item) => writer.add(item));
  return { bytes: concat(...leaves), summary: writer.summary() };
}

export const SAMPLE_LOTTERY: DirectLottery = {
  mode: 'lottery',
  method: 'direct',
  source: 'TEST-LOT',
  first_draw: '101',
  consecutive: true,
  positions: [
    { id: '1', width: 3, first: 0, last: 999 },
    { id: '2', width: 3, first: 0, last: 999 },
  ],
  extractors: [
    { id: 'a', position: '1', take: 'last', n: 2 },
    { id: 'b', position: '2', take: 'last', n: 2 },
  ],
  map: 'suffix',
  zero_is_top: false,
  // oxlint-disable-next-line unicorn/no-thenable -- B2 names the member so
  on_miss: { policy: 'next_draw', max_draws: 2, then: 'house' },
  alternates_extract: [],
};

/** Numbers 0..99, prize p1 by extractor a, prize p2 by b. */
export const SAMPLE_RULES: DirectRules = {
  v: VERSION,
  type: 'rules',
  raffle_id: 'sample:1',
  title: 'Rifa de muestra',
  numbers: { first: 0, last: 99, width: 2 },
  prizes: [
    { id: 'p1', name: 'Moto', units: 1, extract: ['a'] },
    { id: 'p2', name: 'Bici', units: 1, extract: ['b'] },
  ],
  alternates: 0,
  one_prize_per_holder: false,
  redraw: 'sequence',
  sales_close_at: '2026-03-05T20:00:00Z',
  entropy: SAMPLE_LOTTERY,
};

/** The results of lottery draw 101 + index, a week apart. */
export function lotteryDraw(index: number, first: string, second: string): LotteryEvidence['draws'][number] {
  return {
    source: 'TEST-LOT',
    draw_id: String(101 + index),
    drawn_at: `2026-03-${String(6 + 7 * index).padStart(2, '0')}T02:00:00Z`,
    results: { '1': first, '2': second },
  };
}

/** What a certificate is put together from, open to tampering before the hashes are made. */
export interface Parts {
  rules: DirectRules;
  ledger: Uint8Array;
  committed: LedgerSummary;
  evidence: LotteryEvidence;
  winnerShift: number;
}

export function sampleParts(): Parts {
  const tickets = [7, 31, 34, 42, 50].map((number) => ticket(number));
  const { bytes, summary } = writeLedger(SAMPLE_RULES.raffle_id, SAMPLE_RULES.numbers, tickets);
  return {
    rules: SAMPLE_RULES,
    ledger: bytes,
    committed: summary,
    evidence: { kind: 'lottery', draws: [lotteryDraw(0, '731', '000'), lotteryDraw(1, '007', '442')] },
    winnerShift: 0,
  };
}

export const SECRET = new Uint8Array(32).fill(5);

/** A signed certificate with right hashes around the parts; the draw is that of the untouched sample. */
export function assemble(parts: Parts): Record<string, unknown> {
  const rules_hash = rulesHash(parts.rules);
  const commitment = {
    v: VERSION,
    type: 'commitment',
    raffle_id: parts.rules.raffle_id,
    rules_hash,
    ledger: parts.committed,
    closed_at: '2026-03-05T20:00:00Z',
    log_head: 'ab'.repeat(32),
  };
  const commitment_hash = commitmentHash(commitment);
  const honest = sampleParts();
  const ledger = new Ledger(honest.ledger, SAMPLE_RULES.raffle_id, SAMPLE_RULES.numbers);
  const evidence = checkEvidence(SAMPLE_RULES, commitment.closed_at, honest.evidence);
  const draw = computeDraw(SAMPLE_RULES, commitment_hash, ledger, evidence);
  const winners = draw.winners.map((winner) => ({ ...winner, number: winner.number + parts.winnerShift }));
  const certificate = {
    v: VERSION,
    type: 'certificate',
    raffle_id: parts.rules.raffle_id,
    rules: parts.rules,
    rules_hash,
    commitment,
    commitment_hash,
    pins: [{ channel: 'whatsapp', at: '2026-03-05T20:05:00Z', ref: 'group message' }],
    entropy: parts.evidence,
    events: [],
    draw: { ...draw, winners },
    issued_at: '2026-03-14T00:00:00Z',
  };
  return { ...certificate, sig: signObject(certificate, SECRET) };
}
