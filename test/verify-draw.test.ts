import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestChain } from '../simulator/index.js';
import {
  firstRoundAt,
  issueCertificate,
  Ledger,
  LedgerWriter,
  type Pin,
  rulesHash,
  verifyCertificateText,
  VERSION,
} from '../src/fair-draw/index.js';
import { readConfig } from '../src/platform/index.js';
import { manualRecord } from '../src/raffle/draws/manual-record.js';
import { DrandChains } from '../src/raffle/index.js';

const PROGRAM = resolve('scripts/verify-draw.mjs');
const RULES = {
  v: VERSION,
  type: 'rules',
  raffle_id: 'cli:1',
  title: 'Rifa \u001b[31mroja',
  numbers: { first: 0, last: 99, width: 2 },
  prizes: [
    { id: 'p1', name: 'Moto', units: 1, extract: ['a'] },
    { id: 'p2', name: 'Radio', units: 2, extract: ['b'] },
  ],
  alternates: 0,
  one_prize_per_holder: false,
  redraw: 'sequence',
  sales_close_at: '2026-03-05T20:00:00Z',
  entropy: {
    mode: 'lottery',
    method: 'direct',
    source: 'TEST-LOT',
    first_draw: '101',
    positions: [{ id: '1', width: 4, first: 0, last: 9999 }],
    extractors: [
      { id: 'a', position: '1', take: 'last', n: 2 },
      { id: 'b', position: '1', take: 'first', n: 2 },
    ],
    map: 'suffix',
    on_miss: { policy: 'house' },
  },
};
const EVIDENCE = {
  kind: 'lottery',
  draws: [{ source: 'TEST-LOT', draw_id: '101', drawn_at: '2026-03-06T02:00:00Z', results: { '1': '9907' } }],
};
const PIN: Pin = { channel: 'newspaper', at: '2026-03-05T21:00:00Z', ref: 'page 7' };

/** A wrong expectation, a kind nobody knows, and a refusal that is expected. */
const DIFFERING = [
  { id: 'X1', kind: 'jcs', input: { value: { a: 1 } }, expect: { canonical: '{}', sha256: '' } },
  { id: 'X2', kind: 'tarot', input: {}, expect: {} },
  { id: 'X3', kind: 'jcs', input: { value: 0.5 }, expect: { error: 'E_JSON_TYPE' } },
];

function ledgerBytes(): { bytes: Buffer; summary: object } {
  const writer = new LedgerWriter(RULES.raffle_id, RULES.numbers);
  const leaves = [3, 7, 50].map((number) =>
    writer.add({ number, eligible: number !== 3, holder: new Uint8Array(16), commit: new Uint8Array(32) }),
  );
  return { bytes: Buffer.concat(leaves), summary: writer.summary() };
}

function certificateJson(pins: readonly Pin[], rules = RULES): string {
  const { bytes, summary } = ledgerBytes();
  const commitment = {
    v: VERSION,
    type: 'commitment',
    raffle_id: RULES.raffle_id,
    rules_hash: rulesHash(rules),
    ledger: summary,
    closed_at: '2026-03-05T20:00:00Z',
    log_head: '00'.repeat(32),
  };
  const ledger = new Ledger(bytes, RULES.raffle_id, RULES.numbers);
  const input = {
    rules,
    commitment,
    ledger,
    evidence: EVIDENCE,
    pins,
    issuedAt: '2026-03-06T03:00:00Z',
  };
  return issueCertificate({ ...input, secret: new Uint8Array(32).fill(9) }).json;
}

/** What stands where a certificate stands if people drew the slips. */
function recordByHand(): string {
  const rules = {
    v: 'manual/1',
    type: 'rules',
    raffle_id: 'cli:1',
    title: 'Rifa a mano',
    numbers: RULES.numbers,
    prizes: [{ id: 'p1', name: 'Moto', units: 1, extract: [] }],
    one_prize_per_holder: false,
    sales_close_at: '2026-03-05T20:00:00Z',
    entropy: { mode: 'manual', place: 'Plaza', draw_at: '2026-03-06T02:00:00Z' },
  };
  const record = manualRecord({
    rules: JSON.stringify(rules),
    commitment: JSON.stringify({ v: VERSION, type: 'commitment', rules_hash: rulesHash(rules) }),
    evidence: {
      kind: 'manual',
      place: 'Plaza',
      drawn_at: '2026-03-06T02:10:00Z',
      results: { 'p1/1': '07' },
    },
    pins: [PIN],
    issuedAt: '2026-03-06T03:00:00Z',
    secret: new Uint8Array(32).fill(9),
  });
  return record.json;
}

