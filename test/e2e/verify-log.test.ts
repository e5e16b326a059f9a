import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type OpenTestDatabase } from '../support/open.js';

const BUILT = join(import.meta.dirname, '../../dist/scripts/verify-log.js');
let db: OpenTestDatabase;
let directory: string;

beforeAll(async () => {
  db = await openTestDatabase(2);
  directory = await mkdtemp(join(tmpdir(), 'talonario-heads-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
  await db.close();
});

/** `npm run verify-log` as a process of its own. */
function verifyLog(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const env = { PATH: process.env['PATH'], DATABASE_URL: db.serviceUrl, MIGRATION_DATABASE_URL: db.ownerUrl };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [BUILT, ...words], { env }, (_error, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    );
  });
}

it('npm run verify-log ends with 0 where all chains hold, with 1 where a head is missing, with 2 where it cannot look', async () => {
  expect(await verifyLog()).toEqual({ code: 0, out: 'ok     audit: 0 entries\n', err: '' });
  const kept = join(directory, 'heads.txt');
  await writeFile(kept, `LOG [LogHead] 2026-11-25 audit 7 ${'ab'.repeat(32)}\n`);
  const missing = await verifyLog(kept);
  expect(missing.code).toBe(1);
  expect(missing.out).toContain(`BROKEN audit: the head 7 ${'ab'.repeat(32)} was seen and is not in it`);
  expect((await verifyLog(join(directory, 'nothing'))).code).toBe(2);
  expect((await verifyLog('--what')).err).toContain('npm run verify-log');
});
