import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Room, until } from './room.js';

const DOWN = { httpStatus: 503 } as const;

describe('a Meta that does not answer', () => {
  let room: Room;

  beforeAll(async () => {
    room = await Room.open();
  });
  afterAll(() => room.close());
  beforeEach(() => room.meta.clearFaults());

  const breaker = () =>
    room.db.database.first('select breaker, unanswered > 0 as unanswered from channel where id = $1', [
      room.channelId,
    ]);
  const counted = async () => {
    const rows = await room.db.database.rows<{ state: string; n: number }>(
      `select case when tries = 0 then 'not tried' else state end as state, count(*)::int as n from outbox group by 1`,
    );
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  };
  /** Leases and sends what may go now, once. */
  const sent = async () => {
    const before = room.meta.stats().accepted;
    await room.step();
    return room.meta.stats().accepted - before;
  };

  it('costs a few messages a try, and no more while it is away; then one tries, then all go', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, () => room.contact()));
    for (const { id } of people) await room.enqueue(id, 'hola');
    room.meta.failNext({ ...DOWN, times: 1_000 });
    room.meta.failNext({ ...DOWN, times: 2, on: 'node' });
    await room.step();
    expect(await breaker()).toEqual({ breaker: 'open', unanswered: true });
    const { unknown: lost = 0, ...rest } = await counted();
    expect(lost).toBeGreaterThanOrEqual(5);
    expect(rest).toEqual({ 'not tried': 40 - lost });
    await room.later(1);
    expect(await room.step()).toBe(0);
    expect(
      await room.db.database.rows(`select kind, severity, times from alert where kind = 'meta_silent'`),
    ).toEqual([{ kind: 'meta_silent', severity: 'critical', times: 1 }]);

    for (let i = 0; i < 2; i++) {
      await room.later(61);
      await room.node.probe.probe(); // asked, and not answered
      expect(await breaker()).toMatchObject({ breaker: 'open' });
    }
    await room.later(1);
    await room.node.probe.probe(); // it is not time yet
    expect(await breaker()).toMatchObject({ breaker: 'open' });
    await room.later(61);
    await room.node.probe.probe();
    expect(await breaker()).toMatchObject({ breaker: 'half_open' });
    await room.step(); // one tries, in vain
    expect(await breaker()).toMatchObject({ breaker: 'open' });
    expect((await counted())['not tried']).toBeGreaterThanOrEqual(40 - lost - 1);

    room.meta.clearFaults();
    await room.later(61);
    await room.node.probe.probe();
    expect(await sent()).toBe(1);
    expect(await breaker()).toEqual({ breaker: 'closed', unanswered: false });
    await until('everything went', async () => {
      await room.later(30);
      await room.drain();
      return (await counted())['accepted'] === 40;
    });
    expect(people.flatMap(({ waId }) => room.arrived(waId))).toHaveLength(40);
    expect(await room.node.metrics.text()).toContain('talonario_breaker_changes_total{to="closed"} 1');
  });

  it('while one tries, nothing else goes; if its sender dies, another tries', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => room.contact()));
    for (const { id } of people) await room.enqueue(id, 'hola');
    await room.db.database.transact((tx) =>
      tx.run(`update channel set breaker = 'half_open', unanswered = 5, unanswered_since = app_now()`),
    );
    expect((await room.node.leases.take(128)).messages).toHaveLength(1); // and its sender dies
    await room.later(5);
    expect((await room.node.leases.take(128)).messages).toHaveLength(0);
    await room.later(10);
    expect(await sent()).toBe(1);
    expect(await breaker()).toEqual({ breaker: 'closed', unanswered: false });
  });

  it('but refuses, or answers now and then, is there', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => room.contact()));
    for (const [i, { id }] of people.entries()) {
      await room.enqueue(id, 'hola');
      room.meta.failNext(i % 4 === 3 ? { code: 131026 } : { ...DOWN });
      await room.drain();
    }
    expect(await breaker()).toEqual({ breaker: 'closed', unanswered: false });
  });
});

describe('a Meta that asks to be left alone', () => {
  let room: Room;

  beforeAll(async () => {
    room = await Room.open();
  });
  afterAll(() => room.close());
  beforeEach(() => room.meta.clearFaults());

  it('gets no message of the number before the time it names', async () => {
    const [one, other] = [await room.contact(), await room.contact()];
    room.meta.failNext({ code: 130429, status: 429, retryAfter: 120 });
    await room.enqueue(one.id, 'hola');
    await room.drain();
    await room.enqueue(other.id, 'hola');
    await room.later(100);
    expect(await room.step()).toBe(0);
    expect([...room.arrived(one.waId), ...room.arrived(other.waId)]).toEqual([]);
    await room.later(30);
    await room.drain();
    expect([room.arrived(one.waId), room.arrived(other.waId)]).toEqual([['hola'], ['hola']]);
  });

  it('is asked nothing more about an account whose calls are used up', async () => {
    const channel = (await room.node.channels.byId(room.channelId))!;
    const ask = () =>
      room.node.graph.node(channel, channel.phoneNumberId, ['id'], AbortSignal.timeout(5_000));
    room.meta.configure({ usage: { business: 100, regainMinutes: 3 } });
    await expect(ask()).rejects.toMatchObject({ code: 80_007 });
    await expect(ask()).rejects.toMatchObject({ code: 80_007 });
    expect(room.meta.stats().refused).toMatchObject({ 80007: 1 });
  });
});
