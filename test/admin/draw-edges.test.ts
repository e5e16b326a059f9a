import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setNow } from '../support/time.js';
import { until } from '../support/until.js';
import { AdminApp } from './app.js';
import { entriesOf } from './audited.js';
import { drawn, sell } from './evidence-story.js';
import { openRaffle, type Raffle } from './story.js';

const ACTA = { mediaType: 'application/pdf', content: Buffer.from('%PDF-1.7 acta').toString('base64') };

let app: AdminApp;
beforeAll(async () => {
  app = await AdminApp.start();
});
afterAll(() => app.stop());

/** Closed, reconciled and frozen; the announced time has come. */
async function frozen(raffle: Raffle): Promise<{ drawId: string; drawAt: Date }> {
  const at = `/raffles/${raffle.id}`;
  await app.expect(200, 'POST', `${at}/close`);
  await app.expect(200, 'POST', `${at}/reconcile`, { body: {} });
  const { drawId } = await app.expect<{ drawId: string }>(200, 'POST', `${at}/freeze`);
  const drawAt = new Date(Math.ceil(new Date(String(raffle['drawAt'])).getTime() / 1000) * 1000);
  await setNow(app.owner, new Date(drawAt.getTime() + 60_000).toISOString());
  return { drawId, drawAt };
}

describe('a draw by hand in which nobody takes part', () => {
  it('is entered without a winner and ends: every prize stays vacant, and its evidence is written', async () => {
    await setNow(app.owner, null);
    const raffle = await openRaffle(app, {
      drawMethod: { mode: 'manual', place: 'Salón Ejidal' },
      prizes: [{ prizeId: 'first', name: 'Moto', units: 1 }],
    });
    const { drawId, drawAt } = await frozen(raffle);
    const { id } = await app.expect<{ id: string }>(201, 'POST', `/draws/${drawId}/manual-results`, {
      body: { drawnAt: drawAt.toISOString(), winners: [], sourceFile: ACTA },
    });
    await app.expect(200, 'POST', `/lottery-results/${id}/confirm`);
    const draw = await app.expect<object>(200, 'POST', `/raffles/${raffle.id}/draws`);
    expect(draw).toMatchObject({ outcome: 'drawn', slots: [{ prizeId: 'first', status: 'vacant' }] });
    const evidence = `/raffles/${raffle.id}/evidence.zip`;
    await until('the evidence is written', async () => (await app.call('GET', evidence)).ok);
    const page = await (await fetch(`${app.origin}/draws/${drawId}`)).text();
    expect(page).toContain('Participan 0 boletos');
  });
});

describe('what was taken back', () => {
  it('is not taken back again in the audit log, where somebody else asks once more', async () => {
    await setNow(app.owner, null);
    const raffle = await openRaffle(app, { salesMode: 'chat' });
    const sale = await sell(app, raffle);
    const drawId = await drawn(app, raffle);
    const body = { prizeId: 'first', number: '18', reason: 'fraud', scope: 'ticket', comment: sale.won.code };
    const out = await app.expect<{ id: string }>(201, 'POST', `/draws/${drawId}/disqualifications`, { body });
    const { key } = await app.keyOf('owner');
    for (const caller of [{}, { key }])
      expect(await app.expect(200, 'POST', `/disqualifications/${out.id}/withdraw`, caller)).toMatchObject({
        state: 'withdrawn',
      });
    expect(await entriesOf(app, 'disqualification.withdrawn')).toHaveLength(1);
  });

  it('nor is a result', async () => {
    await setNow(app.owner, null);
    const { drawId, drawAt } = await frozen(await openRaffle(app));
    const { id } = await app.expect<{ id: string }>(201, 'POST', `/draws/${drawId}/lottery-results`, {
      body: {
        lotteryDrawId: '2847',
        drawnAt: drawAt.toISOString(),
        source: 'Lotería Nacional',
        results: { first: '40218' },
        sourceUrl: 'https://lotenal.example/2847',
      },
    });
    const { key } = await app.keyOf('owner');
    for (const caller of [{}, { key }])
      expect(await app.expect(200, 'POST', `/lottery-results/${id}/withdraw`, caller)).toMatchObject({
        state: 'withdrawn',
      });
    expect(await entriesOf(app, 'lottery_result.withdrawn')).toHaveLength(1);
  });
});
