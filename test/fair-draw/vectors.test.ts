import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runVectors, toHex } from '../../src/fair-draw/index.js';
import { honest, HONEST, ownCases } from './cases.js';
import { changed, type Papers } from './papers.js';

const PROJECT = join(import.meta.dirname, '../..');
const FILE = join(PROJECT, 'test/vectors/fairdraw-1-more.json');
const HEADER = {
  spec: 'fairdraw/1',
  source:
    'Cases of this project for what the published ones leave out: every way to win and every code. UPDATE_VECTORS=1 writes them anew.',
  licence: 'MIT, like this project.',
  readme: 'As in fairdraw-1.json; `ledger` is ledger.bin in hexadecimal.',
};

describe('the cases of our own', () => {
  const cases = ownCases();

  it('are the ones in the file: what a draw gives does not change from version to version', () => {
    const file = { ...HEADER, cases };
    if (process.env['UPDATE_VECTORS'] === '1') writeFileSync(FILE, onLines(file));
    expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(JSON.stringify(file)));
  });

  it('pass', () => {
    expect(runVectors({ cases }).filter(({ passed }) => !passed)).toEqual([]);
  });

  it('are described, kind by kind, where a stranger reads how to run them', () => {
    const page = readFileSync(join(PROJECT, 'docs/draw-protocol.md'), 'utf8');
    const code = readFileSync(join(PROJECT, 'src/fair-draw/vector-kinds.ts'), 'utf8');
    const kinds = [...code.matchAll(/^ {2}(\w+)[:(](?! string)/gm)].map(([, kind]) => kind);
    expect(kinds).toContain('odds');
    expect(kinds.filter((kind) => !page.includes(`| \`${kind}\` `))).toEqual([]);
  });

  it('end with every code and every warning there is', () => {
    const source = (name: string): string => readFileSync(join(PROJECT, 'src/fair-draw', name), 'utf8');
    const codes = [...source('errors.ts').matchAll(/\| '(E_\w+)'/g)].map(([, code]) => code);
    const warnings = [...source('warnings.ts').matchAll(/\| '([WI]_\w+)'/g)].map(([, code]) => code);
    const seen = cases.flatMap(({ expect: verdict }) => {
      const { error = '', warnings: said = [] } = verdict as { error?: string; warnings?: string[] };
      return [error, ...said];
    });
    // A key twice can only be seen in text; proofs and receipts are no part of a certificate.
    const elsewhere = ['E_JSON_DUP', 'E_PROOF', 'E_COMMIT', 'E_LEAF'];
    const missing = [...codes, ...warnings].filter((code) => !seen.includes(code ?? ''));
    expect(missing).toEqual(elsewhere);
  });
});

