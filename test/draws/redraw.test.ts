import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VerifiedCertificate } from '../../src/fair-draw/index.js';
import { newId } from '../../src/kernel/index.js';
import {
  certificateOf,
  DRAW_BEACON,
  disqualificationsOf,
  drawProof,
  winnersOf,
  type ConfirmOutOutcome,
  type StoredDraw,
} from '../../src/raffle/index.js';
import { proofPage } from '../../src/public/proof-page.js';
import { METHOD, waits, type DrawRoom } from './draw-room.js';
import { holderOf, PAID, RedrawRoom } from './redraw-room.js';

let redraws: RedrawRoom;
let draws: DrawRoom;
beforeAll(async () => {
  redraws = await RedrawRoom.open();
  ({ draws } = redraws);
});
afterAll(() => redraws.close());

const label = (number: number): string => String(number).padStart(2, '0');

/** What the proof page says: its text without markup, spaces folded. */
async function page(drawId: string): Promise<string> {
  const proof = await drawProof(draws.room.database, drawId);
  const body = proofPage(proof!, null, null).replace(/^.*<body>/s, '');
  return body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

describe('A redraw by the sequence', () => {
  let draw: StoredDraw;
  let first: VerifiedCertificate;
  let out: number;
  let outcomes: readonly ConfirmOutOutcome[];

  beforeAll(async () => {
    draw = await redraws.drawnBySequence();
    first = await redraws.issue(draw.id, 1);
    out = holderOf(first, 'moto');
    const id = await redraws.proposed(draw.id, { number: out });
    outcomes = await Promise.all(Array.from({ length: 20 }, () => redraws.confirm(id)));
    await Promise.all(Array.from({ length: 20 }, () => draws.execution.execute(draw.id)));
  });

  it('gives the prize to who follows, in one next certificate, however many confirm', async () => {
    expect(outcomes.filter(({ kind }) => kind === 'confirmed')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'already')).toHaveLength(19);
    const second = await redraws.issue(draw.id, 2);
    expect(await certificateOf(draws.room.database, draw.id, 3)).toBeNull();
    const follower = holderOf(second, 'moto');
    expect(PAID.flat()).toContain(follower);
    expect([out, holderOf(first, 'casco')]).not.toContain(follower);
    expect(second.draw.replacements).toMatchObject([{ slot: 'moto/1', out, via: 'sequence', in: follower }]);
    expect((await draws.mainDraw(draw.raffleId)).state).toBe('drawn');
  });

  it('leaves the old result as it was, and stands in the public log', async () => {
    expect((await redraws.issue(draw.id, 2)).draw.slots).toEqual(first.draw.slots);
    expect(await redraws.issue(draw.id, 1)).toEqual(first);
    expect(await redraws.logged(draw.raffleId)).toEqual([
      {
        seq: 1,
        slot: 'moto/1',
        number: out,
        scope: 'ticket',
        reason: 'unclaimed',
        at: expect.stringMatching(/Z$/),
      },
    ]);
  });

  it('keeps both winners on record, by attempt; only the present one is handed the prize', async () => {
    const now = holderOf(await redraws.issue(draw.id, 2), 'moto');
    const rows = await draws.room.database.rows(
      `select attempt, number from winner where draw_id = $1 and prize_id = 'moto' order by attempt`,
      [draw.id],
    );
    expect(rows).toEqual([
      { attempt: 1, number: out },
      { attempt: 2, number: now },
    ]);
    const winners = await winnersOf(draws.room.database, draw.id);
    expect(winners.filter(({ prizeId }) => prizeId === 'moto')).toMatchObject([{ number: now }]);
  });

  it('is explained on the proof page: reason, by how many, who follows, and the issue before', async () => {
    const text = await page(draw.id);
    const [gone, next] = [label(out), label(holderOf(await redraws.issue(draw.id, 2), 'moto'))];
    expect(text).toContain(`El ${gone} quedó fuera de Italika 250Z`);
    expect(text).toContain('nadie reclamó el premio a tiempo');
    expect(text).toContain('una sola persona');
    expect(text).toContain(`Le siguió el ${next}.`);
    expect(text).toMatch(/desde la emisión 2 del certificado. Resultado anterior: emisión 1/);
    expect(text).toContain(`Italika 250Z ${next}`);
    expect(text).not.toContain('Ana Pérez');
  });

  it('is told to who lost the prize, to who has it now, and to everybody else, each once', async () => {
    await draws.tellAll(draw.id, 2);
    const next = holderOf(await redraws.issue(draw.id, 2), 'moto');
    const news = await redraws.told(draw.id, 2);
    const lost = { number: label(out), prizeName: 'Italika 250Z', reason: 'unclaimed' };
    expect(news.slice(0, 2)).toEqual([
      expect.objectContaining({ type: 'draw_out', ...lost }),
      expect.objectContaining({ type: 'draw_won', number: label(next) }),
    ]);
    expect(news.slice(2)).toHaveLength(2);
    for (const one of news.slice(2))
      expect(one).toMatchObject({ type: 'draw_result', pending: false, out: [lost] });
    expect(JSON.stringify(news)).not.toContain('Ana Pérez');
  });

  it('alerts people once', async () => {
    const alerts = await draws.room.database.rows(
      `select severity, times from alert where kind = 'redraw' and message like $1`,
      [`Draw ${draw.id}:%`],
    );
    expect(alerts).toEqual([{ severity: 'warning', times: 1 }]);
  });
});

