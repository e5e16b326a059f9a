import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SERVICE_ROLE } from '../../src/platform/embedded-postgres/index.js';
import { openTestDatabase, withOwner } from '../support/open.js';
import { schemaText } from '../support/schema.js';

const WRITTEN = join(import.meta.dirname, '../../migrations/schema.txt');
const RENEW = 'UPDATE_SCHEMA=1 npx vitest run --project integration test/migrations/schema.test.ts';

test(`the migrations make the schema of migrations/schema.txt (if it changed on purpose: ${RENEW})`, async () => {
  const db = await openTestDatabase(1);
  try {
    const schema = await withOwner(db, (owner) => schemaText(owner, SERVICE_ROLE));
    if (process.env['UPDATE_SCHEMA'] === '1') await writeFile(WRITTEN, schema);
    expect(schema).toBe(await readFile(WRITTEN, 'utf8'));
  } finally {
    await db.close();
  }
});
