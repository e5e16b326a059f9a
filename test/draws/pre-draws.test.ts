import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkReceipt,
  checkReceiptInLedger,
  verifyCertificateText,
  type EntryReceipt,
} from '../../src/fair-draw/index.js';
import { newId } from '../../src/kernel/index.js';
import {
  announced,
  checkLog,
  drawsOf,
  fairdrawId,
  NumberProofs,
  ticketStanding,
  winnersOf,
  type StoredDraw,
} from '../../src/raffle/index.js';
import { ContactMerge } from '../../src/whatsapp/contacts/contact-merge.repository.js';
import { DrawRoom } from './draw-room.js';
import { hours, PRE, PreDrawStory } from './pre-draw-story.js';

let draws: DrawRoom;
let story: PreDrawStory;
beforeAll(async () => {
  draws = await DrawRoom.open();
  story = new PreDrawStory(draws);
});
afterAll(() => draws.close());

async function numbersIn(drawId: string): Promise<number[]> {
  const rows = await draws.room.database.rows<{ number: number }>(
    'select number from draw_list where draw_id = $1 order by number',
    [drawId],
  );
  return rows.map(({ number }) => number);
}

async function receipt(orderId: string, number: number, drawId: string): Promise<EntryReceipt | string> {
  const outcome = await draws.room.database.transact((tx) =>
    draws.receipts.receipt(tx, { orderId, number, drawId }),
  );
  return outcome.kind === 'receipt' ? outcome.receipt : outcome.kind;
}

const chained = (): Promise<void> => draws.room.sequencer.chainWaiting();