describe('A redraw by a new beacon', () => {
  it('is public before its value exists, waits for it, and then follows from it alone', async () => {
    const draw = await redraws.drawnByBeacon();
    const out = holderOf(await redraws.issue(draw.id, 1), 'moto');
    const confirmedNow = await redraws.confirm(
      await redraws.proposed(draw.id, { number: out, scope: 'holder', reason: 'fraud' }),
    );
    if (confirmedNow.kind !== 'confirmed') throw new Error(confirmedNow.kind);
    const { target, at } = confirmedNow.disqualification.event!;
    const decidedAt = redraws.timeOf(target!.round);
    expect(decidedAt - Date.parse(at)).toBeGreaterThanOrEqual(600_000);
    const jobs = await draws.room.owner.query(`select run_at from jobs.jobs where key like $1`, [
      `${DRAW_BEACON}:${draw.id}:%:${target!.round}`,
    ]);
    expect(jobs.rows).toEqual([{ run_at: new Date(decidedAt) }]);
    await draws.execution.execute(draw.id);
    const waiting = await redraws.issue(draw.id, 2);
    expect(waiting.draw.replacements).toMatchObject([{ out, via: 'pending' }]);
    expect(holderOf(waiting, 'moto')).toBe(-1);
    expect((await draws.mainDraw(draw.raffleId)).state).toBe('pending');
    expect((await draws.room.raffles.byId(draws.room.database, draw.raffleId))?.state).toBe('drawn');
    expect(await redraws.propose(draw.id, { prizeId: 'casco', number: holderOf(waiting, 'casco') })).toEqual({
      kind: 'undecided',
    });
    expect(await page(draw.id)).toContain(
      `lo decide la ronda ${target!.round} de drand, que no existía antes`,
    );
    expect(await page(draw.id)).toContain('Pendiente: lo decide una ronda nueva de drand');
    await draws.tellAll(draw.id, 2);
    const news = await redraws.told(draw.id, 2);
    expect(news.filter(({ type }) => type !== 'draw_out')[0]).toMatchObject({
      pending: true,
      waitsFor: 'beacon',
    });
    await redraws.beacon(draw.id, target!.round);
    await Promise.all(Array.from({ length: 10 }, () => draws.execution.execute(draw.id)));
    const last = await redraws.issue(draw.id, 3);
    expect(last.draw.replacements).toMatchObject([{ out, via: 'fresh', in: holderOf(last, 'moto') }]);
    expect(PAID.flat()).toContain(holderOf(last, 'moto'));
    expect(await certificateOf(draws.room.database, draw.id, 4)).toBeNull();
    expect((await draws.mainDraw(draw.raffleId)).state).toBe('drawn');
    expect(await redraws.issue(draw.id, 2)).toEqual(waiting);
    expect(await page(draw.id)).toContain(
      `${label(holderOf(last, 'moto'))}: lo decidió la ronda ${target!.round}`,
    );
  });
});

describe('A redraw of a draw by digits', () => {
  it('waits for the next lottery draw, which is entered as any other', async () => {
    const { raffle } = await draws.sold([[7], [8], [9]], { drawMethod: { ...METHOD, onMiss: waits(3) } });
    const draw = await draws.frozen(raffle.id);
    await draws.confirmed(draw.id, '00007', '00008');
    await draws.draw(raffle.id);
    await redraws.confirm(await redraws.proposed(draw.id, { number: 7, reason: 'declined' }));
    await draws.execution.execute(draw.id);
    expect((await draws.mainDraw(raffle.id)).state).toBe('pending');
    await draws.confirmed(draw.id, '00009', '00001', '2863');
    expect(await draws.draw(raffle.id)).toMatchObject({ kind: 'drawn', issueNo: 3 });
    expect(holderOf(await redraws.issue(draw.id, 3), 'moto')).toBe(9);
    expect((await draws.mainDraw(raffle.id)).state).toBe('drawn');
  });
});

