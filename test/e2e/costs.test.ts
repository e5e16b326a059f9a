import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answer, openRaffle } from '../support/raffle.js';
import { startService, type TestService } from '../support/service.js';
import { Talker } from '../support/talker.js';

const RATE_CARD_FILE = join(import.meta.dirname, '../../docs/rate-card.example.json');

interface Entry {
  kind: string;
  what: string;
  text: string | null;
  state: string | null;
  detail: Record<string, unknown>;
}

let service: TestService;
let raffleId: string;

beforeAll(async () => {
  service = await startService({ env: { RATE_CARD_FILE } });
  raffleId = await openRaffle(service);
});
afterAll(() => service.stop());

/** Everything said so far has been read, and every status folded. */
async function settled(): Promise<void> {
  await service.simulator.idle();
  for (let tries = 0; tries < 200; tries++) {
    const [row] = await service.db.database.rows<{ open: number }>(
      `select (select count(*) from inbox where state = 'pending')::int
         + (select count(*) from outbox where state in ('pending', 'leased', 'unknown', 'accepted', 'sent', 'delivered'))::int as open`,
    );
    if (row?.open === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('not everything was told');
}

it('a purchase in the chat shows what it cost and how it came about', async () => {
  const marta = await Talker.buyer(service);
  const payment = await marta.pays('7, 45');
  await answer(service.api('POST', `/payments/${payment}/approve`, {}));
  expect((await marta.hears()).text).toContain('Pagado');
  await marta.says('gracias');
  await settled();

  const { contactId, id: orderId } = (
    await answer<{ items: { id: string; contactId: string }[] }>(
      service.api('GET', `/orders?raffleId=${raffleId}`),
    )
  ).items[0]!;
  const timeline = (
    await answer<{ items: Entry[] }>(service.api('GET', `/contacts/${contactId}/timeline?limit=200`))
  ).items.toReversed();
  const said = timeline.filter(({ kind }) => kind === 'message_out');
  const ticket = said.findIndex(({ what }) => what === 'paid');
  expect(said[ticket]).toMatchObject({
    state: 'read',
    text: expect.stringContaining('007, 045') as string,
    detail: { orderId, raffleId, priceType: 'regular', priceCategory: 'service', billable: true },
  });
  for (const { detail } of said) {
    const times = [detail['sent'], detail['delivered'], detail['read']].map((time) =>
      Date.parse(String(time)),
    );
    expect(times.toSorted((one, other) => one - other)).toEqual(times);
  }

  const { billable } = await answer<{ billable: Record<string, unknown> }>(
    service.api('GET', `/raffles/${raffleId}/stats`),
  );
  const messages = ticket + 1;
  expect(billable).toMatchObject({ inPurchases: messages, purchases: 1, perPurchase: messages.toFixed(2) });
  const contact = await answer<{ billable: object }>(service.api('GET', `/contacts/${contactId}`));
  expect(contact.billable).toMatchObject({
    messages: said.length,
    estimate: { currency: 'USD', minorUnits: String((said.length * 85) / 100) },
    purchases: [{ orderId, messages, estimate: { minorUnits: String((messages * 85) / 100) } }],
  });

  const heard = timeline.filter(({ kind }) => kind === 'message_in');
  expect(heard.map(({ text }) => text)).toEqual(['hola', 'sí, acepto', '7, 45', 'sí', null, 'gracias']);
  expect(heard.map(({ detail }) => detail['decision'])).toMatchObject([
    { heard: 'text', from: 'new', to: 'consent', said: ['consent_request'] },
    { did: [['record_consent', 'recorded']] },
    { did: [['check_numbers', 'answered']], to: 'confirm_numbers' },
    { did: [['hold', 'held']], to: 'order', said: ['held'] },
    { heard: 'media', as: 'image', did: [['attach_receipt', 'in_time']] },
    { heard: 'text' },
  ]);
  // a receipt counts by Meta's clock, which knows whole seconds: it may stand before the hold
  const trade = timeline.filter(({ kind }) => kind === 'order' || kind === 'payment').map(({ what }) => what);
  expect(trade.toSorted()).toEqual(['approved', 'held', 'paid', 'receipt']);
  expect(timeline.find(({ kind }) => kind === 'news')).toMatchObject({
    what: 'payment_approved',
    detail: { orderId, decision: { heard: 'news', as: 'payment_approved', said: ['paid'] } },
  });
});
