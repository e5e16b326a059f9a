import { join } from 'node:path';
import { Simulator } from '../../simulator/index.js';
import {
  BENCH_ACCOUNT,
  BENCH_APP_SECRET,
  BENCH_NUMBER,
  BENCH_TOKEN,
  ServiceProcess,
} from '../../bench/support/service.js';
import { freePort } from '../../bench/support/world.js';
import type { OpenTestDatabase } from './open.js';

const BUILT = join(import.meta.dirname, '../../dist/src/main.js');

/** A simulated Meta that is impatient about retries. */
export function startMeta(): Promise<Simulator> {
  return Simulator.start({
    appSecret: BENCH_APP_SECRET,
    accessToken: BENCH_TOKEN,
    numbers: [
      {
        phoneNumberId: BENCH_NUMBER,
        wabaId: BENCH_ACCOUNT,
        limits: { pairRate: false, throughput: null },
      },
    ],
    webhooks: { retryScale: 0.01, timeoutMs: 2_000 },
  });
}

/** The built service as a process of its own, on this database; `name` is how PostgreSQL sees it. */
export async function startProcess(
  db: OpenTestDatabase,
  meta: Simulator,
  options: { name: string; port?: number; env?: NodeJS.ProcessEnv },
): Promise<ServiceProcess> {
  const env = {
    DATABASE_URL: db.serviceUrl,
    MIGRATION_DATABASE_URL: db.ownerUrl,
    GRAPH_API_BASE_URL: meta.url,
    SECRET_KEY: Buffer.alloc(32, 3).toString('base64'),
    PGAPPNAME: options.name,
    ...options.env,
  };
  return ServiceProcess.start(options.port ?? (await freePort()), env, BUILT);
}