describe('the stand-alone check', () => {
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'alone-'));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  function alone({ certificate, ledger }: Papers): { status: number | null; stdout: string } {
    writeFileSync(join(folder, 'certificate.json'), JSON.stringify(certificate));
    writeFileSync(join(folder, 'ledger.bin'), ledger);
    const program = join(PROJECT, 'scripts/check-draw-alone.mjs');
    return spawnSync(process.execPath, [program, 'certificate.json', 'ledger.bin'], {
      cwd: folder,
      encoding: 'utf8',
    });
  }

  it('imports nothing of the project and nothing of npm', () => {
    const text = readFileSync(join(PROJECT, 'scripts/check-draw-alone.mjs'), 'utf8');
    expect([...text.matchAll(/(?:from|import\() ?'([^']+)'/g)].map(([, name]) => name)).toEqual(['node:fs']);
  });

  it('can be read at one sitting: at most 85 lines of code', () => {
    const text = readFileSync(join(PROJECT, 'scripts/check-draw-alone.mjs'), 'utf8');
    expect(text.split('\n').filter((line) => !/^\s*($|\/\/|\/\*)/.test(line)).length).toBeLessThanOrEqual(85);
  });

  it.each(HONEST.map(({ id, title }) => [id, title]))('agrees with ours on %s: %s', (id) => {
    const papers = honest(id);
    const { status, stdout } = alone(papers);
    const unseen = notSeen(papers);
    expect(stdout.trim()).toBe(
      unseen === 0 ? 'CONSISTENT as far as this looks' : `CONSISTENT, but ${unseen} winners are NOT CHECKED`,
    );
    expect(status).toBe(unseen === 0 ? 0 : 1);
  });

  it.each<[string, string, (papers: Papers) => Papers]>([
    ['other rules', 'E_RULES_HASH', onPaper('rules.title', 'x')],
    ['another closing', 'E_COMMITMENT_HASH', onPaper('commitment.closed_at', '2023-08-23T11:00:00Z')],
    ['another winner', 'E_RESULT', onPaper('draw.slots.0.number', 3)],
    ['another beacon', 'E_RESULT', onPaper('entropy.round', 2)],
    ['a beacon the rules do not name', 'E_DRAND_ROUND', onPaper('entropy.round', 2)],
    ['another issue', 'E_SIG', onPaper('issued_at', '2026-09-02T00:00:00Z')],
    ['a ticket more', 'E_LEDGER_ROOT', withTicketMore],
    ['bytes after the last ticket', 'E_LEDGER_COUNT', withBytesMore],
    ['a winner less', 'E_RESULT', onPaper('draw.slots', [])],
    ['the version of a draw by hand', 'E_VERSION', onPaper('v', 'manual/1')],
    ['another raffle', 'E_RAFFLE_ID', onPaper('raffle_id', 'paper:2')],
    ['another prize for the same number', 'E_RESULT', onPaper('draw.slots.0.prize', 'p2')],
    ['units that changed places', 'E_RESULT', onPaper('draw.slots.0.unit', 2)],
    ['another holder of the prize now', 'E_RESULT', onPaper('draw.winners.0.number', 3)],
    ['nobody who holds the prizes now', 'E_RESULT', onPaper('draw.winners', [])],
    ['a replacement without an event', 'E_RESULT', onPaper('draw.replacements', [{ seq: 1 }])],
  ])('finds %s', (_, code, tamper) => {
    const { status, stdout } = alone(tamper(honest('H01')));
    expect(stdout).toContain(code);
    expect(status).toBe(1);
  });

  it('does not call a prize nobody won consistent: the digits may give it away', () => {
    const { status, stdout } = alone(
      onPaper('draw.winners', [])(onPaper('draw.slots.0', VACANT)(honest('H06'))),
    );
    expect([status, stdout]).toEqual([1, expect.not.stringContaining('CONSISTENT as far')]);
  });

  it.each<[string, string, string, (papers: Papers) => Papers]>([
    ['a winner the digits do not name', 'H06', 'E_RESULT', onPaper('draw.slots.0.number', 11)],
    ['other digits', 'H06', 'E_RESULT', onPaper('entropy.draws.0.results', { '1': '0000', '2': '0000' })],
    ['no prize at all', 'H17', 'E_RESULT', onPaper('draw.slots', [])],
    ['a disqualification left out', 'H02', 'E_RESULT', onPaper('draw.replacements', [])],
    ['an alternate the digits do not name', 'H16', 'E_RESULT', onPaper('draw.alternates.0.number', 90)],
    ['a winner of another mode who holds no number', 'H17', 'E_RESULT', onPaper('draw.slots.0.number', 98)],
  ])('finds %s', (_, id, code, tamper) => {
    const { status, stdout } = alone(tamper(honest(id)));
    expect(stdout).toContain(code);
    expect(status).toBe(1);
  });
});

/**
 * What the stand-alone check does not look for: winners of other modes, those who won instead of a number nobody bought, prizes nobody
 * won, and who follows after a disqualification.
 */
function notSeen({ certificate }: Papers): number {
  const { rules, draw, events } = certificate as {
    rules: { entropy: { mode: string } };
    draw: { slots: { via?: string }[]; alternates: { via: string }[] };
    events: unknown[];
  };
  if (rules.entropy.mode === 'drand') return events.length;
  const ways = [...draw.slots, ...draw.alternates].filter(({ via }) => via !== 'candidate');
  return ways.length + events.length;
}

/** A case a line: what changed shows in a diff. */
function onLines({ cases, ...header }: typeof HEADER & { readonly cases: readonly unknown[] }): string {
  const lines = cases.map((item) => JSON.stringify(item)).join(',\n');
  return `${JSON.stringify(header).slice(0, -1)},"cases":[\n${lines}\n]}\n`;
}

const VACANT = { prize: 'p1', unit: 1, status: 'vacant' };

function onPaper(path: string, value: unknown) {
  return ({ certificate, ledger }: Papers): Papers => ({
    certificate: changed(certificate, path, () => value),
    ledger,
  });
}

function withTicketMore({ certificate, ledger }: Papers): Papers {
  const leaf = `${toHex(ledger.subarray(0, 17))}00000063${toHex(ledger.subarray(21, 70))}`;
  return { certificate, ledger: Buffer.concat([ledger, Buffer.from(leaf, 'hex')]) };
}

function withBytesMore({ certificate, ledger }: Papers): Papers {
  return { certificate, ledger: Buffer.concat([ledger, Buffer.alloc(1)]) };
}
