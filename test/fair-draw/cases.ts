import { commitmentHash } from '../../src/fair-draw/index.js';
import { honestDrafts, results, type Honest } from './drafts.js';
import { scarceDrafts } from './scarce-drafts.js';
import { seededDrafts } from './seeded-drafts.js';
import { valueCases } from './value-cases.js';
import {
  beacon,
  changed,
  type Draft,
  drandRules,
  issue,
  type Paper,
  type Papers,
  rehashed,
  rulesOf,
  timeOf,
  verifyCase,
} from './papers.js';

function winnersOf(draft: Draft): readonly number[] {
  const { draw } = issue(draft).certificate as { draw: { winners: { number: number }[] } };
  return draw.winners.map(({ number }) => number);
}

export const HONEST: readonly Honest[] = [
  ...honestDrafts(winnersOf),
  ...seededDrafts(),
  ...scarceDrafts(winnersOf),
];

/** The papers of an honest draw. */
export function honest(id: string): Papers {
  const found = HONEST.find((item) => item.id === id);
  if (found === undefined) throw new Error(`no draft ${id}`);
  return issue(found.draft);
}

/** A way to cheat with the papers of an honest draw, and the code it must be refused with. */
interface Fault {
  readonly code: string;
  readonly of: string;
  readonly title: string;
  readonly paper?: (certificate: Paper) => Paper;
  readonly ledger?: (bytes: Uint8Array) => Uint8Array;
}

const at =
  (path: string, by: unknown) =>
  (paper: Paper): Paper =>
    changed(paper, path, (old) => (typeof by === 'function' ? (by as (old: unknown) => unknown)(old) : by));

/** Changes what the hashes cover and makes them fit again: only an organiser can. */
const remade =
  (path: string, by: unknown) =>
  (paper: Paper): Paper =>
    rehashed(at(path, by)(paper));

const flip = (text: unknown): string => String(text).replace(/^./, (first) => (first === '0' ? '1' : '0'));

function recommitted(path: string, by: unknown) {
  return (paper: Paper): Paper => {
    const { sig: _, ...tampered } = at(`commitment.${path}`, by)(paper);
    return { ...tampered, commitment_hash: commitmentHash(tampered['commitment']) };
  };
}

function swapped(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(70, 140), bytes.subarray(0, 70), bytes.subarray(140)]);
}

function poked(offset: number, value: number) {
  return (bytes: Uint8Array): Uint8Array => bytes.with(offset, value);
}