describe('A draw before the main one', () => {
  it('is announced with rules of its own before the first sale', async () => {
    const { raffle, pre } = await story.onSale();
    const [main] = await drawsOf(draws.room.database, raffle.id);
    expect([main?.ordinal, main?.name, pre.ordinal, pre.name]).toEqual([1, null, 2, PRE.name]);
    expect(pre.fairdrawId).toBe(fairdrawId(raffle.id, 2));
    expect(JSON.parse(pre.rules)).toMatchObject({
      raffle_id: fairdrawId(raffle.id, 2),
      title: `${PRE.name} · ${raffle.title}`,
      sales_close_at: '2027-03-01T22:00:00Z',
      prizes: [{ id: 'tele', name: 'Televisor' }],
      entropy: { first_draw: '2000' },
    });
    expect(await announced(draws.room.database, pre.id)).toMatchObject({
      listClosesAt: PRE.listClosesAt,
      drawAt: PRE.drawAt,
      disputeMinutes: 60,
    });
    const logged = await draws.room.database.rows(
      `select data from raffle_event where raffle_id = $1 and event = 'rules.published' order by id`,
      [raffle.id],
    );
    expect(logged).toEqual([
      { data: { rules_hash: main?.rulesHash.toString('hex') } },
      { data: { rules_hash: pre.rulesHash.toString('hex'), draw: 2 } },
    ]);
  });

  it('does not change once it is announced', async () => {
    const { raffle, pre } = await story.onSale();
    await expect(
      draws.room.owner.query(`update draw set draw_at = draw_at + interval '1 hour' where id = $1`, [pre.id]),
    ).rejects.toMatchObject({ code: 'TL040' });
    await expect(
      draws.room.owner.query(`update raffle set pre_draws = '[]' where id = $1`, [raffle.id]),
    ).rejects.toMatchObject({ code: 'TL010' });
  });

  it('has in its list who sent the money in time, and the sale goes on', async () => {
    const { raffle, pre } = await story.onSale();
    await story.buy(raffle.id, 7, 8);
    await story.at(10.5);
    await story.buy(raffle.id, 9);
    const draw = await story.frozen(pre);
    expect(await numbersIn(pre.id)).toEqual([7, 8]);
    expect(draw.state).toBe('committed');
    expect(draw.closedAt).toEqual(hours(11));
    await story.buy(raffle.id, 10);
    expect((await draws.room.raffles.byId(draws.room.database, raffle.id))?.state).toBe('open');
    expect(await draws.ledgerBytes(pre.id)).toHaveLength(2 * 70);
  });

  it('waits for its close, for open reviews of receipts in time, and for nobody else', async () => {
    const { raffle, pre } = await story.onSale();
    expect(await story.freeze(newId())).toEqual({ kind: 'not_found' });
    const main = await draws.mainDraw(raffle.id);
    expect(await story.freeze(main.id)).toEqual({ kind: 'main_draw', raffleId: raffle.id });
    expect(await story.freeze(pre.id)).toEqual({ kind: 'too_early', listClosesAt: PRE.listClosesAt });
    const person = await draws.room.person();
    const order = await draws.room.held(raffle.id, person, [7]);
    const paymentId = await draws.receipt(order.id, person);
    await story.at(11);
    await draws.room.held(raffle.id, await draws.room.person(), [8]);
    expect(await story.freeze(pre.id)).toMatchObject({
      kind: 'open_orders',
      total: 1,
      orders: [{ id: order.id }],
    });
    await draws.approve(paymentId);
    expect(await story.freeze(pre.id)).toEqual({ kind: 'frozen', drawId: pre.id });
    expect(await story.freeze(pre.id)).toEqual({ kind: 'already', drawId: pre.id });
    expect(await numbersIn(pre.id)).toEqual([7]);
  });

  it('cannot be frozen once buyers would have no time left to object, or its value may exist', async () => {
    const { pre } = await story.onSale();
    await story.at(23.5);
    expect(await story.freeze(pre.id)).toMatchObject({ kind: 'window_gone', until: hours(23) });
    await story.at(24);
    expect(await story.freeze(pre.id)).toEqual({ kind: 'too_late', drawAt: PRE.drawAt });
  });

  it('is drawn while the raffle sells, twenty calls give one draw, and anybody can check it', async () => {
    const { raffle, pre } = await story.onSale();
    const { orderId, person } = await story.buy(raffle.id, 7);
    await story.buy(raffle.id, 45);
    expect(await story.carryOut(pre)).toEqual({
      kind: 'wrong_state',
      state: 'open',
    });
    await story.frozen(pre);
    await story.at(24);
    await draws.confirmed(pre.id, '00007', '00000', '2000');
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => story.carryOut(pre)));
    expect(outcomes.map(({ kind }) => kind).filter((kind) => kind === 'drawn')).toHaveLength(1);
    expect(await winnersOf(draws.room.database, pre.id)).toMatchObject([
      { prizeId: 'tele', number: 7, orderId, contactId: person },
    ]);
    const { certificate, ledger } = await draws.files(pre.id);
    expect(verifyCertificateText(certificate, ledger)).toMatchObject({ valid: true });
    expect((await story.stored(pre)).state).toBe('drawn');
    expect((await draws.room.raffles.byId(draws.room.database, raffle.id))?.state).toBe('open');
    await chained();
    const check = await checkLog(draws.room.database, raffle.id, () => undefined);
    expect(check).toMatchObject({ brokenAt: null, strangeDraws: [] });
  });

  it('leaves its numbers in the main draw, where the same list rules hold as without it', async () => {
    const { raffle, pre } = await story.onSale();
    const { orderId } = await story.buy(raffle.id, 7);
    await story.frozen(pre);
    await story.drawn(pre, '00007');
    await story.at(30);
    await story.buy(raffle.id, 45);
    await draws.room.database.transact((tx) => draws.room.raffles.close(tx, raffle.id));
    await story.at(50);
    const main = await draws.frozen(raffle.id);
    expect(await numbersIn(main.id)).toEqual([7, 45]);
    await story.at(72);
    await draws.confirmed(main.id, '00045', '00007');
    expect((await draws.draw(raffle.id)).kind).toBe('drawn');
    const order = await draws.room.order(orderId);
    const standing = await ticketStanding(draws.room.database, order);
    expect(standing.main).toMatchObject({ wins: [{ number: 7, prizeName: 'Casco' }] });
    expect(standing.before).toMatchObject([
      { draw: { id: pre.id }, list: { size: 1 }, wins: [{ number: 7, prizeName: 'Televisor' }] },
    ]);
  });

  it('keeps a number in its list that is voided afterwards; the main list loses it', async () => {
    const { raffle, pre } = await story.onSale();
    const { orderId } = await story.buy(raffle.id, 7);
    await story.buy(raffle.id, 8);
    await story.frozen(pre);
    await draws.room.database.transact((tx) => draws.room.orders.toRefundOwed(tx, orderId));
    const outcome = await story.drawn(pre, '00007');
    expect(outcome).toMatchObject({ kind: 'drawn', content: { draw: { winners: [{ number: 7 }] } } });
    const main = await draws.mainDraw(raffle.id);
    expect([await numbersIn(pre.id), await numbersIn(main.id)]).toEqual([[7, 8], [8]]);
    await expect(draws.room.owner.query('delete from draw_entry')).rejects.toMatchObject({ code: 'TL000' });
    await expect(draws.room.owner.query('truncate draw_entry')).rejects.toMatchObject({ code: 'TL000' });
  });

  it('with no number in its list has no winner', async () => {
    const { pre } = await story.onSale();
    await story.frozen(pre);
    const outcome = await story.drawn(pre, '00007');
    expect(outcome).toMatchObject({ kind: 'drawn', content: { draw: { winners: [] } } });
  });

  it('ends with its raffle when that is cancelled', async () => {
    const { raffle, pre } = await story.onSale();
    await story.buy(raffle.id, 7);
    const draw = await story.frozen(pre);
    await draws.room.owner.query(`update raffle set state = 'cancelled' where id = $1`, [raffle.id]);
    expect(await story.drawn(draw, '00007')).toEqual({ kind: 'wrong_state', state: 'cancelled' });
    const other = await story.onSale();
    await draws.room.owner.query(`update raffle set state = 'cancelled' where id = $1`, [other.raffle.id]);
    await story.at(11);
    expect(await story.freeze(other.pre.id)).toEqual({ kind: 'wrong_state', state: 'cancelled' });
  });
});

