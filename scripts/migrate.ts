import '../src/require-node.js';
import 'reflect-metadata';
import { ConfigError, readConfig } from '../src/platform/index.js';
import { openDatabase } from '../src/start/database.service.js';

/** `npm run migrate`: brings the database up to date as its owner and grants to the service's role. */
async function main(): Promise<void> {
  const database = await openDatabase(readConfig(process.env, 'migrate'));
  await database.stop();
  console.log('The database is up to date.');
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