/** A draw by the simulator's beacon, as a service that accepts its chain would publish it. */
function testChainDraw(): { json: string; chains: DrandChains } {
  const test = new TestChain();
  const chains = new DrandChains(readConfig({ DEMO: '1', DRAND_TEST_CHAIN: test.line }));
  const chain = chains.find(test.hash);
  if (chain === null) throw new Error('the test chain is not accepted');
  const drawAt = '2026-03-06T02:00:00Z';
  const round = firstRoundAt(chain, Date.parse(drawAt) / 1000);
  const entropy = { mode: 'drand', chain_hash: chain.hash, round, draw_at: drawAt, min_lead_s: 3600 };
  const rules = { ...RULES, prizes: [{ id: 'p1', name: 'Moto', units: 1 }], entropy };
  const { bytes, summary } = ledgerBytes();
  const signature = test.sign(round);
  const randomness = createHash('sha256').update(signature, 'hex').digest('hex');
  const issued = issueCertificate({
    rules,
    commitment: {
      v: VERSION,
      type: 'commitment',
      raffle_id: rules.raffle_id,
      rules_hash: rulesHash(rules),
      ledger: summary,
      closed_at: '2026-03-05T20:00:00Z',
      log_head: '00'.repeat(32),
    },
    ledger: new Ledger(bytes, rules.raffle_id, rules.numbers),
    evidence: { kind: 'drand', chain_hash: chain.hash, round, signature, randomness },
    pins: [PIN],
    issuedAt: '2026-03-06T03:00:00Z',
    chains: chains.accepted,
  });
  return { json: issued.json, chains };
}

