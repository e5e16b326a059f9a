import 'reflect-metadata';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVICE_ROLE } from '../src/platform/embedded-postgres/index.js';
import { migrate } from '../src/platform/index.js';
import { chat } from './chat/chat.js';
import { draw } from './draw/draw.js';
import { ingest } from './ingest/ingest.js';
import { pick } from './pick/pick.js';
import { rush } from './rush/rush.js';
import type { BenchmarkResult } from './support/result.js';
import { checkDurable, startWorld, type World } from './support/world.js';

const BENCHMARKS: Readonly<Record<string, (world: World) => Promise<BenchmarkResult[]>>> = {
  ingest,
  chat,
  rush,
  pick,
  draw,
};
const OUTPUT = join(import.meta.dirname, '..', '..', 'bench', 'results', 'latest.json');

/** `npm run bench [-- NAME …]`: every benchmark on a database of its own, with a table and a file at the end. */
async function main(names: readonly string[]): Promise<void> {
  const wanted = names.length > 0 ? names : Object.keys(BENCHMARKS);
  const results: BenchmarkResult[] = [];
  for (const name of wanted) {
    const benchmark = BENCHMARKS[name];
    if (benchmark === undefined)
      throw new Error(`no benchmark ${name}: there are ${Object.keys(BENCHMARKS).join(', ')}`);
    console.log(`${name} …`);
    results.push(...(await onNewDatabase(benchmark)));
  }
  console.table(
    Object.fromEntries(
      results.map(({ name, ours, reference, ratio, unit }) => [name, { ours, reference, ratio, unit }]),
    ),
  );
  for (const { name, notes } of results) console.log(`${name}: ${notes}`);
  await mkdir(join(OUTPUT, '..'), { recursive: true });
  await writeFile(OUTPUT, `${JSON.stringify(results, null, 2)}\n`);
}

async function onNewDatabase(
  benchmark: (world: World) => Promise<BenchmarkResult[]>,
): Promise<BenchmarkResult[]> {
  const world = await startWorld();
  try {
    await migrate({ ownerUrl: world.ownerUrl, serviceRole: SERVICE_ROLE });
    console.log(`  PostgreSQL: ${await checkDurable(world.serviceUrl)}`);
    return await benchmark(world);
  } finally {
    await world.stop();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
