import '../src/require-node.js';
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../src/app.module.js';
import { ConfigError, readConfig } from '../src/platform/index.js';
import { openDatabase } from '../src/start/database.service.js';
import { openSecrets } from '../src/start/secret-key.service.js';
import { HELP, readArguments, type Command } from './templates/arguments.js';
import { runCommand } from './templates/run.js';

/** `npm run templates -- sync|push|status`: message templates between this repository, the database and Meta. */
async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2));
  if (asked.kind === 'help') {
    console.log(HELP);
    return 0;
  }
  if (asked.kind === 'wrong') {
    console.error(`${asked.why}\n\n${HELP}`);
    return 2;
  }
  return withService(asked.command, asked.dryRun);
}

/** The service's own parts, without anything that listens or works by itself. */
async function withService(command: Command, dryRun: boolean): Promise<number> {
  const config = readConfig(process.env).with({ role: 'web' });
  const database = await openDatabase(config);
  try {
    const parts = { config, url: database.url, secrets: await openSecrets(config) };
    const app = await NestFactory.createApplicationContext(AppModule.with(parts), { logger: false });
    try {
      return await runCommand(app, command, dryRun, (line) => console.log(line));
    } finally {
      await app.close();
    }
  } finally {
    await database.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  },
);