describe('npm run verify-draw', () => {
  let folder = '';

  /** Runs the program as npm does: in the package's root, with the folder the user typed the command in. */
  function run(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
    return spawnSync(process.execPath, [PROGRAM, ...args], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], INIT_CWD: folder },
    });
  }

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'verify-draw-'));
    writeFileSync(join(folder, 'certificate.json'), certificateJson([PIN]));
    writeFileSync(join(folder, 'unpinned.json'), certificateJson([]));
    writeFileSync(join(folder, 'tampered.json'), certificateJson([PIN]).replace('"number":7', '"number":50'));
    writeFileSync(join(folder, 'ledger.bin'), ledgerBytes().bytes);
    writeFileSync(join(folder, 'differing.json'), JSON.stringify({ cases: DIFFERING }));
    writeFileSync(join(folder, 'marked.json'), `\u{feff}${certificateJson([PIN])}`);
    writeFileSync(join(folder, 'twice.json'), certificateJson([PIN]).replace('{', '{"type":"certificate",'));
    writeFileSync(join(folder, 'nan.json'), certificateJson([PIN]).replace('"unit":1', '"unit":NaN'));
    writeFileSync(join(folder, 'huge.json'), certificateJson([PIN]).replace('"unit":1', '"unit":1e999'));
    writeFileSync(join(folder, 'cut.json'), certificateJson([PIN]).slice(0, 300));
    writeFileSync(join(folder, 'empty'), '');
    writeFileSync(join(folder, 'escape.json'), '\u001b[2J');
    writeFileSync(join(folder, 'by-hand.json'), recordByHand());
    writeFileSync(join(folder, 'short.bin'), ledgerBytes().bytes.subarray(70));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('says what an honest certificate proves and what a person must still look at', () => {
    const { status, stdout } = run('certificate.json', 'ledger.bin');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^VALID {2}certificate [0-9a-f]{64}$/m);
    expect(stdout).toContain('3 numbers, 2 of them take part');
    expect(stdout).toContain('Moto: number 07 wins');
    expect(stdout).toContain('Radio 2 of 2: no winner');
    expect(stdout).toContain('proven once you have seen for yourself');
    expect(stdout).toContain('newspaper: page 7');
  });

  it('refuses a draw by a beacon made for tests, which the service that made it accepts', () => {
    const { json, chains } = testChainDraw();
    const options = { chains: chains.accepted };
    expect(verifyCertificateText(json, ledgerBytes().bytes, options)).toMatchObject({ valid: true });
    writeFileSync(join(folder, 'test-chain.json'), json);
    const { status, stdout } = run('test-chain.json', 'ledger.bin');
    expect(status).toBe(1);
    expect(stdout).toContain('E_DRAND_CHAIN');
  });

  it('calls a certificate without pins consistent, not proven', () => {
    const { status, stdout } = run('unpinned.json', 'ledger.bin');
    expect(status).toBe(0);
    expect(stdout).toContain('W_NO_PINS');
    expect(stdout).toContain('consistent');
    expect(stdout).toContain('not proven');
  });

  it('lets no control character of a certificate reach the terminal', () => {
    expect(run('certificate.json', 'ledger.bin').stdout).not.toContain('\u001b');
  });

  it('says of a draw by hand that nothing was checked, without calling it wrong', () => {
    const { status, stdout, stderr } = run('by-hand.json', 'ledger.bin');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^NOT CHECKED {2}E_VERSION: this is the record of a draw by hand/);
    expect(stdout).not.toContain('VALID');
    expect(stderr).toBe('');
  });

  it('prints numbers whatever width the rules ask for', () => {
    const wide = { ...RULES, numbers: { ...RULES.numbers, width: Number.MAX_SAFE_INTEGER } };
    writeFileSync(join(folder, 'wide.json'), certificateJson([PIN], wide));
    const { status, stdout } = run('wide.json', 'ledger.bin');
    expect(stdout).toMatch(/Moto: number 0+7 wins/);
    expect(status).toBe(0);
  });

  it.each([
    [
      'a byte order mark',
      'marked.json',
      'ledger.bin',
      'E_SCHEMA: the certificate begins with a byte order mark',
    ],
    ['a key twice', 'twice.json', 'ledger.bin', 'E_JSON_DUP'],
    ['NaN', 'nan.json', 'ledger.bin', 'E_SCHEMA: the text is not JSON'],
    ['a number beyond all bounds', 'huge.json', 'ledger.bin', 'E_JSON_TYPE'],
    ['a certificate cut short', 'cut.json', 'ledger.bin', 'E_SCHEMA: the text is not JSON'],
    ['an empty certificate', 'empty', 'ledger.bin', 'E_SCHEMA: the text is not JSON'],
    ['an empty ledger', 'certificate.json', 'empty', 'E_LEDGER_ROOT'],
    ['a ledger of something else', 'certificate.json', 'nan.json', 'E_LEDGER_FORMAT'],
  ])('refuses %s with a code and a sentence', (_, certificate, ledger, sentence) => {
    const { status, stdout, stderr } = run(certificate, ledger);
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toContain(`NOT VALID  ${sentence}`);
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    ['another winner', 'tampered.json', 'ledger.bin', 'E_RESULT'],
    ['another ledger', 'certificate.json', 'short.bin', 'E_LEDGER_ROOT'],
    ['files in the wrong order', 'ledger.bin', 'certificate.json', 'E_SCHEMA'],
  ])('ends with 1 and the code of the specification for %s', (_, certificate, ledger, code) => {
    const { status, stdout } = run(certificate, ledger);
    expect(status).toBe(1);
    expect(stdout).toContain(`NOT VALID  ${code}`);
  });

  it('lets no control character of a file that is no vector file reach the terminal', () => {
    const { status, stderr } = run('--vectors', 'escape.json');
    expect(status).toBe(2);
    expect(stderr).toContain('is not a vector file');
    expect(stderr).not.toContain('\u001b');
  });

  it('finds files by absolute path too', () => {
    expect(run(join(folder, 'certificate.json'), join(folder, 'ledger.bin')).status).toBe(0);
  });

  it.each([
    ['no file', [], 'Usage'],
    ['one file', ['certificate.json'], 'Usage'],
    [
      'a file that does not exist',
      ['certificate.json', 'missing.bin'],
      'Cannot read missing.bin: no such file',
    ],
    ['a folder', ['certificate.json', '.'], 'Cannot read .: illegal operation on a directory.'],
    ['--vectors alone', ['--vectors'], 'Usage'],
    ['vectors that do not exist', ['--vectors', 'missing.json'], 'Cannot read missing.json: no such file'],
    ['vectors that are none', ['--vectors', 'certificate.json'], 'is not a vector file'],
    ['vectors that are no JSON', ['--vectors', 'ledger.bin'], 'is not a vector file'],
  ])('ends with 2 and a sentence for %s', (_, args, sentence) => {
    const { status, stdout, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
  });

  it('runs every published vector and counts them', () => {
    const { status, stdout } = run('--vectors', resolve('test/vectors/fairdraw-1.json'));
    expect(stdout).toMatch(/^17 passed, 0 failed$/m);
    expect(status).toBe(0);
  });

  it('ends with 1 for a vector that differs, naming it and what was computed', () => {
    const { status, stdout } = run('--vectors', 'differing.json');
    expect(stdout).toContain('FAIL  X1');
    expect(stdout).toContain('computed: {"canonical":"{\\"a\\":1}"');
    expect(stdout).toContain('FAIL  X2');
    expect(stdout).toContain('ok    X3');
    expect(stdout).toMatch(/^1 passed, 2 failed$/m);
    expect(status).toBe(1);
  });
});
