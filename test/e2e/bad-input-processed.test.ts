import { afterAll, beforeAll, expect, it } from 'vitest';
import { escapeJson } from '../../simulator/index.js';
import {
  BENCH_ACCOUNT,
  BENCH_APP_SECRET,
  BENCH_NUMBER,
  type ServiceProcess,
} from '../../bench/support/service.js';
import { mutantsOf } from '../support/mutants.js';
import { openTestDatabase, type OpenTestDatabase } from '../support/open.js';
import { startMeta, startProcess } from '../support/processes.js';
import { SAMPLE_ACCOUNT, SAMPLE_NUMBER, samples, updatesIn } from '../support/samples.js';
import { sign } from '../support/service.js';

let db: OpenTestDatabase;
let meta: Awaited<ReturnType<typeof startMeta>>;
let service: ServiceProcess;

beforeAll(async () => {
  db = await openTestDatabase(3);
  meta = await startMeta();
  service = await startProcess(db, meta, { name: 'fuzzed' });
  meta.webhookUrl = `http://127.0.0.1:${service.port}/webhook`;
});
afterAll(async () => {
  await service.stop();
  await meta.stop();
  await db.close();
});

async function post(body: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${service.port}/webhook`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': sign(body, BENCH_APP_SECRET) },
  });
  expect(answer.status).toBe(200);
}

/** The samples as if they were about the number of this service. */
function ours(): unknown[] {
  return samples().map(({ json }) =>
    JSON.parse(
      JSON.stringify(json).replaceAll(SAMPLE_NUMBER, BENCH_NUMBER).replaceAll(SAMPLE_ACCOUNT, BENCH_ACCOUNT),
    ),
  );
}

function worked(): Promise<void> {
  return expect
    .poll(() => db.database.first(`select count(*)::int as n from inbox where state = 'pending'`), {
      timeout: 120_000,
      interval: 200,
    })
    .toEqual({ n: 0 });
}

/** Resident memory of the service's process, megabytes. */
async function memory(): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${service.port}/metrics`)).text();
  const bytes = /^process_resident_memory_bytes ([\d.e+]+)$/m.exec(metrics)?.[1];
  return Number(bytes) / 2 ** 20;
}

it('whatever stands in a sample, it is worked on to the end, and a buyer behind it is answered', async () => {
  const mutants = ours().flatMap((json) => mutantsOf(json, 1));
  const bodies = mutants.map(escapeJson).filter((body) => body.length < 2_900_000);
  for (let at = 0; at < bodies.length; at += 16) await Promise.all(bodies.slice(at, at + 16).map(post));
  const buyer = meta.person({ name: 'Laura', waId: '5215550007777', userId: 'MX.5215550007777' });
  buyer.sendText('hola');
  await worked();
  // among the samples are bans of the number: the answer is written, and may have to wait for Meta
  const answers = `select count(*)::int as n from outbox o join contact_identifier i using (contact_id) where i.value = $1`;
  await expect
    .poll(() => db.database.first(answers, ['5215550007777']), { timeout: 15_000 })
    .toEqual({ n: 1 });
  const stuck = `select field, type, fault from inbox where state = 'parked' or tries > 0`;
  expect(await db.database.rows(stuck)).toEqual([]);
  expect(bodies.reduce((sum, body) => sum + updatesIn(body), 0)).toBeGreaterThan(5_000);
}, 240_000);

it('large and deep bodies leave its memory flat', async () => {
  const entry = (n: number): string =>
    `{"id":"${BENCH_ACCOUNT}","changes":[{"field":"flows","value":{"n":${n},"filler":${'['.repeat(900)}"${'x'.repeat(25_000)}"${']'.repeat(900)}}}]}`;
  let n = 0;
  const big = (): string => `{"entry":[${Array.from({ length: 100 }, () => entry(n++)).join(',')}]}`;
  const round = async (): Promise<number> => {
    for (let i = 0; i < 8; i++) await post(big());
    await worked();
    return memory();
  };
  for (let warm = 0; warm < 2; warm++) await round();
  const before = await round();
  const after = [await round(), await round(), await round()];
  expect(Math.min(...after) - before).toBeLessThan(80);
}, 240_000);