const FAULTS: readonly Fault[] = [
  { code: 'E_VERSION', of: 'H01', title: 'another version', paper: at('v', 'fairdraw/2') },
  { code: 'E_VERSION', of: 'H01', title: 'rules of another version', paper: at('rules.v', 'fairdraw/2') },
  { code: 'E_RAFFLE_ID', of: 'H01', title: 'rules of another raffle', paper: at('rules.raffle_id', 'x') },
  { code: 'E_RULES_HASH', of: 'H01', title: 'another hash of the rules', paper: at('rules_hash', flip) },
  { code: 'E_RULES_HASH', of: 'H01', title: 'other rules', paper: at('rules.title', 'Otra') },
  {
    code: 'E_RULES_HASH',
    of: 'H01',
    title: 'a commitment to other rules',
    paper: recommitted('rules_hash', flip),
  },
  {
    code: 'E_COMMITMENT_HASH',
    of: 'H01',
    title: 'another closing time',
    paper: at('commitment.closed_at', '2023-08-23T11:00:00Z'),
  },
  {
    code: 'E_RULES',
    of: 'H01',
    title: 'a prize called alternate',
    paper: remade('rules.prizes.0.id', 'alternate'),
  },
  { code: 'E_RULES', of: 'H01', title: 'no unit', paper: remade('rules.prizes.0.units', 0) },
  { code: 'E_RULES', of: 'H18', title: 'fresh without beacon', paper: remade('rules.redraw', 'fresh') },
  { code: 'E_RULES', of: 'H06', title: 'alternates of digits', paper: remade('rules.alternates', 1) },
  {
    code: 'E_LEDGER_FORMAT',
    of: 'H01',
    title: 'a leaf cut short',
    ledger: (bytes) => bytes.subarray(0, -30),
  },
  { code: 'E_LEDGER_FORMAT', of: 'H01', title: 'another version byte', ledger: poked(0, 2) },
  { code: 'E_LEDGER_FORMAT', of: 'H01', title: 'another raffle’s leaf', ledger: poked(71, 0) },
  { code: 'E_LEDGER_FORMAT', of: 'H01', title: 'a status nobody knows', ledger: poked(21, 2) },
  { code: 'E_LEDGER_ORDER', of: 'H01', title: 'two leaves changed places', ledger: swapped },
  { code: 'E_LEDGER_ORDER', of: 'H01', title: 'a number twice', ledger: poked(90, 0) },
  { code: 'E_NUMBER_RANGE', of: 'H01', title: 'a number too high', ledger: poked(23 * 70 + 20, 100) },
  { code: 'E_LEDGER_ROOT', of: 'H01', title: 'another holder', ledger: poked(22, 9) },
  { code: 'E_LEDGER_ROOT', of: 'H01', title: 'a ticket less', ledger: (bytes) => bytes.subarray(70) },
  { code: 'E_LEDGER_COUNT', of: 'H01', title: 'another size', paper: recommitted('ledger.size', 61) },
  { code: 'E_LEDGER_COUNT', of: 'H01', title: 'another count', paper: recommitted('ledger.eligible', 60) },
  { code: 'E_ENTROPY_KIND', of: 'H01', title: 'a text as beacon', paper: at('entropy.kind', 'text') },
  { code: 'E_ENTROPY_KIND', of: 'H06', title: 'a beacon as lottery', paper: at('entropy', beacon(1)) },
  {
    code: 'E_ENTROPY_KIND',
    of: 'H20',
    title: 'nothing as text',
    paper: at('entropy.external', { kind: 'none' }),
  },
  { code: 'E_DRAND_CHAIN', of: 'H01', title: 'another chain', paper: at('entropy.chain_hash', flip) },
  {
    code: 'E_DRAND_CHAIN',
    of: 'H01',
    title: 'a chain nobody pinned',
    paper: (paper) => at('entropy.chain_hash', flip)(remade('rules.entropy.chain_hash', flip)(paper)),
  },
  { code: 'E_DRAND_ROUND', of: 'H01', title: 'another round', paper: at('entropy', beacon(2)) },
  {
    code: 'E_DRAND_ROUND',
    of: 'H01',
    title: 'rules with a later round than their moment',
    paper: (paper) => at('entropy', beacon(2))(remade('rules.entropy.round', 2)(paper)),
  },
  {
    code: 'E_DRAND_RANDOMNESS',
    of: 'H01',
    title: 'another randomness',
    paper: at('entropy.randomness', flip),
  },
  {
    code: 'E_DRAND_RANDOMNESS',
    of: 'H01',
    title: 'another signature',
    paper: at('entropy.signature', beacon(2)['signature']),
  },
  {
    code: 'E_TIMING',
    of: 'H01',
    title: 'closed too late before the beacon',
    paper: recommitted('closed_at', timeOf(1, -599)),
  },
  {
    code: 'E_DRAND_SIG',
    of: 'H01',
    title: 'a signature made up, with its own hash',
    paper: at('entropy', { ...beacon(2), round: 1 }),
  },
  {
    code: 'E_LOTTERY_SOURCE',
    of: 'H11',
    title: 'a result of another lottery',
    paper: at('entropy.draws.1.source', 'OTHER'),
  },
  {
    code: 'E_TIMING',
    of: 'H11',
    title: 'a lottery draw at the moment of closing',
    paper: at('entropy.draws.0.drawn_at', '2023-08-23T12:00:00Z'),
  },
  {
    code: 'E_TIMING',
    of: 'H11',
    title: 'lottery draws in another order',
    paper: at('entropy.draws.1.drawn_at', '2023-08-24T12:00:00Z'),
  },
  {
    code: 'E_LOTTERY_DRAW',
    of: 'H06',
    title: 'a second lottery draw nobody asked for',
    paper: at('entropy', results('0003 4011', '0004 4011')),
  },
  { code: 'E_LOTTERY_DRAW', of: 'H18', title: 'a draw less', paper: at('entropy', results('0001', '0002')) },
  {
    code: 'E_LOTTERY_DRAW',
    of: 'H06',
    title: 'another first draw',
    paper: at('entropy.draws.0.draw_id', '102'),
  },
  {
    code: 'E_LOTTERY_DRAW',
    of: 'H11',
    title: 'a draw left out',
    paper: at('entropy.draws.1.draw_id', '103'),
  },
  {
    code: 'E_LOTTERY_RESULT',
    of: 'H06',
    title: 'a lost zero',
    paper: at('entropy.draws.0.results.1', '003'),
  },
  {
    code: 'E_LOTTERY_RESULT',
    of: 'H06',
    title: 'a result out of range',
    paper: remade('rules.entropy.positions.1.last', 4000),
  },
  { code: 'E_SEED', of: 'H20', title: 'another seed', paper: at('entropy.seeds.1', '03'.repeat(32)) },
  { code: 'E_SEED', of: 'H20', title: 'a seed kept back', paper: at('entropy.seeds', ['01'.repeat(32)]) },
  {
    code: 'E_SEED',
    of: 'H20',
    title: 'seeds in another order',
    paper: at('entropy.seeds', (seeds: string[]) => seeds.toReversed()),
  },
  { code: 'E_EVENT', of: 'H02', title: 'a number that does not hold it', paper: at('events.0.number', 3) },
  { code: 'E_EVENT', of: 'H02', title: 'a slot nobody drew', paper: at('events.0.slot', 'p1/9') },
  { code: 'E_EVENT', of: 'H02', title: 'events out of order', paper: at('events.0.seq', 2) },
  { code: 'E_EVENT', of: 'H02', title: 'a reason nobody knows', paper: at('events.0.reason', 'envy') },
  { code: 'E_EVENT', of: 'H02', title: 'a scope nobody knows', paper: at('events.0.scope', 'family') },
  { code: 'E_EVENT', of: 'H03', title: 'no beacon named', paper: withoutTarget },
  { code: 'E_EVENT', of: 'H02', title: 'a beacon nobody asked for', paper: withTarget },
  {
    code: 'E_ENTROPY_KIND',
    of: 'H03',
    title: 'a text where the event needs a beacon',
    paper: at('events.1.evidence', { kind: 'text', value: '7' }),
  },
  {
    code: 'E_DRAND_ROUND',
    of: 'H03',
    title: 'another lead than the rules',
    paper: at('events.1.target.min_lead_s', 599),
  },
  {
    code: 'E_DRAND_ROUND',
    of: 'H03',
    title: 'a later round than the event allows',
    paper: at('events.2.target.round', 1002),
  },
  {
    code: 'E_DRAND_SIG',
    of: 'H03',
    title: 'the event’s signature made up',
    paper: at('events.1.evidence', { ...beacon(1001), round: 1000 }),
  },
  { code: 'E_RESULT', of: 'H01', title: 'another winner', paper: at('draw.winners.0.number', 3) },
  { code: 'E_RESULT', of: 'H01', title: 'another key', paper: at('draw.prk', flip) },
  { code: 'E_RESULT', of: 'H02', title: 'a replacement left out', paper: at('draw.replacements', []) },
  { code: 'E_RESULT', of: 'H03', title: 'a fresh event after its beacon', paper: at('events.1.note', 'x') },
  { code: 'E_RESULT', of: 'H01', title: 'no slot', paper: at('draw.slots', []) },
  {
    code: 'E_SIG',
    of: 'H01',
    title: 'another time of issue',
    paper: at('issued_at', '2026-09-02T00:00:00Z'),
  },
  { code: 'E_SIG', of: 'H01', title: 'another signature', paper: at('sig.value', flip) },
  { code: 'E_SIG', of: 'H01', title: 'another algorithm', paper: at('sig.alg', 'none') },
  { code: 'E_SIG', of: 'H01', title: 'another key id', paper: at('sig.kid', flip) },
  { code: 'E_SCHEMA', of: 'H01', title: 'no closing time', paper: recommitted('closed_at', 7) },
  { code: 'E_SCHEMA', of: 'H02', title: 'an event that is text', paper: at('events.0', 'p1/1') },
  { code: 'E_JSON_TYPE', of: 'H01', title: 'a fraction', paper: at('note', 0.5) },
  { code: 'E_JSON_SURROGATE', of: 'H01', title: 'half a surrogate pair', paper: at('note', '\u{d800}') },
];

