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
import { changed } from './papers.js';

/** Every place of a certificate and the code another value there must give; the longest path that fits counts. */
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
  'entropy.kind': 'E_ENTROPY_KIND',
  'entropy.chain_hash': 'E_DRAND_CHAIN',
  'entropy.round': 'E_DRAND_ROUND',
  'entropy.signature': 'E_DRAND_RANDOMNESS',
  'entropy.randomness': 'E_DRAND_RANDOMNESS',
  'events.0.seq': 'E_EVENT',
  'events.0.slot': 'E_EVENT',
  'events.0.number': 'E_EVENT',
  'events.0.scope': 'E_EVENT',
  'events.0.reason': 'E_EVENT',
  'events.0.at': 'E_SIG',
  draw: 'E_RESULT',
  issued_at: 'E_SIG',
  sig: 'E_SIG',
};

function leaves(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    leaves(inner, path === '' ? name : `${path}.${name}`),
  );
}

function codeOf(path: string): string | undefined {
  const parts = path.split('.');
  const prefixes = parts.map((_, at) => parts.slice(0, parts.length - at).join('.'));
  const alike = prefixes.map((prefix) => prefix.replace(/^events\.\d/, 'events.0'));
  return alike.map((prefix) => CODES[prefix]).find((code) => code !== undefined);
}

/** Another value of the same type and form. */
function another(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  const text = String(value);
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return text.replace(/^\d{4}/, (year) => String(Number(year) + 1));
  return /^[0-9a-f]{16,}$/.test(text) ? text.replace(/.$/, (last) => (last === '0' ? '1' : '0')) : `${text}x`;
}

describe('one value of a certificate changed', () => {
  const { certificate, ledger } = honest('H02');

  it.each(leaves(certificate).map((path) => [path, codeOf(path)] as const))('%s gives %s', (path, code) => {
    const tampered = changed(certificate, path, another);
    expect(verifyCertificate(tampered, ledger)).toMatchObject({ valid: false, error: code });
  });
});

describe('one byte of the ledger changed', () => {
  const { certificate, ledger } = honest('H02');
  const INSIDE: readonly (readonly [string, number, string])[] = [
    ['version', 0, 'E_LEDGER_FORMAT'],
    ['raffle tag', 1, 'E_LEDGER_FORMAT'],
    ['raffle tag, its end', 16, 'E_LEDGER_FORMAT'],
    ['number', 20, 'E_LEDGER_ORDER'],
    ['status', 21, 'E_LEDGER_ROOT'],
    ['holder', 22, 'E_LEDGER_ROOT'],
    ['holder, its end', 37, 'E_LEDGER_ROOT'],
    ['commit', 38, 'E_LEDGER_ROOT'],
    ['commit, its end', 69, 'E_LEDGER_ROOT'],
  ];

  it.each(INSIDE)('%s (at %i) gives %s', (_, at, code) => {
    const tampered = Uint8Array.from(ledger);
    tampered[70 + at]! ^= 1;
    expect(verifyCertificate(certificate, tampered)).toMatchObject({ valid: false, error: code });
  });
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

  it.each(leaves(entries))('has another head or no chain with %s changed', (path) => {
    const tampered = changed(entries, path, another) as unknown as readonly unknown[];
    const wrong = path.endsWith('.v') ? 'E_VERSION' : 'E_SCHEMA';
    expect([wrong, 'another head']).toContain(endOf(tampered));
  });

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
