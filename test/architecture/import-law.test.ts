import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const PROJECT = join(import.meta.dirname, '../..');
const DEPCRUISE = join(PROJECT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

/** A house built by the law. */
const LAWFUL = {
  'src/kernel/clock.ts': 'export const second = 1000;',
  'src/kernel/index.ts': `export * from './clock.js';`,
  'src/platform/database/database.service.ts': `import 'node:fs'; import 'pg'; export const db = 1;`,
  'src/platform/database/index.ts': `export { db } from './database.service.js';`,
  'src/raffle/catalogue/price.ts': `import { createHash } from 'node:crypto'; export const price = createHash;`,
  'src/raffle/catalogue/index.ts': `export { price } from './price.js';`,
  'src/raffle/tickets/tickets.repository.ts': `import { db } from '../../platform/database/index.js';
    import { price } from '../catalogue/index.js'; import { second } from '../../kernel/index.js';
    export const tickets = [db, price, second];`,
  'src/raffle/tickets/index.ts': `export { tickets } from './tickets.repository.js';`,
  'src/raffle/orders/index.ts': 'export const order = 1;',
  'src/raffle/index.ts': `export * from './catalogue/index.js'; export * from './tickets/index.js';`,
  'src/conversation/decide.ts': `import type { price } from '../raffle/index.js'; export type Decision = typeof price;`,
  'src/conversation/index.ts': `export type { Decision } from './decide.js';`,
  'src/payment/payments.service.ts': 'export const payments = 1;',
  'src/payment/receipt.entity.ts': `import type { Proof } from './proof.entity.js'; export class Receipt { p!: Proof }`,
  'src/payment/proof.entity.ts': `import type { Receipt } from './receipt.entity.js'; export class Proof { r!: Receipt }`,
  'src/main.ts': `import { db } from './platform/database/index.js'; import { phone } from '../simulator/index.js';
    export const all = [db, phone];`,
  'simulator/phone.ts': 'export const phone = 1;',
  'simulator/index.ts': `export { phone } from './phone.js';`,
  'src/fair-draw/leaf.ts': 'export const draw = 1;',
  'src/fair-draw/index.ts': `export { draw } from './leaf.js';`,
  'web/proof/task.ts': `export { draw } from '../../src/fair-draw/index.js';`,
  'test/support/helper.ts': 'export const help = 1;',
};

/** One file each that breaks the law: what it does, where it stands, what it imports, the rule that must say so. */
const BREACHES = [
  [
    'a file behind the index of another room',
    'src/webhook/a.ts',
    '../kernel/clock.js',
    'rooms-meet-at-index',
  ],
  [
    'a file behind a neighbour inside a room',
    'src/raffle/draws/b.ts',
    '../catalogue/price.js',
    'inner-rooms-meet-at-index',
  ],
  [
    'a start-up that reaches behind an index',
    'src/app.module.ts',
    './kernel/clock.js',
    'composition-meets-rooms-at-index',
  ],
  ['a room that imports the start-up', 'src/raffle/draws/n.ts', '../../main.js', 'rooms-of-raffle-draws'],
  [
    'a lower room that imports a higher one',
    'src/payment/c.ts',
    '../conversation/index.js',
    'rooms-of-payment',
  ],
  ['tickets that know orders', 'src/raffle/tickets/d.ts', '../orders/index.js', 'rooms-of-raffle-tickets'],
  ['a kernel that knows the platform', 'src/kernel/e.ts', '../platform/database/index.js', 'rooms-of-kernel'],
  ['a draw that knows our kernel', 'src/fair-draw/o.ts', '../kernel/index.js', 'rooms-of-fair-draw'],
  [
    'a draw that cannot run in a browser',
    'src/fair-draw/u.ts',
    'node:crypto',
    'the-draw-takes-arithmetic-only',
  ],
  ['a draw that uses a package', 'src/fair-draw/v.ts', 'pg', 'the-draw-takes-arithmetic-only'],
  ['a pure file that reads files', 'src/payment/f.ts', 'node:fs', 'pure-files-touch-no-world'],
  ['a pure file that uses a package', 'src/payment/g.ts', 'pg', 'pure-files-touch-no-world'],
  [
    'a pure file that uses an impure one',
    'src/payment/h.ts',
    './payments.service.js',
    'pure-files-use-no-impure-ones',
  ],
  [
    'a simulator that looks into the service',
    'simulator/i.ts',
    '../src/kernel/index.js',
    'simulator-knows-nothing-of-src',
  ],
  [
    'a room that leans on the simulator',
    'src/whatsapp/j.ts',
    '../../simulator/index.js',
    'only-the-demo-starts-the-simulator',
  ],
  [
    'a script behind the simulator’s index',
    'scripts/p.ts',
    '../simulator/phone.js',
    'simulator-is-met-at-index',
  ],
  [
    'a migration that uses code which may change',
    'migrations/1.ts',
    '../src/kernel/index.js',
    'migrations-stand-alone',
  ],
  [
    'a second way to migrate',
    'src/payment/q.ts',
    '../../migrations/1.js',
    'only-the-database-runs-migrations',
  ],
  [
    'a product that needs its tests',
    'src/payment/k.ts',
    '../../test/support/helper.js',
    'product-needs-no-test',
  ],
  [
    'a product that needs a development package',
    'src/payment/l.service.ts',
    'fast-check',
    'product-needs-no-development-package',
  ],
  [
    'a page that computes with more than the draw',
    'web/proof/w.ts',
    '../../src/kernel/index.js',
    'the-page-computes-with-the-draw-alone',
  ],
  [
    'a page behind the draw’s index',
    'web/proof/x.ts',
    '../../src/fair-draw/leaf.js',
    'the-page-computes-with-the-draw-alone',
  ],
  [
    'a service that runs the page’s code',
    'src/payment/y.ts',
    '../../web/proof/task.js',
    'the-page-is-served-not-imported',
  ],
  ['a new room without a law', 'src/cellar/m.service.ts', 'pg', 'every-room-has-a-law'],
  [
    'a raffle index with a life of its own',
    'src/raffle/index.ts',
    'node:crypto',
    'raffle-index-only-passes-on',
  ],
  ['an import that leads nowhere', 'src/payment/r.ts', './nowhere.js', 'every-import-leads-somewhere'],
  ['two files that need each other', 'src/payment/s.ts', './t.js', 'no-circle'],
] as const;

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

let house = '';

/** What the project's own configuration finds in a house of these files (path → text). */
function violations(name: string, files: Readonly<Record<string, string>>): Violation[] {
  const root = join(house, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const part of ['node_modules', 'package.json']) symlinkSync(join(PROJECT, part), join(root, part));
  const roots = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))];
  const options = ['--config', join(PROJECT, '.dependency-cruiser.cjs'), '--output-type', 'json'];
  const run = spawnSync(process.execPath, [DEPCRUISE, ...roots, ...options], { cwd: root, encoding: 'utf8' });
  expect(run.stderr).toBe('');
  return (JSON.parse(run.stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

describe('the import law', () => {
  let found: Violation[] = [];

  beforeAll(() => {
    house = mkdtempSync(join(tmpdir(), 'talonario-law-'));
    const breaches = BREACHES.map(([, path, imported]) => [
      path,
      `import '${imported}'; export const x = 1;`,
    ]);
    const other = { 'src/payment/t.ts': `import { x } from './s.js'; export const t = x;` };
    found = violations('unlawful', { ...LAWFUL, ...Object.fromEntries(breaches), ...other });
  });
  afterAll(() => rmSync(house, { recursive: true }));

  test('a house built by it breaks no rule', () => {
    expect(violations('lawful', LAWFUL)).toEqual([]);
  });

  test.each(BREACHES)('catches %s', (_what, path, _imported, rule) => {
    expect(found.filter(({ from }) => from === path).map((violation) => violation.rule.name)).toEqual([rule]);
  });
});
