import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../src/kernel/index.js';
import { keepSource, type Actor, type StoredDraw } from '../../src/raffle/index.js';
import { DrawRoom, METHOD, waits } from './draw-room.js';

let draws: DrawRoom;
beforeAll(async () => {
  draws = await DrawRoom.open();
});
afterAll(() => draws.close());
beforeEach(() => draws.room.owner.query('delete from app_user'));

async function waitingDraw(): Promise<StoredDraw & { raffle: string }> {
  const { raffle } = await draws.sold([[7]], { drawMethod: { ...METHOD, onMiss: waits(3) } });
  return { ...(await draws.frozen(raffle.id)), raffle: raffle.id };
}

async function addOwner(): Promise<Actor> {
  const userId = newId();
  await draws.room.owner.query(`insert into app_user (id, role) values ($1, 'owner')`, [userId]);
  return { userId, viaKey: false };
}

function confirm(id: string, actor: Actor): Promise<{ kind: string }> {
  return draws.room.database.transact((tx) => draws.results.confirm(tx, id, actor));
}

async function entered(drawId: string, actor: Actor): Promise<string> {
  const outcome = await draws.enter(await draws.result(drawId, '00001', '00002'), actor);
  if (outcome.kind !== 'entered') throw new Error(JSON.stringify(outcome));
  return outcome.result.id;
}

describe('An official result', () => {
  it('is not taken before the list is frozen', async () => {
    const raffle = await draws.raffle();
    const draw = await draws.mainDraw(raffle.id);
    expect(await draws.enter(await draws.result(draw.id, '00001', '00002'))).toEqual({
      kind: 'not_waiting',
      state: 'announced',
    });
  });

  it('is not taken for a draw that does not exist', async () => {
    expect(await draws.enter(await draws.result(newId(), '00001', '00002'))).toEqual({ kind: 'not_found' });
  });

  it('is refused with the reason if it is not the one the rules name', async () => {
    const draw = await waitingDraw();
    const right = await draws.result(draw.id, '00001', '00002');
    const reason = async (change: object): Promise<unknown> => await draws.enter({ ...right, ...change });
    const refused = { kind: 'refused', reason: expect.any(String) };
    expect(await reason({ lotteryDrawId: '2863' })).toEqual(refused);
    expect(await reason({ drawnAt: draw.closedAt })).toEqual(refused);
    expect(await reason({ drawnAt: new Date(right.drawnAt.getTime() + 60_000) })).toEqual(refused);
    expect(await reason({ results: { mayor: '1', segundo: '00002' } })).toEqual(refused);
    expect(await reason({ results: { ...right.results, number: '07' } })).toEqual(refused);
    expect(await reason({})).toMatchObject({ kind: 'entered', result: { position: 0, state: 'entered' } });
  });

  it('stands alone until it is withdrawn or drawn', async () => {
    const draw = await waitingDraw();
    const first = await entered(draw.id, draws.actor);
    const again = await draws.enter(await draws.result(draw.id, '00003', '00004'));
    expect(again).toMatchObject({ kind: 'one_stands', result: { id: first } });
    const withdrawn = await draws.room.database.transact((tx) => draws.results.withdraw(tx, first));
    expect(withdrawn).toMatchObject({ kind: 'withdrawn', result: { id: first, state: 'withdrawn' } });
    expect((await confirm(first, draws.actor)).kind).toBe('withdrawn');
    await draws.confirmed(draw.id, '00003', '00004');
    const next = () => draws.result(draw.id, '00003', '00004', '2863');
    expect((await draws.enter(await next())).kind).toBe('one_stands');
    await draws.draw(draw.raffle);
    expect(await draws.enter(await next())).toMatchObject({ kind: 'entered', result: { position: 1 } });
  });

  it('cannot be taken back once confirmed', async () => {
    const draw = await waitingDraw();
    const id = await draws.confirmed(draw.id, '00003', '00004');
    expect((await confirm(id, draws.actor)).kind).toBe('already');
    const outcome = await draws.room.database.transact((tx) => draws.results.withdraw(tx, id));
    expect(outcome.kind).toBe('confirmed');
  });

  it('is entered by one of twenty who try at the same time', async () => {
    const draw = await waitingDraw();
    const input = await draws.result(draw.id, '00001', '00002');
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => draws.enter(input)));
    expect(outcomes.filter(({ kind }) => kind === 'entered')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'one_stands')).toHaveLength(19);
  });

  it('is logged, digits and all, when it is confirmed', async () => {
    const draw = await waitingDraw();
    await draws.confirmed(draw.id, '59807', '00045');
    const rows = await draws.room.database.rows<{ data: object }>(
      `select data from raffle_event where raffle_id = $1 and event = 'entropy.received'`,
      [draw.raffle],
    );
    expect(rows).toEqual([
      {
        data: {
          source: 'LN',
          draw_id: '2862',
          drawn_at: expect.stringMatching(/Z$/),
          results: { mayor: '59807', segundo: '00045' },
          source_url: 'https://loteria.example.mx/2862',
        },
      },
    ]);
  });
});

