import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { Child } from '../support/child.js';
import { serviceContext } from '../support/context.js';
import { publishedRaffle } from '../support/raffle.js';
import { percentile, result, type BenchmarkResult } from '../support/result.js';
import {
  BENCH_ACCOUNT,
  BENCH_API_KEY,
  BENCH_APP_SECRET,
  BENCH_NUMBER,
  BENCH_TOKEN,
  ServiceProcess,
} from '../support/service.js';
import { analyze, freePort, type World } from '../support/world.js';
import type { ChatOrder, ChatReport } from './load.child.js';

const PEOPLE = 10_000;
const ACTIVE = 400;
const SECONDS = 60;
const EMISSION = 200_000;
const REFERENCE = 1_000;
/** Meta allows a number 80 messages a second and the sender uses 70 of them. */
const NUMBERS = 20;

/** Inbound message → reply accepted by the simulated Meta, which takes 80 ms to answer, for a minute, on these cores with everything on them. */
export async function chat(world: World): Promise<BenchmarkResult[]> {
  await putOnSale(world);
  const numbers = Array.from({ length: NUMBERS }, (_, i) => ({
    phoneNumberId: String(BigInt(BENCH_NUMBER) + BigInt(i)),
    wabaId: BENCH_ACCOUNT,
  }));
  const { child: load, ready } = await Child.start<{ graphUrl: string }>(
    join(import.meta.dirname, 'load.child.js'),
    {
      NUMBERS: JSON.stringify(numbers),
    },
  );
  const port = await freePort();
  const service = await ServiceProcess.start(port, {
    DATABASE_URL: world.serviceUrl,
    MIGRATION_DATABASE_URL: world.ownerUrl,
    DATA_DIR: world.dataDir,
    SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
    GRAPH_API_BASE_URL: ready.graphUrl,
  });
  try {
    for (const number of numbers.slice(1)) await addChannel(port, number);
    const order: ChatOrder = {
      do: 'warm',
      webhookUrl: `http://127.0.0.1:${port}/webhook`,
      people: PEOPLE,
      active: ACTIVE,
      seconds: SECONDS,
    };
    await load.ask(order);
    await analyze(world);
    return [resultOf(await load.ask<ChatReport>({ ...order, do: 'run' }))];
  } finally {
    await Promise.all([service.stop(), load.stop()]);
  }
}

async function putOnSale(world: World): Promise<void> {
  const app = await NestFactory.createApplicationContext(serviceContext(world), { logger: ['error'] });
  try {
    await publishedRaffle(app, EMISSION);
  } finally {
    await app.close();
  }
}

function resultOf(report: ChatReport): BenchmarkResult {
  if (report.wrong.length + report.silent > 0)
    throw new Error(
      `${report.wrong.length} wrong answers, ${report.silent} missing: ${report.wrong.slice(0, 3).join(' | ')}`,
    );
  const share = (count: number): string => `${Math.round((100 * count) / report.answered)} %`;
  const { menu, numbers, confirm, receipt } = report.byAction;
  const times = report.milliseconds;
  const notes =
    `${PEOPLE} contacts on ${NUMBERS} numbers, ${ACTIVE} talking at once, ${SECONDS} s, every reply checked; ` +
    `menu ${share(menu)}, numbers ${share(numbers)}, confirm ${share(confirm)}, receipt ${share(receipt)}; ` +
    `p50 ${percentile(times, 0.5).toFixed(0)} ms, p95 ${percentile(times, 0.95).toFixed(0)} ms with Meta's 80 ms`;
  return result('chat', report.answered / report.seconds, REFERENCE, 'replies/s', notes);
}

async function addChannel(port: number, number: { phoneNumberId: string; wabaId: string }): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/channels`, {
    method: 'POST',
    headers: { authorization: `Bearer ${BENCH_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      phoneNumberId: number.phoneNumberId,
      businessAccountId: number.wabaId,
      accessToken: BENCH_TOKEN,
      appSecrets: [BENCH_APP_SECRET],
    }),
  });
  if (!answer.ok) throw new Error(`a channel was not added: ${await answer.text()}`);
}