describe('The buyers of a draw before the main one', () => {
  async function told(
    drawId: string,
  ): Promise<{ contact: string; type: string; name: string; mine: unknown }[]> {
    return draws.room.database.rows(
      `select contact_id as contact, news->>'type' as type, news->>'drawName' as name, news->'mine' as mine
       from inbox where kind = 'news' and news->>'drawId' = $1 order by id`,
      [drawId],
    );
  }

  it('and nobody else are told of its list and its result, by its name', async () => {
    const { raffle, pre } = await story.onSale();
    const winner = await story.buy(raffle.id, 7);
    const other = await story.buy(raffle.id, 8);
    await story.at(10.5);
    await story.buy(raffle.id, 9);
    await story.frozen(pre);
    await draws.tellAll(pre.id, 0);
    const name = PRE.name;
    expect((await told(pre.id)).map(({ contact }) => contact).sort()).toEqual(
      [winner.person, other.person].sort(),
    );
    await story.drawn(pre, '00007');
    await draws.tellAll(pre.id, 1);
    expect((await told(pre.id)).slice(2)).toEqual([
      { contact: winner.person, type: 'draw_won', name, mine: null },
      { contact: other.person, type: 'draw_result', name, mine: ['08'] },
    ]);
  });

  it('hold a receipt for its list, and who came late holds none', async () => {
    const { raffle, pre } = await story.onSale();
    const early = await story.buy(raffle.id, 7);
    await story.at(10.5);
    const late = await story.buy(raffle.id, 9);
    await chained();
    const before = await receipt(early.orderId, 7, pre.id);
    expect(before).toMatchObject({ raffle_id: fairdrawId(raffle.id, 2), number: 7 });
    expect(await receipt(late.orderId, 9, pre.id)).toBe('none');
    const draw = await story.frozen(pre);
    expect(await receipt(early.orderId, 7, pre.id)).toEqual(before);
    expect(await receipt(late.orderId, 9, pre.id)).toBe('none');
    const proof = await proofOf(draw, 7);
    expect(checkReceiptInLedger(before as EntryReceipt, proof)).toMatchObject({ number: 7 });
    const main = await draws.mainDraw(raffle.id);
    const ofMain = (await receipt(early.orderId, 7, main.id)) as EntryReceipt;
    expect(checkReceipt(ofMain).commit).not.toBe((before as EntryReceipt).commit);
    expect((await receipt(late.orderId, 9, main.id)) as EntryReceipt).toMatchObject({ number: 9 });
  });

  it('who turn out to be one person keep the receipts its list was made with', async () => {
    const { raffle, pre } = await story.onSale();
    const older = await draws.room.person();
    const { orderId, person } = await story.buy(raffle.id, 7);
    await chained();
    const before = (await receipt(orderId, 7, pre.id)) as EntryReceipt;
    await story.at(11);
    await story.freeze(pre.id);
    // Between the freeze and the ledger: the list is of the freeze.
    const merge = new ContactMerge();
    expect(await draws.room.database.transact((tx) => merge.merge(tx, older, person))).toBe('merged');
    await chained();
    await draws.ledger.write(pre.id);
    expect(await receipt(orderId, 7, pre.id)).toEqual(before);
    expect(checkReceiptInLedger(before, await proofOf(await story.stored(pre), 7))).toMatchObject({
      number: 7,
    });
    const main = await draws.mainDraw(raffle.id);
    expect(((await receipt(orderId, 7, main.id)) as EntryReceipt).holder).not.toBe(before.holder);
    await story.drawn(pre, '00007');
    expect(await winnersOf(draws.room.database, pre.id)).toMatchObject([{ number: 7, contactId: older }]);
  });

  async function proofOf({ fairdrawId: id, paper }: StoredDraw, number: number) {
    const proofs = new NumberProofs(draws.blobs);
    const { ledgerBlob } = paper!;
    const proof = await proofs.prove(draws.room.database, { fairdrawId: id, ledgerBlob }, number);
    if (proof.type !== 'inclusion') throw new Error('not in the list');
    return proof;
  }
});

describe('Its list', () => {
  it('takes what is paid while it is frozen, or leaves it to the later draws, but never half of it', async () => {
    const { raffle, pre } = await story.onSale();
    const orders = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => story.buy(raffle.id, number)));
    await story.at(11);
    const voids = orders.map(({ orderId }) =>
      draws.room.database.transact((tx) => draws.room.orders.toRefundOwed(tx, orderId)),
    );
    const [outcome] = await Promise.all([story.freeze(pre.id), ...voids]);
    expect(outcome.kind).toBe('frozen');
    await draws.ledger.write(pre.id);
    const listed = await numbersIn(pre.id);
    expect(await draws.ledgerBytes(pre.id)).toHaveLength(listed.length * 70);
    const head = (await story.stored(pre)).logHead!;
    await chained();
    const after = await draws.room.database.rows<{ number: number }>(
      `select (e.data -> 'numbers' ->> 0)::int as number from raffle_event e
       where e.raffle_id = $1 and e.event = 'ticket.voided' and e.seq > (select seq from raffle_event where raffle_id = $1 and hash = $2)
       order by 1`,
      [raffle.id, head],
    );
    expect(after.map(({ number }) => number)).toEqual(listed);
  });
});
