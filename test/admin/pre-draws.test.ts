import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raffleBody } from '../support/raffle.js';
import { setNow } from '../support/time.js';
import { until } from '../support/until.js';
import { AdminApp } from './app.js';
import { fetchedPayment, hold, openRaffle, sendReceipt, type Order, type Raffle } from './story.js';

const HOUR = 3_600_000;
const METHOD = {
  mode: 'lottery',
  source: 'Lotería Nacional',
  firstDraw: '2800',
  positions: [{ id: 'first', width: 5, first: 0, last: 99_999 }],
  extractors: [{ id: 'last2', position: 'first', take: 'last', n: 2 }],
  map: 'suffix',
  onMiss: { policy: 'house' },
};

let app: AdminApp;
let closes: Date;
let drawAt: Date;
beforeAll(async () => {
  app = await AdminApp.start();
  const now = Math.floor(Date.now() / 1000) * 1000;
  closes = new Date(now + 24 * HOUR);
  drawAt = new Date(now + 48 * HOUR);
});
afterAll(() => app.stop());

const preDraw = (): object => ({
  name: 'Presorteo de marzo',
  listClosesAt: closes,
  drawAt,
  drawMethod: METHOD,
  prizes: [{ prizeId: 'tele', name: 'Televisor', units: 1, extract: ['last2'] }],
});

interface RaffleDraw {
  id: string;
  ordinal: number;
  name: string | null;
  state: string;
  commitmentHash: string | null;
}

async function drawsOf(raffle: Raffle): Promise<[RaffleDraw, RaffleDraw]> {
  const { items } = await app.expect<{ items: RaffleDraw[] }>(200, 'GET', `/raffles/${raffle.id}/draws`);
  const [main, pre] = items;
  if (main === undefined || pre === undefined) throw new Error('two draws were announced');
  return [main, pre];
}

async function sell(raffle: Raffle, numbers: string[]): Promise<Order> {
  const order = await hold(app, raffle, numbers);
  await sendReceipt(app, order);
  const { id } = await fetchedPayment(app, order);
  await app.expect(200, 'POST', `/payments/${id}/approve`);
  return order;
}

describe('a raffle with a draw before the main one', () => {
  it('is refused with every fault of that draw by name', async () => {
    const late = { name: ' ', listClosesAt: new Date(drawAt.getTime() + 100 * 24 * HOUR), drawAt };
    const problem = await app.expect<{ errors: { field: string }[] }>(400, 'POST', '/raffles', {
      body: { ...raffleBody(), preDraws: [{ ...preDraw(), ...late }] },
    });
    expect(problem.errors.map(({ field }) => field)).toEqual([
      'preDraws.0.drawAt',
      'preDraws.0.name',
      'preDraws.0.listClosesAt',
    ]);
    const undrawable = { ...METHOD, onMiss: { policy: 'next_draw', maxDraws: 2 } };
    const faults = await app.expect<{ errors: object[] }>(400, 'POST', '/raffles', {
      body: { ...raffleBody(), preDraws: [{ ...preDraw(), drawMethod: undrawable }] },
    });
    expect(faults.errors).toMatchObject([{ field: 'preDraws.0.drawMethod' }]);
  });

  it('is sold, frozen, drawn and shown through REST and pages while the sale goes on', async () => {
    const raffle = await openRaffle(app, { preDraws: [preDraw()] });
    expect(raffle['preDraws']).toMatchObject([{ name: 'Presorteo de marzo', disputeMinutes: 120 }]);
    const [main, pre] = await drawsOf(raffle);
    expect([main.ordinal, main.name, pre.ordinal, pre.state]).toEqual([1, null, 2, 'announced']);
    await sell(raffle, ['18', '30']);
    expect(await app.expect(409, 'POST', `/draws/${pre.id}/freeze`)).toMatchObject({ code: 'too_early' });
    expect(await app.expect(409, 'POST', `/draws/${main.id}/freeze`)).toMatchObject({ code: 'main_draw' });
    await app.expect(404, 'POST', `/draws/${raffle.id}/freeze`);
    await setNow(app.owner, new Date(closes.getTime() + HOUR).toISOString());
    const frozen = { drawId: pre.id, committed: true };
    expect(await app.expect(200, 'POST', `/draws/${pre.id}/freeze`)).toEqual(frozen);
    expect(await app.expect(200, 'POST', `/draws/${pre.id}/freeze`)).toEqual(frozen);
    expect(await app.expect(409, 'POST', `/draws/${pre.id}/execute`)).toMatchObject({ code: 'no_result' });
    await setNow(app.owner, new Date(drawAt.getTime() + 60_000).toISOString());
    const result = await app.expect<{ id: string }>(201, 'POST', `/draws/${pre.id}/lottery-results`, {
      body: {
        lotteryDrawId: '2800',
        drawnAt: drawAt,
        source: 'Lotería Nacional',
        results: { first: '40218' },
        sourceUrl: 'https://lotenal.example/2800',
      },
    });
    await app.expect(200, 'POST', `/lottery-results/${result.id}/confirm`);
    const listed = await app.expect<{ items: object[] }>(200, 'GET', `/draws/${pre.id}/lottery-results`);
    expect(listed.items).toMatchObject([{ id: result.id, state: 'confirmed' }]);
    const drawn = await app.expect(200, 'POST', `/draws/${pre.id}/execute`);
    expect(drawn).toMatchObject({ outcome: 'drawn', slots: [{ prizeId: 'tele', number: '18' }] });
    expect((await drawsOf(raffle))[1].state).toBe('drawn');
    expect(await app.expect(200, 'GET', `/raffles/${raffle.id}`)).toMatchObject({ state: 'open' });
    await sell(raffle, ['31']);
    const evidence = `/raffles/${raffle.id}/evidence.zip`;
    await until('the evidence is written', async () => (await app.call('GET', evidence)).ok);
    const zip = Buffer.from(await (await app.call('GET', evidence)).arrayBuffer()).toString('latin1');
    expect(zip).toContain('draw-2/certificate-1.json');
    expect(zip).toContain('draw-2/acta.pdf');
    expect(zip).not.toContain('reconciliation.csv');
  });

  it('has no draws before it is published', async () => {
    const draft = await app.expect<Raffle>(201, 'POST', '/raffles', { body: raffleBody() });
    const none = await app.expect(404, 'GET', `/raffles/${draft.id}/draws`);
    expect(none).toMatchObject({ title: 'Not Found' });
    await app.expect(404, 'GET', `/draws/${draft.id}/lottery-results`);
    await app.expect(404, 'POST', `/draws/${draft.id}/execute`);
  });
});
