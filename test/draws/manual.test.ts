import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkReceipt, verifyCertificateText, verifySignature } from '../../src/fair-draw/index.js';
import { CodeLookUp } from '../../src/conversation/turn/code-look-up.service.js';
import { newId } from '../../src/kernel/index.js';
import {
  drawPins,
  drawProof,
  readDrawRules,
  winnersOf,
  type ManualEntry,
  type EnterOutcome,
  type StoredDraw,
} from '../../src/raffle/index.js';
import { advance, setNow } from '../support/time.js';
import { DrawRoom, METHOD } from './draw-room.js';

const PLACE = 'Salón Ejidal, calle 5';
const PDF = { mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7 acta') };
const SOURCE = { url: 'https://videos.example.org/sorteo', file: PDF };

let draws: DrawRoom;
beforeAll(async () => {
  draws = await DrawRoom.open();
});
afterAll(() => draws.close());
/** Each raffle begins today. */
beforeEach(() => setNow(draws.room.owner, null));

/** Sold to four people, frozen, and the announced time has come. */
async function frozen(): Promise<{ raffleId: string; draw: StoredDraw; people: string[] }> {
  const { raffle, people } = await draws.sold([[1, 2], [7], [30], [45]], {
    jurisdiction: 'US-ND',
    drawMethod: { mode: 'manual', place: PLACE },
  });
  const draw = await draws.frozen(raffle.id);
  await advance(draws.room.owner, raffle.drawAt.getTime() - (await draws.room.now()).getTime() + 60_000);
  return { raffleId: raffle.id, draw, people };
}

async function entry(moto: number, casco: number): Promise<ManualEntry> {
  const drawnAt = await draws.room.now();
  drawnAt.setUTCMilliseconds(0);
  const [prizeId, other] = ['moto', 'casco'];
  return { drawnAt, winners: [won(prizeId, moto), won(other, casco)] };
}

function won(prizeId: string, number: number) {
  return { prizeId, unit: 1, number };
}

function enter(drawId: string, input: ManualEntry): Promise<EnterOutcome> {
  return draws.room.database.transact((tx) => draws.manual.enter(tx, { drawId, ...input }, draws.actor));
}

async function drawnByHand(drawId: string, moto: number, casco: number): Promise<void> {
  const entered = await enter(drawId, await entry(moto, casco));
  if (entered.kind !== 'entered') throw new Error(JSON.stringify(entered));
  await draws.confirm(entered.result.id, SOURCE);
}

async function said(drawId: string): Promise<Record<string, unknown>[]> {
  const rows = await draws.room.database.rows<{ news: Record<string, unknown> }>(
    `select news from inbox where kind = 'news' and news->>'drawId' = $1 order by id`,
    [drawId],
  );
  return rows.map(({ news }) => news);
}

describe('A draw by hand', () => {
  it('has its place and time public before the first sale, in rules that no verifier takes for its own', async () => {
    const raffle = await draws.raffle({ drawMethod: { mode: 'manual', place: PLACE } });
    const { rules } = await draws.mainDraw(raffle.id);
    expect(JSON.parse(rules)).toMatchObject({ v: 'manual/1', entropy: { mode: 'manual', place: PLACE } });
    expect(readDrawRules(rules).prizes).toMatchObject([{ id: 'moto' }, { id: 'casco' }]);
  });

  it('is carried out once what came out is confirmed, and its record is signed, stored and told', async () => {
    const { raffleId, draw, people } = await frozen();
    await draws.tellAll(draw.id, 0);
    expect((await said(draw.id))[0]).toMatchObject({
      byHand: true,
      decidedBy: { kind: 'manual', source: PLACE },
    });
    expect(await draws.draw(raffleId)).toMatchObject({ kind: 'no_result' });
    await drawnByHand(draw.id, 7, 45);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => draws.draw(raffleId)));
    expect(outcomes.filter(({ kind }) => kind === 'drawn')).toHaveLength(1);
    expect(new Set(outcomes.map((outcome) => 'issueNo' in outcome && outcome.issueNo))).toEqual(new Set([1]));
    const winners = await winnersOf(draws.room.database, draw.id);
    expect(winners.map(({ number, contactId }) => [number, contactId])).toEqual([
      [45, people[3]],
      [7, people[1]],
    ]);
    expect((await draws.room.raffles.byId(draws.room.database, raffleId))?.state).toBe('drawn');

    await draws.tellAll(draw.id, 1);
    const news = await said(draw.id);
    expect(news.filter(({ type }) => type === 'draw_won')).toMatchObject([
      { number: '07', byHand: true },
      { number: '45', byHand: true },
    ]);
    expect(news.filter(({ type }) => type === 'draw_result')).toMatchObject([
      { byHand: true, pending: false },
      { byHand: true, pending: false },
    ]);
  });

  it('leaves a record that says what it is: a verifier refuses it, its signature holds', async () => {
    const { raffleId, draw } = await frozen();
    await drawnByHand(draw.id, 7, 45);
    await draws.draw(raffleId);
    const { certificate, ledger } = await draws.files(draw.id);
    expect(verifyCertificateText(certificate, ledger)).toMatchObject({ valid: false, error: 'E_VERSION' });
    const record: Record<string, unknown> = JSON.parse(certificate.toString());
    expect(record).toMatchObject({
      v: 'manual/1',
      type: 'manual-record',
      raffle_id: draw.fairdrawId,
      commitment_hash: draw.paper!.commitmentHash.toString('hex'),
      entropy: {
        kind: 'manual',
        place: PLACE,
        results: { 'moto/1': '07', 'casco/1': '45' },
        source_url: SOURCE.url,
        source_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    expect(verifySignature(record)).toBe(true);
    expect(verifySignature({ ...record, issued_at: '2026-01-01T00:00:00Z' })).toBe(false);
  });

  it('is called manual on its page, whoever stamped the list', async () => {
    const { raffleId, draw } = await frozen();
    await drawnByHand(draw.id, 7, 45);
    await draws.draw(raffleId);
    const proof = await drawProof(draws.room.database, draw.id);
    expect(proof).toMatchObject({
      warnings: [],
      results: [{ place: PLACE, source: { url: SOURCE.url } }],
      slots: [
        { prizeName: 'Italika 250Z', number: 7 },
        { prizeName: 'Casco', number: 45 },
      ],
    });
    expect(await drawPins(draws.room.database, draw)).toMatchObject({ standing: 'manual' });
  });

  it('stands in the log of the raffle as what it is', async () => {
    const { raffleId, draw } = await frozen();
    await drawnByHand(draw.id, 7, 45);
    await draws.draw(raffleId);
    const rows = await draws.room.database.rows<{ event: string; data: object }>(
      `select event, data from raffle_event where raffle_id = $1 and event in ('entropy.received', 'draw.executed') order by id`,
      [raffleId],
    );
    expect(rows).toMatchObject([
      { event: 'entropy.received', data: { kind: 'manual', place: PLACE } },
      { event: 'draw.executed', data: { manual: true, issue: 1 } },
    ]);
  });
});

describe('Whoever asks for a ticket of a draw by hand', () => {
  it('is told so', async () => {
    const raffle = await draws.raffle({ drawMethod: { mode: 'manual', place: PLACE } });
    const orderId = await draws.paid(raffle.id, await draws.room.person(), [7]);
    const { validationCode } = await draws.room.order(orderId);
    const { database, orders } = draws.room;
    const answer = await new CodeLookUp(orders).find(database, newId(), validationCode!);
    expect(answer).toMatchObject({ kind: 'found', byHand: true });
  });
});

describe('Whoever bought a number of it', () => {
  it('holds an entry receipt as in every draw', async () => {
    const raffle = await draws.raffle({ drawMethod: { mode: 'manual', place: PLACE } });
    const orderId = await draws.paid(raffle.id, await draws.room.person(), [7]);
    await draws.room.sequencer.chainWaiting();
    const held = await draws.room.database.transact((tx) =>
      draws.receipts.receipt(tx, { orderId, number: 7, drawId: null }),
    );
    if (held.kind !== 'receipt') throw new Error(held.kind);
    const { rulesHash } = await draws.mainDraw(raffle.id);
    expect(checkReceipt(held.receipt)).toMatchObject({ rules_hash: rulesHash.toString('hex') });
  });
});

describe('What came out by hand', () => {
  it('is taken after the freeze, from the list alone, and one at a time', async () => {
    const { draw } = await frozen();
    expect(await enter(draw.id, await entry(7, 99))).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('99 is not in the list'),
    });
    const entered = await enter(draw.id, await entry(7, 45));
    expect(entered.kind).toBe('entered');
    expect((await enter(draw.id, await entry(30, 45))).kind).toBe('one_stands');
    if (entered.kind !== 'entered') return;
    await draws.room.database.transact((tx) => draws.results.withdraw(tx, entered.result.id));
    expect((await enter(draw.id, await entry(30, 45))).kind).toBe('entered');
  });

  it('waits for the list, and comes too late for a draw that was made', async () => {
    const raffle = await draws.raffle({ drawMethod: { mode: 'manual', place: PLACE } });
    const { id } = await draws.mainDraw(raffle.id);
    expect(await enter(id, await entry(7, 45))).toMatchObject({ kind: 'not_waiting', state: 'announced' });
    const { raffleId, draw } = await frozen();
    await drawnByHand(draw.id, 7, 45);
    await draws.draw(raffleId);
    expect(await enter(draw.id, await entry(1, 30))).toMatchObject({ kind: 'not_waiting', state: 'drawn' });
    expect(await draws.draw(raffleId)).toMatchObject({ kind: 'already', issueNo: 1 });
  });

  it('has no place in a draw by lottery, nor a lottery’s digits in this', async () => {
    const { raffle } = await draws.sold([[7]], { drawMethod: METHOD });
    const lottery = await draws.frozen(raffle.id);
    expect(await enter(lottery.id, await entry(7, 7))).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('no winner to a person'),
    });
    const { draw } = await frozen();
    expect(await draws.enter(await draws.result(draw.id, '00007', '00045'))).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('drawn by hand'),
    });
  });

  it('is confirmed by a second person where there is one', async () => {
    const { draw } = await frozen();
    const entered = await enter(draw.id, await entry(7, 45));
    if (entered.kind !== 'entered') throw new Error(entered.kind);
    await draws.room.owner.query(`insert into app_user (id, role) values ($1, 'owner'), ($2, 'owner')`, [
      draws.actor.userId,
      newId(),
    ]);
    const outcome = await draws.room.database.transact((tx) =>
      draws.results.confirm(tx, entered.result.id, draws.actor),
    );
    await draws.room.owner.query('delete from app_user');
    expect(outcome.kind).toBe('needs_second_person');
  });

  it('puts nobody out by rules that are not there', async () => {
    const { raffleId, draw } = await frozen();
    await drawnByHand(draw.id, 7, 45);
    await draws.draw(raffleId);
    const input = {
      ...won('moto', 7),
      drawId: draw.id,
      scope: 'ticket',
      reason: 'declined',
      comment: 'no',
    } as const;
    const outcome = await draws.room.database.transact((tx) =>
      draws.disqualifications.propose(tx, { ...input, sourceUrl: null }, draws.actor),
    );
    expect(outcome.kind).toBe('by_hand');
  });
});
