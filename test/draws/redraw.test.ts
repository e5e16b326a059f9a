import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestChain } from '../../simulator/beacon/chain.js';
import { verifyCertificateText, type VerifiedCertificate } from '../../src/fair-draw/index.js';
import { newId } from '../../src/kernel/index.js';
import {
  certificateOf,
  DRAW_BEACON,
  disqualificationsOf,
  insertBeacon,
  winnersOf,
  type Actor,
  type ConfirmOutOutcome,
  type DisqualificationInput,
  type DrawMethod,
  type ProposeOutcome,
  type StoredDraw,
  type WithdrawOutOutcome,
} from '../../src/raffle/index.js';
import { setNow } from '../support/time.js';
import { DrawRoom, METHOD, waits } from './draw-room.js';

const PAID = [[3], [17, 18], [42], [77]];
const chain = new TestChain();

let draws: DrawRoom;
beforeAll(async () => {
  draws = await DrawRoom.open(10, chain.line);
});
afterAll(() => draws.close());

/** A draw of two prizes among four people by digits that seed a sequence, carried out. */
async function drawnBySequence(): Promise<StoredDraw> {
  const { source, firstDraw, positions } = METHOD;
  const drawMethod: DrawMethod = {
    mode: 'lottery_seeded',
    source,
    firstDraw,
    positions,
    consecutive: true,
    draws: 1,
  };
  const { raffle } = await draws.sold(PAID, { drawMethod });
  const draw = await draws.frozen(raffle.id);
  await draws.confirmed(draw.id, '12345', '00042');
  await draws.draw(raffle.id);
  return draws.mainDraw(raffle.id);
}

type Change = Partial<DisqualificationInput>;

function propose(drawId: string, change: Change, actor: Actor = draws.actor): Promise<ProposeOutcome> {
  const input = {
    drawId,
    prizeId: 'moto',
    unit: 1,
    number: 0,
    scope: 'ticket',
    reason: 'unclaimed',
  } as const;
  const papers = { comment: 'No contestó.', sourceUrl: null };
  return draws.room.database.transact((tx) =>
    draws.disqualifications.propose(tx, { ...input, ...papers, ...change }, actor),
  );
}

function confirm(id: string, actor: Actor = draws.actor): Promise<ConfirmOutOutcome> {
  return draws.room.database.transact((tx) => draws.disqualifications.confirm(tx, id, actor));
}

function withdraw(id: string): Promise<WithdrawOutOutcome> {
  return draws.room.database.transact((tx) => draws.disqualifications.withdraw(tx, id));
}

async function proposed(drawId: string, change: Change, actor?: Actor): Promise<string> {
  const outcome = await propose(drawId, change, actor);
  if (outcome.kind !== 'proposed') throw new Error(JSON.stringify(outcome));
  return outcome.disqualification.id;
}

/** The certificate of an issue, verified as a stranger does it. */
async function issue(drawId: string, issueNo: number): Promise<VerifiedCertificate> {
  const stored = await certificateOf(draws.room.database, drawId, issueNo);
  if (stored === null) throw new Error(`no issue ${issueNo}`);
  const { accepted: chains } = draws.room.chains;
  const verification = verifyCertificateText(stored.bytes, await draws.ledgerBytes(drawId), { chains });
  if (!verification.valid) throw new Error(verification.error);
  return verification.certificate;
}

function holderOf({ draw }: VerifiedCertificate, prize: string): number {
  return draw.winners.find((winner) => winner.prize === prize)?.number ?? -1;
}

async function logged(raffleId: string): Promise<unknown[]> {
  const rows = await draws.room.database.rows<{ data: unknown }>(
    `select data from raffle_event where raffle_id = $1 and event = 'slot.disqualified' order by id`,
    [raffleId],
  );
  return rows.map(({ data }) => data);
}

