import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { newId } from '../../src/kernel/index.js';
import { Database, nowOf, sleep } from '../../src/platform/index.js';
import { LotteryResults } from '../../src/raffle/index.js';
import { Child } from '../support/child.js';
import { serviceContext } from '../support/context.js';
import { result, type BenchmarkResult } from '../support/result.js';
import { withClient } from '../support/seed.js';
import type { World } from '../support/world.js';
import { soldOut } from './sold-out.js';
import type { Measured, Step } from './steps.js';

const EMISSION = 1_000_000;
const POLL_MS = 200;

/** What a draw of a million paid numbers costs; `reference` is the most it may cost. */
export async function draw(world: World): Promise<BenchmarkResult[]> {
  const app = await NestFactory.createApplicationContext(serviceContext(world), { logger: ['error'] });
  try {
    const of = { ...(await soldOut(app, world, EMISSION)), emission: EMISSION };
    const { ledger, shown } = await watched(world, of);
    await decide(app, of.drawId);
    const certificate = await alone(world, { name: 'certificate', ...of });
    const evidence = await alone(world, { name: 'evidence', ...of });
    const proof = await alone(world, { name: 'proof', ...of });
    const place = await alone(world, { name: 'place', ...of });
    return [
      result(
        'draw-ledger',
        ledger.first / 1000,
        20,
        's',
        `rows to ledger and commitment, progress seen ${shown} times; ${use(ledger)}`,
      ),
      result(
        'draw-certificate',
        certificate.first / 1000,
        4,
        's',
        `stored leaves to certificate, reading and storing included; ${use(certificate)}`,
      ),
      result('draw-memory', certificate.peakMb, 500, 'MB', 'peak of the process that drew, all of it'),
      result(
        'draw-evidence',
        evidence.first / 1000,
        50,
        's',
        `certificate to stored evidence file, which a job has to make within 50 s; ${use(evidence)}`,
      ),
      result(
        'draw-proof',
        proof.usual,
        10,
        'ms',
        `a number’s proof; the first of a process ${proof.first.toFixed(0)} ms; ${use(proof)}`,
      ),
      result('draw-place', place.usual, 10, 'ms', `a number’s place in the list; ${use(place)}`),
    ];
  } finally {
    await app.close();
  }
}

function use({ cpuS, peakMb }: Measured): string {
  return `${cpuS.toFixed(1)} s of a processor and ${peakMb.toFixed(0)} MB in this process`;
}

/** Writes the ledger and looks at the progress meanwhile, as the organiser's page does. */
async function watched(world: World, of: Omit<Step, 'name'>): Promise<{ ledger: Measured; shown: number }> {
  const seen = new Set<number>();
  const ended = new AbortController();
  const watching = withClient(world.serviceUrl, async (client) => {
    while (!ended.signal.aborted) {
      const { rows } = await client.query<{ done: number }>(
        'select progress_done as done from raffle where id = $1',
        [of.raffleId],
      );
      seen.add(rows[0]?.done ?? 0);
      await sleep(POLL_MS, ended.signal);
    }
  });
  const ledger = await alone(world, { name: 'ledger', ...of });
  ended.abort();
  await watching;
  return { ledger, shown: seen.size };
}

async function alone(world: World, step: Step): Promise<Measured> {
  const { child } = await Child.start(join(import.meta.dirname, 'draw.child.js'), {
    DATABASE_URL: world.serviceUrl,
  });
  try {
    return await child.ask<Measured>(step);
  } finally {
    await child.stop();
  }
}

/** Enters a result that came after the freeze. */
async function decide(app: INestApplicationContext, drawId: string): Promise<void> {
  const database = app.get(Database);
  const actor = { userId: newId(), viaKey: false };
  const drawnAt = await nowOf(database);
  drawnAt.setUTCMilliseconds(0);
  const entry = { drawId, source: 'demo', lotteryDrawId: '1', drawnAt, results: { first: '123456' } };
  const results = app.get(LotteryResults);
  const entered = await database.transact((tx) => results.enter(tx, entry, actor));
  if (entered.kind !== 'entered') throw new Error(`not entered: ${JSON.stringify(entered)}`);
  const confirmed = await database.transact((tx) => results.confirm(tx, entered.result.id, actor));
  if (confirmed.kind !== 'confirmed') throw new Error(`not confirmed: ${confirmed.kind}`);
}
