import { describe, expect, it } from 'vitest';
import {
  appendToLog,
  FairDrawError,
  headOfLog,
  verifyCertificate,
  type LogDraft,
  type LogEntry,
  type LogHead,
} from '../../src/fair-draw/index.js';
import { honest } from './cases.js';
import { beacon, changed } from './papers.js';

/** Every place of a certificate and the code another value there must give; the longest path that fits counts, `#` is any place of a list. */
const CODES: Readonly<Record<string, string>> = {
  v: 'E_VERSION',
  type: 'E_SCHEMA',
  raffle_id: 'E_RAFFLE_ID',
  rules: 'E_RULES_HASH',
  'rules.v': 'E_VERSION',
  'rules.raffle_id': 'E_RAFFLE_ID',
  rules_hash: 'E_RULES_HASH',
  commitment: 'E_COMMITMENT_HASH',
  'commitment.v': 'E_VERSION',
  'commitment.raffle_id': 'E_RAFFLE_ID',
  'commitment.rules_hash': 'E_RULES_HASH',
  commitment_hash: 'E_COMMITMENT_HASH',
  pins: 'E_SIG',
  ...evidenceCodes('entropy'),
  'entropy.seeds': 'E_SEED',
  ...evidenceCodes('entropy.external'),
  'entropy.external.value': 'E_RESULT',
  'events.#.seq': 'E_EVENT',
  'events.#.slot': 'E_EVENT',
  'events.#.number': 'E_EVENT',
  'events.#.scope': 'E_EVENT',
  'events.#.reason': 'E_EVENT',
  'events.#.at': 'E_SIG',
  'events.#.target.chain_hash': 'E_DRAND_CHAIN',
  'events.#.target.round': 'E_DRAND_ROUND',
  'events.#.target.min_lead_s': 'E_DRAND_ROUND',
  ...evidenceCodes('events.#.evidence'),
  draw: 'E_RESULT',
  issued_at: 'E_SIG',
  sig: 'E_SIG',
};

function evidenceCodes(at: string): Readonly<Record<string, string>> {
  return {
    [`${at}.kind`]: 'E_ENTROPY_KIND',
    [`${at}.chain_hash`]: 'E_DRAND_CHAIN',
    [`${at}.round`]: 'E_DRAND_ROUND',
    [`${at}.signature`]: 'E_DRAND_RANDOMNESS',
    [`${at}.randomness`]: 'E_DRAND_RANDOMNESS',
    [`${at}.draws.#.source`]: 'E_LOTTERY_SOURCE',
    [`${at}.draws.#.draw_id`]: 'E_LOTTERY_DRAW',
    [`${at}.draws.#.drawn_at`]: 'E_TIMING',
    [`${at}.draws.#.results`]: 'E_LOTTERY_RESULT',
  };
}

/** Draws that between them have every kind of evidence and event, and what is different in each of them. */
const DRAWS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  H02: {},
  // The moment of an event decides which round it waits for.
  H03: { 'events.1.at': 'E_DRAND_ROUND', 'events.2.at': 'E_DRAND_ROUND' },
  // The last draw may have been held later: only its order counts.
  H12: { 'entropy.draws.1.drawn_at': 'E_SIG' },
  H16: { 'entropy.draws.0.drawn_at': 'E_SIG' },
  H17: { 'entropy.draws.0.drawn_at': 'E_SIG' },
  H20: {},
  H21: {},
  H22: { 'entropy.external.draws.1.drawn_at': 'E_SIG' },
};

function leaves(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    leaves(inner, path === '' ? name : `${path}.${name}`),
  );
}

function codeOf(path: string, own: Readonly<Record<string, string>>): string | undefined {
  const parts = path.replaceAll(/\.\d+(?=\.|$)/g, '.#').split('.');
  const prefixes = parts.map((_, at) => parts.slice(0, parts.length - at).join('.'));
  return own[path] ?? prefixes.map((prefix) => CODES[prefix]).find((code) => code !== undefined);
}

/** Another value of the same type and form. */
function another(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  const text = String(value);
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return text.replace(/^\d{4}/, (year) => String(Number(year) + 1));
  return /^[0-9a-f]{16,}$/.test(text) ? text.replace(/.$/, (last) => (last === '0' ? '1' : '0')) : `${text}x`;
}

