import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkAbsence,
  checkInclusion,
  checkReceiptInLedger,
  checkReceipt,
} from '../../src/fair-draw/index.js';
import { newId } from '../../src/kernel/index.js';
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
  await site.draws.room.sequencer.chainWaiting();
  await advance(site.draws.room.owner, 91 * 86_400_000);
  await site.draws.destroyer.destroyDue();
  expect((await json(`/t/${code}/receipt.json?number=7`)).status).toBe(410);
  expect((await json(`/draws/${drawId}/numbers/07.json`)).status).toBe(200);
  expect(await (await site.get(`/t/${code}`)).text()).toContain('Terminó el plazo para reclamar');
});

it('Guessing codes for receipts is stopped as it is for the page', async () => {
  const tries = Array.from({ length: 40 }, () => site.get('/t/ABCD-EFGH-JKMN-PQRS/receipt.json?number=7'));
  const limited = (await Promise.all(tries)).filter(({ status }) => status === 429);
  expect(limited.length).toBeGreaterThan(0);
});
