import { afterAll, beforeAll, expect, it } from 'vitest';
import { Beacon } from '../../simulator/index.js';
import { STEPS } from '../../src/fair-draw/index.js';
import { withOwner } from '../support/open.js';
import { answer, openRaffle } from '../support/raffle.js';
import { advance } from '../support/time.js';
import { BrowserRoom, picture, stepsIn } from './room.js';

const HOUR = 3_600_000;
/** Until the round, in real seconds: time enough to sell and to freeze; nothing is asked about whether it was. */
const SOON = 12_000;
const ALL_HELD = STEPS.map((step) => `✓ ${step}`);

let beacon: Beacon;
let room: BrowserRoom;

beforeAll(async () => {
  beacon = await Beacon.start({ relays: 3 });
  room = await BrowserRoom.open({
    DRAND_RELAYS: beacon.urls.join(','),
    DRAND_TEST_CHAIN: beacon.chain.line,
  });
  // The beacon and the queue run by real time; the raffle lives three hours earlier, so its list stands long before the round.
  await withOwner(room.service.db, (owner) => advance(owner, -3 * HOUR));
});
afterAll(async () => {
  await room.close();
  await beacon.stop();
});

const post = <T>(path: string, body: object = {}) => answer<T>(room.service.api('POST', path, body));

/** A free raffle of 100 numbers, some of them taken, whose list is frozen. */
async function frozen(): Promise<{ raffleId: string; drawId: string }> {
  const drawAt = Date.now() + SOON;
  const raffleId = await openRaffle(room.service, {
    salesMode: 'free',
    price: { amountMinor: 0, currency: 'MXN' },
    emission: 100,
    salesCloseAt: new Date(drawAt - 2 * HOUR).toISOString(),
    drawAt: new Date(drawAt).toISOString(),
    drawMethod: { mode: 'drand', minLeadS: 3_600 },
    prizes: [{ prizeId: 'moto', name: 'Italika 250Z', units: 1 }],
  });
  for (const [at, numbers] of [['07'], ['13', '14'], ['55']].entries())
    await post('/orders', { raffleId, phone: `+52155000000${at}0`, numbers });
  await post(`/raffles/${raffleId}/close`);
  await post(`/raffles/${raffleId}/reconcile`, { note: 'Revisado.' });
  const { drawId } = await post<{ drawId: string }>(`/raffles/${raffleId}/freeze`);
  return { raffleId, drawId };
}

it('A raffle drawn by a beacon is drawn by itself, the page that waited for it says so, and the evidence follows', async () => {
  const { raffleId, drawId } = await frozen();
  const { page, complaints } = await room.blank();
  await page.clock.install();
  await page.goto(`${room.service.origin}/draws/${drawId}`);
  const drawn = async () => (await room.service.api('GET', `/raffles/${raffleId}`)).json() as Promise<object>;
  await expect.poll(drawn, { timeout: 60_000 }).toMatchObject({ state: 'drawn' });
  await page.clock.fastForward(60_000);
  await page.locator('#proof-published [data-step="signature"]').waitFor({ timeout: 90_000 });
  expect(await stepsIn(page, '#proof-published')).toEqual(ALL_HELD);
  const certificate = await answer<{ draw: { winners: { number: number }[] } }>(
    fetch(`${room.service.origin}/draws/${drawId}/certificate.json`),
  );
  const [winner] = certificate.draw.winners;
  const text = await page.locator('main').innerText();
  for (const lottery of ['Resultado oficial', 'que publica la propia lotería'])
    expect(text).not.toContain(lottery);
  expect([7, 13, 14, 55]).toContain(winner?.number);
  const shown = String(winner?.number).padStart(2, '0');
  expect(await page.locator('#proof-published table').innerText()).toMatch(
    new RegExp(`Italika 250Z\\s+${shown}`),
  );
  await expect
    .poll(async () => (await room.service.api('GET', `/raffles/${raffleId}/evidence.zip`)).status, {
      timeout: 30_000,
    })
    .toBe(200);
  await picture(page, 'drand-phone');
  expect(complaints).toEqual([]);
});
