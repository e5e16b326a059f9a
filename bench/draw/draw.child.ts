import 'reflect-metadata';
import { ModuleRef, NestFactory } from '@nestjs/core';
import { EvidencePacks } from '../../src/admin/evidence/evidence-packs.worker.js';
import { checkInclusion } from '../../src/fair-draw/index.js';
import { Database } from '../../src/platform/index.js';
import {
  drawById,
  Drawer,
  LedgerWorker,
  NumberProofs,
  placesInList,
  type StoredDraw,
} from '../../src/raffle/index.js';
import { say } from '../support/child.js';
import { serviceContext } from '../support/context.js';
import { median } from '../support/result.js';
import type { Measured, Step } from './steps.js';

/** One step of a draw through the service's own code, in a process of its own, so that its peak of memory is known. */
const url = process.env['DATABASE_URL'] ?? '';
const app = await NestFactory.createApplicationContext(serviceContext({ serviceUrl: url, ownerUrl: url }), {
  logger: ['error'],
});
const database = app.get(Database);
const TIMES = 200;

const WORK: Readonly<Record<Step['name'], (step: Step) => Promise<number[]>>> = {
  ledger: ({ drawId }) => timed(1, () => app.get(LedgerWorker).write(drawId)),
  certificate: ({ raffleId }) =>
    timed(1, async () => {
      const outcome = await database.transact((tx) => app.get(Drawer).draw(tx, raffleId));
      if (outcome.kind !== 'drawn') throw new Error(`not drawn: ${JSON.stringify(outcome)}`);
    }),
  evidence: async ({ drawId }) => {
    const packs = await app.get(ModuleRef).create(EvidencePacks);
    return timed(1, () => packs.make({ drawId, issueNo: 1 }));
  },
  proof: async ({ drawId, emission }) => {
    const proofs = app.get(NumberProofs);
    return timed(TIMES, async () => {
      const number = someNumber(emission);
      const { fairdrawId, paper } = await committed(drawId);
      const proof = await proofs.prove(database, { fairdrawId, ledgerBlob: paper.ledgerBlob }, number);
      if (checkInclusion(proof).number !== number) throw new Error(`a wrong proof of ${number}`);
    });
  },
  place: async ({ drawId, emission }) =>
    timed(TIMES, async () => {
      const number = someNumber(emission);
      const { paper } = await committed(drawId);
      const [found] = await placesInList(database, paper, [number]);
      if (found?.place !== number + 1) throw new Error(`a wrong place of ${number}`);
    }),
};

/** Milliseconds, in order. */
async function timed(times: number, work: () => Promise<void>): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < times; n++) {
    const start = performance.now();
    await work();
    took.push(performance.now() - start);
  }
  return took;
}

function someNumber(emission: number): number {
  return Math.floor(Math.random() * emission);
}

async function committed(drawId: string): Promise<StoredDraw & { paper: NonNullable<StoredDraw['paper']> }> {
  const draw = await drawById(database, drawId);
  if (draw === null || draw.paper === null) throw new Error('the list is not committed');
  return { ...draw, paper: draw.paper };
}

async function measured(step: Step): Promise<Measured> {
  const before = process.cpuUsage();
  const took = await WORK[step.name](step);
  const { user, system } = process.cpuUsage(before);
  const [first = NaN, ...others] = took;
  return {
    first,
    usual: median(others.length > 0 ? others : took),
    cpuS: (user + system) / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
}

process.on('message', (step: Step) => {
  void measured(step).then(say);
});
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
say({ ready: true });