describe('A redraw by the sequence', () => {
  let draw: StoredDraw;
  let first: VerifiedCertificate;
  let out: number;
  let outcomes: readonly ConfirmOutOutcome[];

  beforeAll(async () => {
    draw = await drawnBySequence();
    first = await issue(draw.id, 1);
    out = holderOf(first, 'moto');
    const id = await proposed(draw.id, { number: out });
    outcomes = await Promise.all(Array.from({ length: 20 }, () => confirm(id)));
    await Promise.all(Array.from({ length: 20 }, () => draws.execution.execute(draw.id)));
  });

  it('gives the prize to who follows, in one next certificate, however many confirm', async () => {
    expect(outcomes.filter(({ kind }) => kind === 'confirmed')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'already')).toHaveLength(19);
    const second = await issue(draw.id, 2);
    expect(await certificateOf(draws.room.database, draw.id, 3)).toBeNull();
    const follower = holderOf(second, 'moto');
    expect(PAID.flat()).toContain(follower);
    expect([out, holderOf(first, 'casco')]).not.toContain(follower);
    expect(second.draw.replacements).toMatchObject([{ slot: 'moto/1', out, via: 'sequence', in: follower }]);
    expect((await draws.mainDraw(draw.raffleId)).state).toBe('drawn');
  });

  it('leaves the old result as it was, and stands in the public log', async () => {
    expect((await issue(draw.id, 2)).draw.slots).toEqual(first.draw.slots);
    expect(await issue(draw.id, 1)).toEqual(first);
    expect(await logged(draw.raffleId)).toEqual([
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
    const now = holderOf(await issue(draw.id, 2), 'moto');
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

  it('alerts people once', async () => {
    const alerts = await draws.room.database.rows(
      `select severity, times from alert where kind = 'redraw' and message like $1`,
      [`Draw ${draw.id}:%`],
    );
    expect(alerts).toEqual([{ severity: 'warning', times: 1 }]);
  });
});

/** When a round of the test chain exists, in ms since 1970. */
function timeOf(round: number): number {
  return (chain.genesis + (round - 1) * chain.period) * 1000;
}

describe('A redraw by a new beacon', () => {
  async function drawnByBeacon(): Promise<StoredDraw> {
    const drawAt = new Date(timeOf(30_000_000));
    const at = (ms: number) => setNow(draws.room.owner, new Date(drawAt.getTime() + ms).toISOString());
    await at(-2 * 86_400_000);
    const salesCloseAt = new Date(drawAt.getTime() - 86_400_000);
    const drawMethod: DrawMethod = { mode: 'drand', minLeadS: 600 };
    const { raffle } = await draws.sold(PAID, { drawMethod, drawAt, salesCloseAt, disputeMinutes: 0 });
    await at(-7_200_000);
    const draw = await draws.frozen(raffle.id);
    await at(60_000);
    await beacon(draw.id, 30_000_000);
    await draws.execution.execute(draw.id);
    return draws.mainDraw(raffle.id);
  }

  function beacon(drawId: string, round: number): Promise<boolean> {
    const stored = { chainHash: chain.hash, round, signature: chain.sign(round), relays: ['a', 'b'] };
    return draws.room.database.transact((tx) => insertBeacon(tx, drawId, stored));
  }

  it('is public before its value exists, waits for it, and then follows from it alone', async () => {
    const draw = await drawnByBeacon();
    const out = holderOf(await issue(draw.id, 1), 'moto');
    const confirmedNow = await confirm(
      await proposed(draw.id, { number: out, scope: 'holder', reason: 'fraud' }),
    );
    if (confirmedNow.kind !== 'confirmed') throw new Error(confirmedNow.kind);
    const { target, at } = confirmedNow.disqualification.event!;
    const decidedAt = timeOf(target!.round);
    expect(decidedAt - Date.parse(at)).toBeGreaterThanOrEqual(600_000);
    const jobs = await draws.room.owner.query(`select run_at from jobs.jobs where key like $1`, [
      `${DRAW_BEACON}:${draw.id}:%:${target!.round}`,
    ]);
    expect(jobs.rows).toEqual([{ run_at: new Date(decidedAt) }]);
    await draws.execution.execute(draw.id);
    const waiting = await issue(draw.id, 2);
    expect(waiting.draw.replacements).toMatchObject([{ out, via: 'pending' }]);
    expect(holderOf(waiting, 'moto')).toBe(-1);
    expect((await draws.mainDraw(draw.raffleId)).state).toBe('pending');
    expect((await draws.room.raffles.byId(draws.room.database, draw.raffleId))?.state).toBe('drawn');
    expect(await propose(draw.id, { prizeId: 'casco', number: holderOf(waiting, 'casco') })).toEqual({
      kind: 'undecided',
    });
    await beacon(draw.id, target!.round);
    await Promise.all(Array.from({ length: 10 }, () => draws.execution.execute(draw.id)));
    const last = await issue(draw.id, 3);
    expect(last.draw.replacements).toMatchObject([{ out, via: 'fresh', in: holderOf(last, 'moto') }]);
    expect(PAID.flat()).toContain(holderOf(last, 'moto'));
    expect(await certificateOf(draws.room.database, draw.id, 4)).toBeNull();
    expect((await draws.mainDraw(draw.raffleId)).state).toBe('drawn');
    expect(await issue(draw.id, 2)).toEqual(waiting);
  });
});

describe('A redraw of a draw by digits', () => {
  it('waits for the next lottery draw, which is entered as any other', async () => {
    const { raffle } = await draws.sold([[7], [8], [9]], { drawMethod: { ...METHOD, onMiss: waits(3) } });
    const draw = await draws.frozen(raffle.id);
    await draws.confirmed(draw.id, '00007', '00008');
    await draws.draw(raffle.id);
    await confirm(await proposed(draw.id, { number: 7, reason: 'declined' }));
    await draws.execution.execute(draw.id);
    expect((await draws.mainDraw(raffle.id)).state).toBe('pending');
    await draws.confirmed(draw.id, '00009', '00001', '2863');
    expect(await draws.draw(raffle.id)).toMatchObject({ kind: 'drawn', issueNo: 3 });
    expect(holderOf(await issue(draw.id, 3), 'moto')).toBe(9);
    expect((await draws.mainDraw(raffle.id)).state).toBe('drawn');
  });
});

describe('A disqualification', () => {
  it('is refused before the draw, of who does not hold the prize, and while another one stands', async () => {
    const { raffle } = await draws.sold([[7]]);
    const undrawn = await draws.frozen(raffle.id);
    expect(await propose(undrawn.id, { number: 7 })).toEqual({ kind: 'not_drawn', state: 'committed' });
    expect(await propose(newId(), { number: 7 })).toEqual({ kind: 'not_found' });
    const draw = await drawnBySequence();
    const held = holderOf(await issue(draw.id, 1), 'moto');
    expect(await propose(draw.id, { number: 99 })).toEqual({ kind: 'not_held', held });
    const id = await proposed(draw.id, { number: held });
    expect(await propose(draw.id, { number: held })).toMatchObject({ kind: 'one_stands' });
    expect(await withdraw(id)).toMatchObject({ kind: 'withdrawn', disqualification: { state: 'withdrawn' } });
    expect(await confirm(id)).toMatchObject({ kind: 'withdrawn' });
    expect(await logged(draw.raffleId)).toEqual([]);
    expect(await confirm(newId())).toEqual({ kind: 'not_found' });
    expect(await withdraw(newId())).toEqual({ kind: 'not_found' });
  });

  it('cannot be made twice of one number before the certificate says who follows', async () => {
    const draw = await drawnBySequence();
    const first = await issue(draw.id, 1);
    const id = await proposed(draw.id, { number: holderOf(first, 'moto') });
    await confirm(id);
    expect(await propose(draw.id, { number: holderOf(first, 'moto') })).toEqual({ kind: 'undecided' });
    expect(await withdraw(id)).toMatchObject({ kind: 'confirmed' });
    await draws.execution.execute(draw.id);
    expect(await propose(draw.id, { number: holderOf(first, 'moto') })).toMatchObject({ kind: 'not_held' });
    await confirm(await proposed(draw.id, { number: holderOf(await issue(draw.id, 2), 'moto') }));
    await draws.execution.execute(draw.id);
    expect((await issue(draw.id, 3)).draw.replacements.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('is confirmed by somebody else where there are two people, never by a key, and says how many there were', async () => {
    const draw = await drawnBySequence();
    const [ana, leo] = [await owner(), await owner()];
    const number = holderOf(await issue(draw.id, 1), 'moto');
    const id = await proposed(draw.id, { number }, ana);
    expect((await confirm(id, ana)).kind).toBe('needs_second_person');
    expect((await confirm(id, { ...leo, viaKey: true })).kind).toBe('needs_second_person');
    expect(await logged(draw.raffleId)).toEqual([]);
    expect(await confirm(id, leo)).toMatchObject({ kind: 'confirmed' });
    await draws.room.owner.query('delete from app_user');
    await draws.execution.execute(draw.id);
    const next = holderOf(await issue(draw.id, 2), 'moto');
    await confirm(await proposed(draw.id, { number: next }, ana), ana);
    expect(await disqualificationsOf(draws.room.database, draw.id)).toMatchObject([
      { twoPerson: true, proposedBy: ana.userId, confirmedBy: leo.userId },
      { twoPerson: false, proposedBy: ana.userId, confirmedBy: ana.userId },
    ]);
  });

  it('never changes or goes in the database once it is confirmed', async () => {
    const draw = await drawnBySequence();
    const id = await proposed(draw.id, { number: holderOf(await issue(draw.id, 1), 'moto') });
    const run = (sql: string): Promise<unknown> => draws.room.owner.query(sql);
    const one = `where id = '${id}'`;
    await expect(run(`update disqualification set number = 1 ${one}`)).rejects.toMatchObject({
      code: 'TL043',
    });
    await confirm(id);
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

async function owner(): Promise<Actor> {
  const userId = newId();
  await draws.room.owner.query(`insert into app_user (id, role) values ($1, 'owner')`, [userId]);
  return { userId, viaKey: false };
}
