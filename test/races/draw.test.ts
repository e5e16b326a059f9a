import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrawRoom } from '../draws/draw-room.js';

let draws: DrawRoom;
beforeAll(async () => {
  draws = await DrawRoom.open();
});
afterAll(() => draws.close());

describe('Twenty people who draw at the same time', () => {
  it('get one and the same draw', async () => {
    const { raffle } = await draws.sold([[7], [45]]);
    const draw = await draws.frozen(raffle.id);
    await draws.confirmed(draw.id, '00007', '00045');
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => draws.draw(raffle.id)));
    const kinds = outcomes.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'drawn')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'already')).toHaveLength(19);
    expect(new Set(outcomes.map((outcome) => JSON.stringify({ ...outcome, kind: '' }))).size).toBe(1);
    const counts = await draws.room.database.first(
      `select (select count(*)::int from certificate where draw_id = $1) as certificates,
         (select count(*)::int from winner where draw_id = $1) as winners,
         (select count(*)::int from raffle_event where raffle_id = $2 and event = 'draw.executed') as events,
         (select count(*)::int from signing_key) as keys`,
      [draw.id, raffle.id],
    );
    expect(counts).toEqual({ certificates: 1, winners: 2, events: 1, keys: 1 });
  });

  it('and who freeze or reconcile at the same time do it once', async () => {
    const { raffle } = await draws.sold([[7]]);
    const reconciled = await Promise.all(Array.from({ length: 9 }, () => draws.reconcile(raffle.id)));
    expect(reconciled.filter(({ kind }) => kind === 'reconciled')).toHaveLength(1);
    const frozen = await Promise.all(Array.from({ length: 9 }, () => draws.freeze(raffle.id)));
    expect(frozen.filter(({ kind }) => kind === 'frozen')).toHaveLength(1);
    expect(frozen.filter(({ kind }) => kind === 'already')).toHaveLength(8);
  });
});
