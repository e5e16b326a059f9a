import '../src/require-node.js';
import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { DataSource } from 'typeorm';
import { checkBooks, type Head } from '../src/admin/index.js';
import { ConfigError, Database, dataSourceOptions, readConfig } from '../src/platform/index.js';
import { openDatabase } from '../src/start/database.service.js';

const USAGE =
  'npm run verify-log [-- HEADS]   HEADS: a file of lines "day subject seq hash", as the service prints them';

/** `npm run verify-log`: computes every hash chain anew; exit 0 if all hold and contain every head given or noted, else 1. */
async function main(): Promise<number> {
  const [file, ...more] = process.argv.slice(2);
  if (more.length > 0 || file?.startsWith('-') === true) {
    console.error(USAGE);
    return 2;
  }
  const given = file === undefined ? [] : readHeads(await readFile(file, 'utf8'));
  const opened = await openDatabase(readConfig(process.env, 'migrate'));
  const dataSource = await new DataSource(dataSourceOptions(opened.url.service, 2)).initialize();
  try {
    const findings = await checkBooks(new Database(dataSource), given);
    for (const { holds, text } of findings) console.log(`${holds ? 'ok    ' : 'BROKEN'} ${text}`);
    return findings.every(({ holds }) => holds) ? 0 : 1;
  } finally {
    await dataSource.destroy();
    await opened.stop();
  }
}

/** Whatever stands around them, as in a log: day, subject, number and hash. */
function readHeads(text: string): Head[] {
  return [...text.matchAll(/(\S+) (\d+) ([0-9a-f]{64})\b/g)].map(([, subject, seq, hash]) => ({
    subject: subject ?? '',
    seq: Number(seq),
    hash: hash ?? '',
  }));
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(2);
  },
);