describe('Where a result was read', () => {
  const FILE = { mediaType: 'image/png', bytes: Buffer.from('89504e470d0a1a0a', 'hex') };
  const keep = (id: string): Promise<void> =>
    draws.room.database.transact((tx) => keepSource(tx, draws.blobs, id, { url: null, file: FILE }));

  it('is kept for good, and in the log by its fingerprint', async () => {
    const draw = await waitingDraw();
    const id = await draws.confirmed(draw.id, '59807', '00045', '2862', { url: null, file: FILE });
    const sha256 = createHash('sha256').update(FILE.bytes).digest('hex');
    const row = await draws.room.database.first<{ sha: string }>(
      `select data->>'source_sha256' as sha from raffle_event where raffle_id = $1 and event = 'entropy.received'`,
      [draw.raffle],
    );
    expect(row).toEqual({ sha: sha256 });
    const change = `update result_source set url = 'https://a.mx/' where result_id = '${id}'`;
    const statements = [
      change,
      `delete from result_source where result_id = '${id}'`,
      'truncate result_source',
    ];
    for (const statement of statements)
      await expect(draws.room.owner.query(statement)).rejects.toMatchObject({ code: 'TL000' });
  });

  it('is given before the result is confirmed, or never', async () => {
    const draw = await waitingDraw();
    const id = await entered(draw.id, draws.actor);
    await confirm(id, draws.actor);
    await expect(keep(id)).rejects.toMatchObject({ code: 'TL042' });
  });
});

describe('The two-person rule', () => {
  it('is off while one person may draw, and the result says so', async () => {
    const only = await addOwner();
    const draw = await waitingDraw();
    const id = await entered(draw.id, { ...only, viaKey: true });
    expect(await confirm(id, { ...only, viaKey: true })).toMatchObject({
      kind: 'confirmed',
      result: { twoPerson: false, enteredBy: only.userId, confirmedBy: only.userId },
    });
  });

  it('asks for another person, and never takes a key for one', async () => {
    const [ana, leo] = [await addOwner(), await addOwner()];
    const draw = await waitingDraw();
    const id = await entered(draw.id, ana);
    expect((await confirm(id, ana)).kind).toBe('needs_second_person');
    expect((await confirm(id, { ...leo, viaKey: true })).kind).toBe('needs_second_person');
    expect(await confirm(id, leo)).toMatchObject({
      kind: 'confirmed',
      result: { twoPerson: true, enteredBy: ana.userId, confirmedBy: leo.userId },
    });
  });

  it('counts neither a disabled owner nor people who may not draw', async () => {
    const only = await addOwner();
    await draws.room.owner.query(
      `insert into app_user (id, role, disabled_at) values ($1, 'owner', now()), ($2, 'cashier', null)`,
      [newId(), newId()],
    );
    const draw = await waitingDraw();
    expect((await confirm(await entered(draw.id, only), only)).kind).toBe('confirmed');
  });
});