describe('A disqualification', () => {
  it('is refused before the draw, of who does not hold the prize, and while another one stands', async () => {
    const { raffle } = await draws.sold([[7]]);
    const undrawn = await draws.frozen(raffle.id);
    expect(await redraws.propose(undrawn.id, { number: 7 })).toEqual({
      kind: 'not_drawn',
      state: 'committed',
    });
    expect(await redraws.propose(newId(), { number: 7 })).toEqual({ kind: 'not_found' });
    const draw = await redraws.drawnBySequence();
    const held = holderOf(await redraws.issue(draw.id, 1), 'moto');
    expect(await redraws.propose(draw.id, { number: 99 })).toEqual({ kind: 'not_held', held });
    const id = await redraws.proposed(draw.id, { number: held });
    expect(await redraws.propose(draw.id, { number: held })).toMatchObject({ kind: 'one_stands' });
    expect(await redraws.withdraw(id)).toMatchObject({
      kind: 'withdrawn',
      disqualification: { state: 'withdrawn' },
    });
    expect(await redraws.confirm(id)).toMatchObject({ kind: 'withdrawn' });
    expect(await redraws.logged(draw.raffleId)).toEqual([]);
    expect(await redraws.confirm(newId())).toEqual({ kind: 'not_found' });
    expect(await redraws.withdraw(newId())).toEqual({ kind: 'not_found' });
  });

  it('cannot be made twice of one number before the certificate says who follows', async () => {
    const draw = await redraws.drawnBySequence();
    const first = await redraws.issue(draw.id, 1);
    const id = await redraws.proposed(draw.id, { number: holderOf(first, 'moto') });
    await redraws.confirm(id);
    expect(await redraws.propose(draw.id, { number: holderOf(first, 'moto') })).toEqual({
      kind: 'undecided',
    });
    expect(await redraws.withdraw(id)).toMatchObject({ kind: 'confirmed' });
    await draws.execution.execute(draw.id);
    expect(await redraws.propose(draw.id, { number: holderOf(first, 'moto') })).toMatchObject({
      kind: 'not_held',
    });
    await redraws.confirm(
      await redraws.proposed(draw.id, { number: holderOf(await redraws.issue(draw.id, 2), 'moto') }),
    );
    await draws.execution.execute(draw.id);
    expect((await redraws.issue(draw.id, 3)).draw.replacements.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('is confirmed by somebody else where there are two people, never by a key, and says how many there were', async () => {
    const draw = await redraws.drawnBySequence();
    const [ana, leo] = [await redraws.owner(), await redraws.owner()];
    const number = holderOf(await redraws.issue(draw.id, 1), 'moto');
    const id = await redraws.proposed(draw.id, { number }, ana);
    expect((await redraws.confirm(id, ana)).kind).toBe('needs_second_person');
    expect((await redraws.confirm(id, { ...leo, viaKey: true })).kind).toBe('needs_second_person');
    expect(await redraws.logged(draw.raffleId)).toEqual([]);
    expect(await redraws.confirm(id, leo)).toMatchObject({ kind: 'confirmed' });
    await draws.room.owner.query('delete from app_user');
    await draws.execution.execute(draw.id);
    const next = holderOf(await redraws.issue(draw.id, 2), 'moto');
    await redraws.confirm(await redraws.proposed(draw.id, { number: next }, ana), ana);
    expect(await disqualificationsOf(draws.room.database, draw.id)).toMatchObject([
      { twoPerson: true, proposedBy: ana.userId, confirmedBy: leo.userId },
      { twoPerson: false, proposedBy: ana.userId, confirmedBy: ana.userId },
    ]);
  });

  it('never changes or goes in the database once it is confirmed', async () => {
    const draw = await redraws.drawnBySequence();
    const id = await redraws.proposed(draw.id, { number: holderOf(await redraws.issue(draw.id, 1), 'moto') });
    const run = (sql: string): Promise<unknown> => draws.room.owner.query(sql);
    const one = `where id = '${id}'`;
    await expect(run(`update disqualification set number = 1 ${one}`)).rejects.toMatchObject({
      code: 'TL043',
    });
    await redraws.confirm(id);
    for (const change of [
      `update disqualification set state = 'withdrawn' ${one}`,
      `delete from disqualification ${one}`,
    ])
      await expect(run(change)).rejects.toMatchObject({ code: 'TL043' });
    await expect(run('truncate disqualification')).rejects.toMatchObject({ code: 'TL000' });
    const born = `insert into disqualification select gen_random_uuid(), draw_id, 9, prize_id, unit, number, scope, reason, comment,
      source_url, state, proposed_by, proposed_at, confirmed_by, confirmed_at, two_person, event from disqualification ${one}`;
    await expect(run(born)).rejects.toMatchObject({ code: 'TL044' });
  });
});
