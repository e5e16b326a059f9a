import type { INestApplicationContext } from '@nestjs/common';
import { Database } from '../../src/platform/index.js';
import { Publication, Raffles, type RaffleTerms } from '../../src/raffle/index.js';

const DAY = 24 * 60 * 60_000;

/** Terms of a raffle for measuring: any number of numbers, nobody's limit in the way. */
export function benchTerms(emission: number): RaffleTerms {
  return {
    slug: `bench-${emission}-${Date.now()}`,
    title: 'Rifa de medida',
    salesMode: 'chat',
    jurisdiction: 'MX',
    metaPermission: { status: 'unconfirmed', acceptedBy: 'bench', at: new Date().toISOString() },
    ageStep: true,
    currency: 'MXN',
    priceMinor: 5_000,
    firstNumber: 0,
    emission,
    width: String(emission - 1).length,
    maxPerPerson: 1_000,
    holdMinutes: 120,
    timeZone: 'America/Mexico_City',
    salesCloseAt: new Date(Date.now() + 30 * DAY),
    drawAt: new Date(Date.now() + 31 * DAY),
    disputeMinutes: 120,
    drawMethod: {
      mode: 'lottery',
      source: 'demo',
      firstDraw: '1',
      positions: [{ id: 'first', width: 6, first: 0, last: 999_999 }],
      extractors: [{ id: 'last', position: 'first', take: 'last', n: String(emission - 1).length }],
      map: 'suffix',
      onMiss: { policy: 'house' },
    },
    onePrizePerHolder: true,
    refundPolicy: 'Todo se devuelve.',
    organiser: { name: 'Medidas' },
    transferAccount: { bank: 'Banco', holder: 'Medidas', account: '012345678901234567', kind: 'CLABE' },
    preDraws: [],
    prizes: [{ prizeId: 'first', name: 'Moto', units: 1, extract: ['last'] }],
  };
}

/** A raffle on sale; its id. */
export async function publishedRaffle(
  app: INestApplicationContext,
  emission: number,
  terms = benchTerms(emission),
): Promise<string> {
  const database = app.get(Database);
  const draft = await database.transact((tx) => app.get(Raffles).create(tx, terms));
  if (draft.kind !== 'saved') throw new Error(`the raffle was not saved: ${JSON.stringify(draft)}`);
  for (;;) {
    const outcome = await app.get(Publication).publish(draft.raffle.id);
    if (outcome.kind === 'open') return draft.raffle.id;
    if (outcome.kind !== 'in_progress')
      throw new Error(`the raffle was not published: ${JSON.stringify(outcome)}`);
  }
}
