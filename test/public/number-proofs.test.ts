import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkAbsence,
  checkInclusion,
  checkReceiptInLedger,
  checkReceipt,
} from '../../src/fair-draw/index.js';
import { onOutcome } from '../../src/conversation/carried-out.js';
import { render } from '../../src/conversation/render.js';
import { CodeLookUp } from '../../src/conversation/turn/code-look-up.service.js';
import { fingerprintOf, newId } from '../../src/kernel/index.js';
import { someFacts } from '../support/chat/people-and-raffles.js';
import { PreDrawStory } from '../draws/pre-draw-story.js';
import { advance } from '../support/time.js';
import { Site } from './site.js';

let site: Site;
let raffleId: string;
let code: string;
let phone: string;
let drawId: string;

async function json(
  path: string,
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const response = await site.get(path);
  return { status: response.status, body: JSON.parse(await response.text()), headers: response.headers };
}

/** What the chat answers to VERIFICAR and this code, from what the database holds. */
async function chatSays(asked = code): Promise<{ body: string; url: string }> {
  const { room } = site.draws;
  const outcome = await new CodeLookUp(room.orders).find(room.database, newId(), asked);
  const command = { kind: 'look_up_code', code: asked } as const;
  const mark = { wamid: 'wamid.1', sentAt: new Date() };
  const input = { kind: 'text', text: 'verificar', ...mark } as const;
  const state = { v: 1, nonce: 'n', misses: 0, step: 'ask_code' } as const;
  const turn = { state, input, facts: someFacts(), nonce: 'n' };
  const { replies } = onOutcome(turn, { kind: 'look_up_code', command, outcome });
  const content = render(replies[0]!).content;
  if (content.kind !== 'link') throw new Error(`not a link: ${content.kind}`);
  return content;
}

beforeAll(async () => {
  site = await Site.open();
  const { draws } = site;
  const raffle = await draws.raffle();
  raffleId = raffle.id;
  const contactId = await draws.room.person();
  await draws.room.owner.query(`update contact set display_name = 'Lucía Ramos' where id = $1`, [contactId]);
  const orderId = await draws.paid(raffleId, contactId, [7, 45]);
  code = (await draws.room.order(orderId)).validationCode!;
  const row = await draws.room.database.first<{ identity: string }>(
    'select identity from raffle_order where id = $1',
    [orderId],
  );
  phone = row!.identity;
  drawId = (await draws.mainDraw(raffleId)).id;
});
afterAll(() => site.close());