function withoutTarget(paper: Paper): Paper {
  return changed(paper, 'events.2', (old) => {
    const { target: _, ...event } = old as Paper;
    return event;
  });
}

function withTarget(paper: Paper): Paper {
  return changed(paper, 'events.0', (old) => ({ ...(old as Paper), target: { round: 1 } }));
}

/** Every case of this project's own vector file. */
export function ownCases(): readonly Paper[] {
  const right = HONEST.map(({ id, title, draft, warnings }) =>
    verifyCase(id, title, issue(draft), { valid: true, error: '', warnings }),
  );
  const wrong = FAULTS.map(({ code, of, title, paper, ledger }, index) => {
    const papers = honest(of);
    const tampered = {
      certificate: paper?.(papers.certificate) ?? papers.certificate,
      ledger: ledger?.(papers.ledger) ?? papers.ledger,
    };
    const id = `F${String(index + 1).padStart(2, '0')}`;
    return verifyCase(id, title, tampered, { valid: false, error: code, warnings: [] });
  });
  return [...right, ...unchecked(), ...wrong, ...valueCases()];
}

/** Without BLS a beacon is taken as it is, and said to be. */
function unchecked(): readonly Paper[] {
  const draft: Draft = {
    rules: rulesOf(drandRules(42)),
    tickets: [[1], [2], [3]],
    evidence: beacon(42),
  };
  const warnings = ['I_KNOWN_SUCCESSOR', 'W_BLS_UNCHECKED'];
  const verdict = { valid: true, error: '', warnings };
  const { input, ...rest } = verifyCase('H24', 'no BLS at hand', issue(draft), verdict);
  const { bls_ok: _, ...without } = input as Paper;
  return [{ ...rest, input: without }];
}
