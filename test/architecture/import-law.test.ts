import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const PROJECT = join(import.meta.dirname, '../..');
const DEPCRUISE = join(PROJECT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
let house = '';

beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'talonario-law-'));
  symlinkSync(join(PROJECT, 'node_modules'), join(house, 'node_modules'));
  symlinkSync(join(PROJECT, 'package.json'), join(house, 'package.json'));
});
afterEach(() => rmSync(house, { recursive: true }));

/** Builds a house of these files (path → text) and returns the names of the rules it breaks. */
function brokenRules(files: Readonly<Record<string, string>>): string[] {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(house, dirname(path)), { recursive: true });
    writeFileSync(join(house, path), text);
  }
  const roots = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))];
  const config = join(PROJECT, '.dependency-cruiser.cjs');
  const run = spawnSync(
    process.execPath,
    [DEPCRUISE, ...roots, '--config', config, '--output-type', 'json'],
    {
      cwd: house,
      encoding: 'utf8',
    },
  );
  expect(run.stderr).toBe('');
  const { summary } = JSON.parse(run.stdout) as { summary: { violations: { rule: { name: string } }[] } };
  return [...new Set(summary.violations.map(({ rule }) => rule.name))].toSorted();
}

const CLOCK = {
  'src/kernel/clock.ts': 'export const second = 1000;',
  'src/kernel/index.ts': `export * from './clock.js';`,
};

describe('the import law', () => {
  test('a house built by the law breaks no rule', () => {
    const rules = brokenRules({
      ...CLOCK,
      'src/platform/database/database.service.ts': `import 'node:fs'; import 'pg'; export const db = 1;`,
      'src/platform/database/index.ts': `export { db } from './database.service.js';`,
      'src/raffle/catalogue/price.ts': `import { createHash } from 'node:crypto'; export const price = createHash;`,
      'src/raffle/catalogue/index.ts': `export { price } from './price.js';`,
      'src/raffle/tickets/tickets.repository.ts': `import { db } from '../../platform/database/index.js';
        import { price } from '../catalogue/index.js'; import { second } from '../../kernel/index.js';
        export const tickets = [db, price, second];`,
      'src/raffle/tickets/index.ts': `export { tickets } from './tickets.repository.js';`,
      'src/raffle/index.ts': `export * from './catalogue/index.js'; export * from './tickets/index.js';`,
      'src/conversation/decide.ts': `import type { price } from '../raffle/index.js'; export type Decision = typeof price;`,
      'src/main.ts': `import { db } from './platform/database/index.js'; import { phone } from '../simulator/index.js';
        export const all = [db, phone];`,
      'simulator/index.ts': 'export const phone = 1;',
    });
    expect(rules).toEqual([]);
  });

  test.each([
    [
      'a file behind the index of another room',
      ['rooms-meet-at-index'],
      {
        ...CLOCK,
        'src/webhook/x.ts': `import { second } from '../kernel/clock.js'; export const x = second;`,
      },
    ],
    [
      'a file behind the index of a neighbour inside a room',
      ['inner-rooms-meet-at-index'],
      {
        'src/raffle/catalogue/price.ts': 'export const price = 1;',
        'src/raffle/draws/x.ts': `import { price } from '../catalogue/price.js'; export const x = price;`,
      },
    ],
    [
      'a lower room that imports a higher one',
      ['rooms-of-payment'],
      {
        'src/conversation/index.ts': 'export const say = 1;',
        'src/payment/x.ts': `import { say } from '../conversation/index.js'; export const x = say;`,
      },
    ],
    [
      'tickets that know orders',
      ['rooms-of-raffle-tickets'],
      {
        'src/raffle/orders/index.ts': 'export const order = 1;',
        'src/raffle/tickets/x.ts': `import { order } from '../orders/index.js'; export const x = order;`,
      },
    ],
    [
      'a kernel that knows the platform, if only a type',
      ['rooms-of-kernel'],
      {
        'src/platform/jobs/index.ts': 'export interface Job { id: string }',
        'src/kernel/x.ts': `import type { Job } from '../platform/jobs/index.js'; export type X = Job;`,
      },
    ],
    [
      'a pure file that reads files',
      ['pure-files-touch-no-world'],
      { 'src/payment/x.ts': `import 'node:fs';` },
    ],
    [
      'a pure file that uses a package',
      ['pure-files-touch-no-world'],
      { 'src/payment/x.ts': `import 'pg';` },
    ],
    [
      'a pure file that goes through an impure one',
      ['pure-files-use-no-impure-ones'],
      {
        'src/payment/a.service.ts': 'export const a = 1;',
        'src/payment/x.ts': `import { a } from './a.service.js'; export const x = a;`,
      },
    ],
    [
      'a simulator that looks into the service',
      ['simulator-knows-nothing-of-src'],
      {
        ...CLOCK,
        'simulator/x.ts': `import { second } from '../src/kernel/index.js'; export const x = second;`,
      },
    ],
    [
      'a room that leans on the simulator',
      ['only-the-demo-starts-the-simulator'],
      {
        'simulator/index.ts': 'export const phone = 1;',
        'src/whatsapp/x.ts': `import { phone } from '../../simulator/index.js'; export const x = phone;`,
      },
    ],
    [
      'a migration that uses code which may change',
      ['migrations-stand-alone'],
      {
        ...CLOCK,
        'migrations/1.ts': `import { second } from '../src/kernel/index.js'; export const x = second;`,
      },
    ],
    [
      'a product that needs its tests',
      ['product-needs-no-test'],
      { 'test/support/x.ts': 'export const x = 1;', 'src/payment/x.ts': `import '../../test/support/x.js';` },
    ],
    [
      'a product that needs a development package',
      ['product-needs-no-development-package'],
      { 'src/payment/x.service.ts': `import 'fast-check';` },
    ],
    ['a new room without a law', ['every-room-has-a-law'], { 'src/cellar/x.service.ts': `import 'pg';` }],
    [
      'an import that leads nowhere',
      ['every-import-leads-somewhere'],
      { 'src/payment/x.ts': `import './y.js';` },
    ],
    [
      'two files that need each other',
      ['no-circle'],
      {
        'src/payment/x.ts': `import { y } from './y.js'; export const x = () => y;`,
        'src/payment/y.ts': `import { x } from './x.js'; export const y = () => x;`,
      },
    ],
  ])('caught: %s', (_what, rules, files) => {
    expect(brokenRules(files)).toEqual(rules);
  });

  test('entities may name each other', () => {
    const rules = brokenRules({
      'src/payment/x.entity.ts': `import type { Y } from './y.entity.js'; export class X { y!: Y }`,
      'src/payment/y.entity.ts': `import type { X } from './x.entity.js'; export class Y { x!: X }`,
    });
    expect(rules).toEqual([]);
  });
});
