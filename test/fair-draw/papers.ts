import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  commitmentHash,
  issueCertificate,
  Ledger,
  LedgerWriter,
  parseStrictJson,
  QUICKNET,
  roundTime,
  rulesHash,
  toHex,
  VERSION,
  type LedgerSummary,
} from '../../src/fair-draw/index.js';

/** Any JSON object, to be written with what the case is about. */
export type Paper = Readonly<Record<string, unknown>>;

interface Round {
  readonly round: number;
  readonly signature: string;
  readonly randomness: string;
}

const FILE = join(import.meta.dirname, '../vectors/drand-quicknet-rounds.json');
/** Real rounds of quicknet. */
export const ROUNDS: readonly Round[] = (
  JSON.parse(readFileSync(FILE, 'utf8')) as { rounds: readonly Round[] }
).rounds;

export const LEAD = 600;
export const PIN = { channel: 'newspaper', at: '2023-08-23T14:00:00Z', ref: 'page 7' };
const SECRET = new Uint8Array(32).fill(11);

/** The moment of a quicknet round, moved by some seconds. */
export function timeOf(round: number, by = 0): string {
  return new Date((roundTime(QUICKNET, round) + by) * 1000).toISOString().replace('.000', '');
}

/** Rules of a drand draw decided by this round. */
export function drandRules(round: number): Paper {
  return {
    mode: 'drand',
    chain_hash: QUICKNET.hash,
    round,
    draw_at: timeOf(round),
    min_lead_s: LEAD,
  };
}

/** The beacon of a round we have. */
export function beacon(round: number): Paper {
  const known = ROUNDS.find((item) => item.round === round);
  if (known === undefined) throw new Error(`round ${round} is not among the stored ones`);
  return { kind: 'drand', chain_hash: QUICKNET.hash, ...known };
}

/** A disqualification; `fresh`: the round it names, with or without its beacon. */
export function event(seq: number, slot: string, number: number, more: Paper = {}): Paper {
  return { seq, slot, number, scope: 'ticket', reason: 'unclaimed', at: '2023-09-01T00:00:00Z', ...more };
}

/** What a disqualification says where its successor is drawn from a beacon of its own. */
export function fresh(round: number): Paper {
  return {
    at: timeOf(round, -LEAD),
    target: { chain_hash: QUICKNET.hash, round, min_lead_s: LEAD },
  };
}

/** Everything a certificate is made from; what a case leaves out is as in an honest draw. */
export interface Draft {
  readonly rules: Paper;
  /** `[number, person, eligible]`; persons of the same number share a pseudonym. */
  readonly tickets: readonly (readonly [number, number?, boolean?])[];
  readonly evidence: Paper;
  readonly events?: readonly Paper[];
  readonly closedAt?: string;
  readonly pins?: readonly Paper[];
  readonly commitment?: Paper;
}

/** A certificate and its ledger, on paper. */
export interface Papers {
  readonly certificate: Paper;
  readonly ledger: Uint8Array;
}

/** Rules with everything a raffle needs but entropy. */
export function rulesOf(entropy: Paper, more: Paper = {}): Paper {
  return {
    v: VERSION,
    type: 'rules',
    raffle_id: 'paper:1',
    title: 'Rifa de papel',
    numbers: { first: 0, last: 99, width: 2 },
    prizes: [{ id: 'p1', name: 'Moto' }],
    alternates: 0,
    one_prize_per_holder: false,
    redraw: 'sequence',
    sales_close_at: '2023-08-23T12:00:00Z',
    entropy,
    ...more,
  };
}

/** `ledger.bin` of a draft. */
export function ledgerOf({ rules, tickets }: Pick<Draft, 'rules' | 'tickets'>): {
  bytes: Uint8Array;
  summary: LedgerSummary;
} {
  const { raffle_id, numbers } = rules as { raffle_id: string; numbers: { first: number; last: number } };
  const writer = new LedgerWriter(raffle_id, numbers);
  const leaves = tickets
    .toSorted(([a], [b]) => a - b)
    .map(([number, person = number, eligible = true]) => {
      const holder = new Uint8Array(16);
      new DataView(holder.buffer).setUint32(0, person);
      return writer.add({ number, eligible, holder, commit: new Uint8Array(32).fill(number % 251) });
    });
  return { bytes: Buffer.concat(leaves), summary: writer.summary() };
}

/** Issues the signed certificate of a draft. */
export function issue(draft: Draft): Papers {
  const { rules, evidence, events = [], closedAt = '2023-08-23T12:00:00Z', pins = [PIN] } = draft;
  const { bytes, summary } = ledgerOf(draft);
  const { raffle_id, numbers } = rules as {
    raffle_id: string;
    numbers: { first: number; last: number };
  };
  const commitment = {
    v: VERSION,
    type: 'commitment',
    raffle_id,
    rules_hash: rulesHash(rules),
    ledger: summary,
    closed_at: closedAt,
    log_head: 'ab'.repeat(32),
    ...draft.commitment,
  };
  const ledger = new Ledger(bytes, raffle_id, numbers);
  const { json } = issueCertificate({
    rules,
    commitment,
    ledger,
    evidence,
    events,
    pins: pins as (typeof PIN)[],
    issuedAt: '2026-09-01T00:00:00Z',
    secret: SECRET,
  });
  return { certificate: parseStrictJson(json) as Paper, ledger: bytes };
}

/** The same certificate after its organiser changed rules or commitment and made the hashes fit again. */
export function rehashed(certificate: Paper): Paper {
  const rules_hash = rulesHash(certificate['rules']);
  const commitment = { ...(certificate['commitment'] as Paper), rules_hash };
  const { sig: _, ...unsigned } = certificate;
  return { ...unsigned, rules_hash, commitment, commitment_hash: commitmentHash(commitment) };
}

/** The value with the member at a path (`rules.entropy.round`) replaced. */
export function changed(value: unknown, path: string, by: (old: unknown) => unknown): Paper {
  const [name = '', ...rest] = path.split('.');
  const holder = value as Record<string, unknown>;
  const inner = rest.length === 0 ? by(holder[name]) : changed(holder[name], rest.join('.'), by);
  if (Array.isArray(value))
    return value.map((item: unknown, at) => (String(at) === name ? inner : item)) as unknown as Paper;
  return { ...holder, [name]: inner };
}

/** The case of a vector file that checks these papers. */
export function verifyCase(id: string, title: string, papers: Papers, expect: Paper): Paper {
  const { certificate, ledger } = papers;
  return {
    id,
    kind: 'verify',
    title,
    input: { certificate, ledger: toHex(ledger), bls_ok: expect['error'] !== 'E_DRAND_SIG' },
    expect,
  };
}
