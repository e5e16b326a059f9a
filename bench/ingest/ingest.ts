import { join } from 'node:path';
import { Child } from '../support/child.js';
import { median, result, type BenchmarkResult } from '../support/result.js';
import {
  BENCH_ACCOUNT,
  BENCH_APP_SECRET,
  BENCH_NUMBER,
  BENCH_TOKEN,
  ServiceProcess,
} from '../support/service.js';
import { analyze, freePort, type World } from '../support/world.js';

const ROUNDS = 5;
const REQUESTS = 16_000;
const CONNECTIONS = 256;

/**
 * Durable acknowledged webhooks a second against the same HTTP, raw-body and HMAC code that stores nothing: in turn, five
 * rounds each, load from another process.
 */
export async function ingest(world: World): Promise<BenchmarkResult[]> {
  const port = await freePort();
  const service = await ServiceProcess.start(port, {
    DATABASE_URL: world.serviceUrl,
    MIGRATION_DATABASE_URL: world.ownerUrl,
    DATA_DIR: world.dataDir,
    ROLE: 'web',
  });
  const referencePort = await freePort();
  const { child: reference } = await Child.start(
    join(import.meta.dirname, 'reference.child.js'),
    referenceEnv(referencePort),
  );
  const { child: load } = await Child.start(join(import.meta.dirname, 'load.child.js'));
  try {
    const rates: Record<'ours' | 'reference', number[]> = { ours: [], reference: [] };
    for (let round = -1; round < ROUNDS; round++) {
      for (const side of ['ours', 'reference'] as const) {
        const rate = await measure(load, side === 'ours' ? port : referencePort, `${side}${round}`);
        if (round >= 0) rates[side].push(rate); // round -1 warms up
      }
      if (round < 0) await analyze(world);
    }
    const ratios = rates.ours.map((rate, i) => rate / (rates.reference[i] ?? NaN));
    const notes = `${REQUESTS} signed single-message POSTs a round over ${CONNECTIONS} connections; pairwise ratio, median ${median(ratios).toFixed(2)}; ROLE=web`;
    return [result('ingest', median(rates.ours), median(rates.reference), 'webhooks/s', notes)];
  } finally {
    await Promise.all([service.stop(), reference.stop(), load.stop()]);
  }
}

async function measure(load: Child, port: number, run: string): Promise<number> {
  const order = {
    port,
    run,
    secret: BENCH_APP_SECRET,
    phoneNumberId: BENCH_NUMBER,
    wabaId: BENCH_ACCOUNT,
    count: REQUESTS,
    connections: CONNECTIONS,
  };
  const { seconds, refused } = await load.ask<{ seconds: number; refused: number }>(order);
  if (refused > 0) throw new Error(`${refused} webhooks were refused`);
  return REQUESTS / seconds;
}

function referenceEnv(port: number): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'test',
    PORT: String(port),
    WHATSAPP_VERIFY_TOKEN: 'bench-verify-token',
    WHATSAPP_APP_SECRET: BENCH_APP_SECRET,
    WHATSAPP_ACCESS_TOKEN: BENCH_TOKEN,
    WHATSAPP_PHONE_NUMBER_ID: BENCH_NUMBER,
    WHATSAPP_BUSINESS_ACCOUNT_ID: BENCH_ACCOUNT,
  };
}