describe('Before the list is closed', () => {
  it('there is no proof of a number, and a receipt within a second of the payment', async () => {
    expect((await json(`/draws/${drawId}/numbers/07.json`)).status).toBe(404);
    expect((await json(`/t/${code}/receipt.json?number=7`)).status).toBe(503);
    await site.draws.room.sequencer.chainWaiting();
    const { status, body, headers } = await json(`/t/${code}/receipt.json?number=07`);
    expect(status).toBe(200);
    expect(checkReceipt(body)).toMatchObject({ number: 7, identity: phone });
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('content-disposition')).toContain('attachment');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('the chat says that the receipt is kept and the list not closed, and links the check page', async () => {
    await site.draws.room.sequencer.chainWaiting();
    const { body, url } = await chatSays();
    expect(body).toMatch(/07, 45.*pagado.*L••• R•••.*todavía no se cierra.*recibo firmado.*entrada \d+/s);
    expect(body).not.toMatch(/Huella|Lucía/);
    expect(url).toBe(`https://rifas.example/t/${code}`);
  });

  it('nobody gets a receipt without the code, of another number or of none', async () => {
    expect((await json('/t/ABCD-EFGH-JKMN-PQRS/receipt.json?number=7')).status).toBe(404);
    expect((await json(`/t/${code}/receipt.json?number=8`)).status).toBe(404);
    for (const query of ['', '?number=', '?number=x', '?number=-7', '?number=7&number=45'])
      expect((await json(`/t/${code}/receipt.json${query}`)).status).toBe(400);
  });
});

describe('Once the list is closed', () => {
  beforeAll(async () => {
    await site.draws.room.database.transact((tx) => site.draws.room.raffles.close(tx, raffleId));
    await site.draws.frozen(raffleId);
  });

  it('every number has a public proof that it is in the list or is not, without a person in it', async () => {
    const [mine, unsold] = [
      await json(`/draws/${drawId}/numbers/07.json`),
      await json(`/draws/${drawId}/numbers/8.json`),
    ];
    expect([mine.status, unsold.status]).toEqual([200, 200]);
    expect(checkInclusion(mine.body)).toMatchObject({ number: 7, index: 0, treeSize: 2 });
    expect(checkAbsence(unsold.body)).toMatchObject({ number: 8, tree_size: 2 });
    const { paper } = await site.draws.mainDraw(raffleId);
    const commitment: { ledger: { root: string } } = JSON.parse(paper!.commitment);
    expect([mine.body['root'], unsold.body['root']]).toEqual([
      commitment.ledger.root,
      commitment.ledger.root,
    ]);
    const text = JSON.stringify([mine.body, unsold.body]);
    for (const secret of [phone, phone.slice(1), 'Lucía', 'identity', 'salt'])
      expect(text).not.toContain(secret);
    expect(mine.headers.get('cache-control')).toContain('immutable');
    const receipt = await json(`/t/${code}/receipt.json?number=7`);
    expect(checkReceiptInLedger(receipt.body, mine.body)).toMatchObject({ number: 7 });
  });

  it('the chat gives places and the fingerprint of the proof page', async () => {
    const { paper } = await site.draws.mainDraw(raffleId);
    const { body } = await chatSays();
    expect(body).toContain('En la lista de *2*: 07 (lugar 1), 45 (lugar 2)');
    expect(body).toContain(fingerprintOf(paper!.commitmentHash.toString('hex')));
    expect(body).not.toMatch(/ganó|todavía no se cierra/);
    expect(body).not.toContain(phone.slice(1));
  });

  it('what is no number of the raffle, or no draw, is refused', async () => {
    for (const file of ['100.json', 'x.json', '7', '-1.json', '99999999999.json'])
      expect((await json(`/draws/${drawId}/numbers/${file}`)).status).toBe(400);
    for (const id of [newId(), 'x']) expect((await json(`/draws/${id}/numbers/7.json`)).status).toBe(404);
  });

  it('the check page links proof and receipt of each number, and shows no phone', async () => {
    const page = await (await site.get(`/t/${code}`)).text();
    expect(page).toContain(`href="/draws/${drawId}/numbers/07.json"`);
    expect(page).toContain(`href="/t/${code}/receipt.json?number=45"`);
    expect(page).not.toContain(phone.slice(1));
  });
});

it('After the keys are destroyed the receipts are gone and the proofs stay', async () => {
  await site.draws.confirmed(drawId, '00007', '00045');
  await site.draws.draw(raffleId);
  const drawn = (await chatSays()).body;
  expect(drawn).toContain('🏆 *07* ganó *Italika 250Z*\nSu');
  expect(drawn).toContain('recibo firmado');
  await site.draws.room.sequencer.chainWaiting();
  await advance(site.draws.room.owner, 91 * 86_400_000);
  await site.draws.destroyer.destroyDue();
  expect((await json(`/t/${code}/receipt.json?number=7`)).status).toBe(410);
  const late = (await chatSays()).body;
  expect(late).toContain('Terminó el plazo para reclamar premios: ya no se pueden hacer recibos.');
  expect(late).toContain('Huella de la lista');
  expect((await json(`/draws/${drawId}/numbers/07.json`)).status).toBe(200);
  expect(await (await site.get(`/t/${code}`)).text()).toContain('Terminó el plazo para reclamar');
});

it('A draw before the main one stands with place, prize and receipt on the check page and in the chat', async () => {
  const story = new PreDrawStory(site.draws);
  const { raffle, pre } = await story.onSale();
  const { orderId } = await story.buy(raffle.id, 18, 30);
  await story.frozen(pre);
  await story.drawn(pre, '00018');
  await site.draws.room.sequencer.chainWaiting();
  const main = await site.draws.mainDraw(raffle.id);
  const early = (await site.draws.room.order(orderId)).validationCode!;
  const ticket = (await (await site.get(`/t/${early}`)).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  expect(ticket).toContain('Tu lugar en la lista de Presorteo de marzo');
  expect(ticket).toMatch(/El 30 es el lugar 2 de 2\. .* El 18 ganó: Televisor/);
  const receipt = await json(`/t/${early}/receipt.json?number=18&draw=${pre.id}`);
  expect(receipt.body).toMatchObject({ raffle_id: `${raffle.id}:2`, number: 18 });
  expect((await json(`/t/${early}/receipt.json?number=18&draw=x`)).status).toBe(400);
  expect((await chatSays(early)).body).toContain('Antes: *Presorteo de marzo*: 🏆 18 ganó Televisor');
  const proof = await (await site.get(`/draws/${pre.id}`)).text();
  expect(proof).toContain('<h1>Sorteo de Presorteo de marzo · Italika 250Z</h1>');
  expect(proof).toContain(`<a href="/draws/${main.id}">Sorteo principal</a>: La venta sigue`);
  const other = await (await site.get(`/draws/${main.id}`)).text();
  expect(other).toContain(`<a href="/draws/${pre.id}">Presorteo de marzo</a>: Ya se sorteó`);
});

it('Guessing codes for receipts is stopped as it is for the page', async () => {
  const tries = Array.from({ length: 40 }, () => site.get('/t/ABCD-EFGH-JKMN-PQRS/receipt.json?number=7'));
  const limited = (await Promise.all(tries)).filter(({ status }) => status === 429);
  expect(limited.length).toBeGreaterThan(0);
});
