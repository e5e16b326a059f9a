import type { TestService } from './service.js';

const DAY = 24 * 60 * 60_000;

/** A raffle as an organiser would write it; `changes` override. */
export function raffleBody(changes: object = {}): object {
  return {
    slug: `rifa-${Math.random().toString(36).slice(2, 10)}`,
    title: 'Rifa de la moto',
    salesMode: 'chat',
    jurisdiction: 'MX',
    metaPermission: { status: 'unconfirmed', acceptedBy: 'Ana Pérez' },
    price: { amountMinor: 5_000, currency: 'MXN' },
    emission: 1_000,
    timeZone: 'America/Mexico_City',
    salesCloseAt: new Date(Date.now() + 10 * DAY).toISOString(),
    drawAt: new Date(Date.now() + 11 * DAY).toISOString(),
    drawMethod: {
      source: 'Lotería Nacional',
      firstDraw: '2847',
      positions: [{ id: 'first', width: 5, first: 0, last: 99_999 }],
      extractors: [{ id: 'last3', position: 'first', take: 'last', n: 3 }],
      map: 'suffix',
      onMiss: { policy: 'house' },
    },
    refundPolicy: 'Si la rifa se cancela se devuelve el precio completo.',
    organiser: { name: 'Rifas Sota', permit: '20270001PS00' },
    transferAccount: { bank: 'BBVA', holder: 'Rifas Sota SA', account: '012345678901234567', kind: 'CLABE' },
    prizes: [{ prizeId: 'first', name: 'Italika 250Z', units: 1, extract: ['last3'] }],
    ...changes,
  };
}

/** Creates and publishes a raffle over REST; its id. */
export async function openRaffle(service: TestService, changes: object = {}): Promise<string> {
  const created = await answer<{ id: string }>(service.api('POST', '/raffles', raffleBody(changes)));
  await answer(service.api('POST', `/raffles/${created.id}/publish`, {}));
  for (let tries = 0; tries < 300; tries++) {
    const raffle = await answer<{ state: string }>(service.api('GET', `/raffles/${created.id}`));
    if (raffle.state === 'open') return created.id;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the raffle did not open');
}

/** The JSON of a good answer. */
export async function answer<T>(response: Promise<Response>): Promise<T> {
  const got = await response;
  if (!got.ok) throw new Error(`${got.url} answered ${got.status}: ${await got.text()}`);
  return (await got.json()) as T;
}
