import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withOwner } from '../support/open.js';
import { answer, openRaffle } from '../support/raffle.js';
import { Talker } from '../support/talker.js';
import { advance } from '../support/time.js';
import { BrowserRoom, DESKTOP, faultsOf, PHONE, picture, sideways } from './room.js';

const HOUR = 3_600_000;
const PLACE = 'Salón Ejidal, calle 5';
const ACTA = { mediaType: 'application/pdf', content: Buffer.from('%PDF-1.7 acta').toString('base64') };

let room: BrowserRoom;
beforeAll(async () => {
  room = await BrowserRoom.open();
});
afterAll(() => room.close());

const post = <T>(path: string, body: object = {}) => answer<T>(room.service.api('POST', path, body));

describe('A draw by hand, from the first ticket to the winner', () => {
  let laura: Talker;
  let drawId: string;
  let raffleId: string;
  let ticket: string;

  it('is called so in the offer and in what the buyer is told of the list', async () => {
    const { service } = room;
    raffleId = await openRaffle(service, {
      jurisdiction: 'US-ND',
      drawMethod: { mode: 'manual', place: PLACE },
      prizes: [{ prizeId: 'moto', name: 'Italika 250Z', units: 1 }],
      salesCloseAt: new Date(Date.now() + HOUR).toISOString(),
      drawAt: new Date(Date.now() + 2 * HOUR).toISOString(),
      disputeMinutes: 0,
    });
    laura = Talker.stranger(service);
    await laura.says('hola');
    expect(await laura.says('sí, acepto')).toContain('sortea a mano');
    await post(`/payments/${await laura.pays('7, 45 y 300')}/approve`);
    const paid = await laura.hears();
    ticket = new URL(paid.url ?? '').pathname;
    await post(`/raffles/${raffleId}/close`);
    await post(`/raffles/${raffleId}/reconcile`, { note: 'Revisado.' });
    ({ drawId } = await post<{ drawId: string }>(`/raffles/${raffleId}/freeze`));
    const frozen = await laura.hears();
    expect(frozen.text).toContain(`Decide un sorteo manual en ${PLACE}`);
  });

  it('has a page before it that says where it is and what can be checked', async () => {
    const { page, complaints } = await room.visit(`/draws/${drawId}`);
    expect(await page.locator('.badge').allInnerTexts()).toEqual([
      'Lista cerrada, falta el resultado',
      'Sorteo manual',
    ]);
    await picture(page, 'manual-waiting-phone');
    expect([complaints, await sideways(page), await faultsOf(page)]).toEqual([[], 0, []]);
  });

  it('is told as a manual one to whoever won', async () => {
    await withOwner(room.service.db, (owner) => advance(owner, 2 * HOUR + 60_000));
    const drawnAt = new Date(Math.floor(Date.now() / 1000) * 1000 + 2 * HOUR + 30_000).toISOString();
    const { id } = await post<{ id: string }>(`/draws/${drawId}/manual-results`, {
      drawnAt,
      winners: [{ prizeId: 'moto', number: '045' }],
      sourceFile: ACTA,
      sourceUrl: 'https://videos.example.org/sorteo',
    });
    await post(`/lottery-results/${id}/confirm`);
    await post(`/raffles/${raffleId}/draws`);
    expect((await laura.hears()).text).toContain('Fue un sorteo manual.');
  });

  it.each([
    ['phone', PHONE],
    ['desktop', DESKTOP],
  ])('shows result, acta and recording, and fits on a %s', async (name, viewport) => {
    const { page, complaints } = await room.visit(`/draws/${drawId}`, { viewport });
    expect(await page.locator('.badge').allInnerTexts()).toEqual(['Ya se sorteó', 'Sorteo manual']);
    expect(await page.locator('td.winner').allInnerTexts()).toEqual(['045']);
    await picture(page, `manual-${name}`);
    expect([complaints, await sideways(page), await faultsOf(page)]).toEqual([[], 0, []]);
  });

  it('says on the ticket that no program can check it', async () => {
    expect(ticket).toMatch(/^\/t\/\w/);
    const { page, complaints } = await room.visit(ticket);
    expect(await page.locator('main').innerText()).toMatch(/· Sorteo manual[\s\S]*ningún programa lo puede/);
    await picture(page, 'manual-ticket-phone');
    expect([complaints, await sideways(page), await faultsOf(page)]).toEqual([[], 0, []]);
  });
});