describe.each(Object.entries(DRAWS))('one value of the certificate %s changed', (id, own) => {
  const { certificate, ledger } = honest(id);

  it.each(leaves(certificate).map((path) => [path, codeOf(path, own)] as const))(
    '%s gives %s',
    (path, code) => {
      const tampered = changed(certificate, path, another);
      expect(verifyCertificate(tampered, ledger, { bls: false })).toMatchObject({
        valid: false,
        error: code,
      });
    },
  );
});

describe('a made-up signature of a beacon', () => {
  const { certificate, ledger } = honest('H03');
  const forged = { ...beacon(1001), round: 1000 };

  it.each([
    ['that decides', 'entropy', { ...beacon(2), round: 1 }],
    ['of a disqualification', 'events.1.evidence', forged],
  ])('%s is found by whoever asks for nothing special', (_, path, made) => {
    const tampered = changed(certificate, path, () => made);
    expect(verifyCertificate(tampered, ledger)).toMatchObject({ error: 'E_DRAND_SIG' });
    expect(verifyCertificate(tampered, ledger, { bls: false })).not.toMatchObject({ error: 'E_DRAND_SIG' });
  });
});

describe('one byte of the ledger changed', () => {
  const { certificate, ledger } = honest('H02');
  const CODE_UP_TO = [
    [17, 'E_LEDGER_FORMAT'], // version and raffle tag
    [21, 'E_LEDGER_ORDER'], // number
    [70, 'E_LEDGER_ROOT'], // status, holder, commit
  ] as const;

  it.each(Array.from({ length: 70 }, (_, at) => [at, CODE_UP_TO.find(([end]) => at < end)?.[1]] as const))(
    'at %i gives %s',
    (at, code) => {
      const tampered = Uint8Array.from(ledger);
      tampered[70 + at]! ^= 1;
      expect(verifyCertificate(certificate, tampered)).toMatchObject({ valid: false, error: code });
    },
  );
});

describe('the audit log', () => {
  const drafts: readonly LogDraft[] = ['rules.published', 'ticket.paid', 'sales.closed'].map((event, at) => ({
    raffle_id: 'paper:1',
    at: `2026-01-0${at + 1}T00:00:00Z`,
    event: event as LogDraft['event'],
    data: { numbers: [at] },
  }));
  let head: LogHead | undefined;
  const entries: readonly LogEntry[] = drafts.map((draft) => {
    const chained = appendToLog(head, draft);
    head = chained.head;
    return chained.entry;
  });

  it('ends in its head', () => expect(headOfLog('paper:1', entries)).toEqual(head));

  it.each(leaves(entries).map((path) => [path, codeInLog(path)] as const))(
    '%s changed gives %s',
    (path, code) => {
      const tampered = changed(entries, path, another) as unknown as readonly unknown[];
      expect(endOf(tampered)).toBe(code);
    },
  );

  /** What an entry says is bound by the next one's `prev`, and in the last one by the head. */
  function codeInLog(path: string): string {
    const [at, member = ''] = path.split('.');
    if (member === 'v') return 'E_VERSION';
    const isSaid = ['at', 'event', 'data'].includes(member);
    return isSaid && Number(at) === entries.length - 1 ? 'another head' : 'E_SCHEMA';
  }

  /** The code the log is refused with, or how its head compares. */
  function endOf(log: readonly unknown[]): string {
    try {
      return headOfLog('paper:1', log)?.hash === head?.hash ? 'the same head' : 'another head';
    } catch (error) {
      return error instanceof FairDrawError ? error.code : String(error);
    }
  }

  it('cannot lose, repeat or swap an entry', () => {
    const [a, b, c] = entries;
    for (const list of [
      [a, c],
      [b, c],
      [a, a, b, c],
      [b, a, c],
    ])
      expect(() => headOfLog('paper:1', list)).toThrow(expect.objectContaining({ code: 'E_SCHEMA' }));
    expect(headOfLog('paper:1', [a, b])).not.toEqual(head);
  });
});
