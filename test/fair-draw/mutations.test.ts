import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MUTATIONS } from './mutations.js';

const VECTORS = ['fairdraw-1.json', 'fairdraw-1-more.json'].map((name) =>
  join(import.meta.dirname, '../vectors', name),
);

describe('a wrong line in the draw code', () => {
  let folder = '';
  let noticed: readonly (readonly string[])[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mutants-'));
    const file = join(folder, 'mutations.json');
    writeFileSync(file, JSON.stringify(MUTATIONS));
    const runner = join(import.meta.dirname, 'mutant-runner.mjs');
    const { stdout, stderr, status } = spawnSync(process.execPath, [runner, file, ...VECTORS], {
      encoding: 'utf8',
      maxBuffer: 2 ** 24,
    });
    if (status !== 0) throw new Error(stderr);
    noticed = JSON.parse(stdout) as string[][];
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  it('is not there: the code as it is passes every vector', () => {
    expect(noticed[0]).toEqual([]);
  });

  it.each(MUTATIONS.map(({ title, file }, index) => [title, file, index] as const))(
    'is noticed by the vectors: %s (%s)',
    (_title, _file, index) => {
      expect(noticed[index + 1]).not.toEqual([]);
    },
  );
});
