import '../src/require-node.js';
import 'reflect-metadata';
import { DataSource } from 'typeorm';
import {
  Config,
  ConfigError,
  Database,
  dataSourceOptions,
  readConfig,
  Secrets,
} from '../src/platform/index.js';
import {
  doctorFor,
  storedChannels,
  worstOf,
  type Finding,
  type Patient,
  type RepairStep,
} from '../src/whatsapp/index.js';

/** Nothing failed (there may be warnings) · something failed · it could not look. */
const EXIT = { well: 0, ill: 1, blind: 2 } as const;
const USAGE = 'npm run doctor [-- --fix] [-- --json]';

interface Options {
  readonly fix: boolean;
  readonly json: boolean;
}

/** `npm run doctor`: looks at the configured deployment from outside; the service need not run. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    console.error(USAGE);
    return EXIT.blind;
  }
  const config = readConfig(process.env);
  const opened = await openDatabase(config);
  try {
    const patients = await patientsOf(config, opened?.database ?? null);
    const { doctor, repair, close } = doctorFor(config);
    const steps = options.fix ? await repair.run(patients) : [];
    const findings = await doctor.examine(patients, opened?.database ?? null);
    close();
    print(steps, findings, options);
    return steps.every(({ done }) => done) && worstOf(findings) !== 'failed' ? EXIT.well : EXIT.ill;
  } finally {
    await opened?.close();
  }
}

function readOptions(words: readonly string[]): Options | null {
  if (words.some((word) => !['--fix', '--json'].includes(word))) return null;
  return { fix: words.includes('--fix'), json: words.includes('--json') };
}

/** Null where there is no DATABASE_URL, or nobody answers: the doctor goes on with what Meta tells. */
async function openDatabase(
  config: Config,
): Promise<{ database: Database; close: () => Promise<void> } | null> {
  if (config.databaseUrl === null) return null;
  const dataSource = new DataSource(dataSourceOptions(config.databaseUrl, 2));
  try {
    await dataSource.initialize();
  } catch {
    return null;
  }
  return { database: new Database(dataSource), close: () => dataSource.destroy() };
}

/** All stored numbers; the environment's where there are none to be read. */
async function patientsOf(config: Config, database: Database | null): Promise<readonly Patient[]> {
  const stored =
    database === null || config.secretKeys.length === 0
      ? []
      : await storedChannels(database, new Secrets(config.secretKeys)).catch(() => []);
  const { phoneNumberId, businessAccountId: wabaId, accessToken } = config.firstChannel;
  const first = { phoneNumberId, wabaId, accessToken, appSecrets: config.appSecrets };
  return [first, ...stored.filter((channel) => channel.phoneNumberId !== phoneNumberId)];
}

const SIGNS: Readonly<Record<Finding['verdict'], string>> = {
  ok: 'ok     ',
  warning: 'WARNING',
  failed: 'FAILED ',
  unknown: 'unknown',
};

function print(steps: readonly RepairStep[], findings: readonly Finding[], { json }: Options): void {
  if (json) {
    console.log(
      JSON.stringify({ verdict: worstOf(findings), at: new Date(), repair: steps, findings }, null, 2),
    );
    return;
  }
  for (const { done, what, found } of steps) console.log(`${done ? 'done   ' : 'FAILED '} ${what}: ${found}`);
  for (const { verdict, check, subject, found, advice } of findings) {
    console.log(`${SIGNS[verdict]} ${check}${subject === null ? '' : ` (${subject})`}: ${found}`);
    if (advice !== null && verdict !== 'ok') console.log(`        → ${advice}`);
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(EXIT.blind);
  },
);
