import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Room, text, TOKEN, NUMBER, until } from './room.js';

describe('a send that does not simply succeed', () => {
  let room: Room;

  beforeAll(async () => {
    room = await Room.open();
  });
  afterAll(() => room.close());
  beforeEach(async () => {
    room.meta.clearFaults();
    await room.later(120); // holds of the test before are over
  });

  const report = (...told: Parameters<Room['told']>) => room.told(...told);

  it.each([
    [4, 'call_limit', 90],
    [80007, 'call_limit', 90],
    [130429, 'throughput', 3],
    [131056, 'pair_rate', 5],
  ])('code %i: not taken, is sent again after its back-off, in order', async (code, reason, seconds) => {
    const { id, waId } = await room.contact();
    room.meta.failNext(code);
    await room.enqueue(id, 'uno', 'dos');
    await room.drain();
    expect(await room.states(id)).toEqual([`pending ${reason}`, 'pending']);
    await room.later(seconds);
    await room.drain();
    expect(await room.states(id)).toEqual(['accepted', 'accepted']);
    expect(room.arrived(waId)).toEqual(['uno', 'dos']);
  });

  it.each([1, 2, 131000, 131016, 133004])(
    'code %i: perhaps taken, waits for a status, is sent again, and is parked for a person after the third time',
    async (code) => {
      const { id, waId } = await room.contact();
      room.meta.failNext({ code, times: 3 });
      await room.enqueue(id, 'uno', 'dos');
      await room.drain();
      expect((await room.rows(id)).map(({ state }) => state)).toEqual(['unknown', 'pending']);
      await room.later(26);
      await room.drain();
      expect((await room.rows(id)).map(({ state, tries }) => [state, tries])).toEqual([
        ['unknown', 2],
        ['pending', 0],
      ]);
      await room.later(26);
      await room.drain();
      expect((await room.rows(id)).map(({ state }) => state)).toEqual(['parked', 'accepted']);
      expect(room.arrived(waId)).toEqual(['dos']);
    },
  );

  it.each([
    ['a 502 of something in between', { httpStatus: 502 } as const],
    ['a cut connection', { lostRequest: true } as const],
  ])('%s: unknown for a minute, then sent once more', async (_name, trouble) => {
    const { id, waId } = await room.contact();
    room.meta.failNext(trouble);
    await room.enqueue(id, 'uno', 'dos');
    await room.drain();
    expect(await room.states(id)).toEqual(['unknown no_answer', 'pending']);
    await room.later(58);
    await room.drain();
    expect(await room.states(id)).toEqual(['unknown no_answer', 'pending']);
    await room.later(3);
    await room.drain();
    expect(await room.states(id)).toEqual(['accepted', 'accepted']);
    expect(room.arrived(waId)).toEqual(['uno', 'dos']);
  });

  it('an answer that got lost on its way: a status with our id settles it, and nothing is sent twice', async () => {
    const { id, waId } = await room.contact();
    room.meta.failNext({ lostResponse: true });
    await room.enqueue(id, 'uno', 'dos');
    await room.drain();
    const [first] = await room.rows(id);
    expect(first!.state).toBe('unknown');
    const { wamid } = room.meta.accepted().at(-1)!;
    await report(first!.id, 'sent', { wamid });
    await room.drain();
    expect(await room.states(id)).toEqual(['sent', 'accepted']);
    expect((await room.rows(id))[0]!.wamid).toBe(wamid);
    await room.later(120);
    await room.drain();
    expect(room.arrived(waId)).toEqual(['uno', 'dos']);
  });

  it('an unknown outcome of what must not go out twice is for a person, and the chat goes on', async () => {
    const { id, waId } = await room.contact();
    room.meta.failNext({ lostResponse: true });
    await room.enqueue(id, { content: text('oferta'), harmlessTwice: false }, 'dos');
    await room.drain();
    await room.later(61);
    await room.drain();
    expect(await room.states(id)).toEqual(['parked outcome_unknown', 'accepted']);
    expect(room.arrived(waId)).toEqual(['oferta', 'dos']);
  });

  it('two lost answers in a row are enough: the third time is for a person', async () => {
    const { id, waId } = await room.contact();
    room.meta.failNext({ lostResponse: true, times: 2 });
    await room.enqueue(id, 'uno');
    await room.drain();
    await room.later(61);
    await room.drain();
    await room.later(61);
    await room.drain();
    expect(await room.states(id)).toEqual(['parked outcome_unknown']);
    expect(room.arrived(waId)).toEqual(['uno', 'uno']);
    const { wamid, message } = room.meta.accepted().at(-1)!;
    await report(message.callbackData!, 'delivered', { wamid });
    expect(await room.states(id)).toEqual(['delivered']);
  });

  it('a sender that dies between lease and record leaves an unknown outcome, which a status settles', async () => {
    const { id, waId } = await room.contact();
    await room.enqueue(id, 'uno', 'dos');
    expect(await room.sendAndDie()).toBe(1);
    await room.later(21);
    await room.drain();
    expect(await room.states(id)).toEqual(['leased', 'pending']);
    await room.node.sweep.sweep();
    expect(await room.states(id)).toEqual(['unknown lease_ran_out', 'pending']);
    await report((await room.rows(id))[0]!.id, 'delivered');
    await room.drain();
    expect(await room.states(id)).toEqual(['delivered', 'accepted']);
    expect(room.arrived(waId)).toEqual(['uno', 'dos']);
  });

  it('a sender that dies before sending has its message sent by another after lease and waiting time', async () => {
    const { id, waId } = await room.contact();
    await room.enqueue(id, 'uno', 'dos');
    expect((await room.node.leases.take(10)).messages).toHaveLength(1);
    await room.later(21);
    await room.node.sweep.sweep();
    await room.later(61);
    await room.drain();
    expect(await room.states(id)).toEqual(['accepted', 'accepted']);
    expect(room.arrived(waId)).toEqual(['uno', 'dos']);
  });

  it('the answer of a stalled sender, long after its lease, still tells what happened', async () => {
    const { id, waId } = await room.contact();
    await room.enqueue(id, 'uno');
    const [message] = (await room.node.leases.take(10)).messages;
    await room.later(21);
    await room.node.sweep.sweep();
    await room.node.recorder.add(message!, { kind: 'refused', code: 131047, httpStatus: 400 });
    expect(await room.states(id)).toEqual(['unknown lease_ran_out']);
    await room.node.recorder.add(message!, { kind: 'accepted', wamid: 'wamid.late', note: null });
    expect(await room.states(id)).toEqual(['accepted']);
    await room.later(61);
    await room.drain();
    expect(room.arrived(waId)).toEqual([]);
  });

  it('a sender that was stalled after leasing lets its messages go unsent, and they go out afterwards', async () => {
    const node = room.addNode();
    const { id, waId } = await room.contact();
    await room.enqueue(id, 'uno');
    const now = performance.now.bind(performance);
    const take = node.leases.take.bind(node.leases);
    let stalled = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now() + stalled);
    vi.spyOn(node.leases, 'take').mockImplementationOnce(async (limit) => {
      const taken = await take(limit);
      stalled = 7_000;
      return taken;
    });
    node.worker.onApplicationBootstrap();
    await until('the lease is given back', async () => (await room.states(id))[0] === 'pending given_back');
    expect(room.arrived(waId)).toEqual([]);
    await room.later(5);
    await until('it is sent', async () => (await room.states(id))[0] === 'accepted');
    await node.worker.beforeApplicationShutdown();
    vi.restoreAllMocks();
    expect((await room.rows(id))[0]).toMatchObject({ tries: 1 });
    expect(room.arrived(waId)).toEqual(['uno']);
  });

  it('a status that is faster than the answer frees the chat, and the answer adds only the id', async () => {
    const { id, waId } = await room.contact();
    await room.enqueue(id, 'uno', 'dos');
    const [message] = (await room.node.leases.take(10)).messages;
    await report(message!.id, 'delivered');
    await room.drain();
    expect(await room.states(id)).toEqual(['delivered', 'accepted']);
    await room.node.recorder.add(message!, { kind: 'accepted', wamid: 'wamid.slow', note: null });
    expect((await room.rows(id))[0]).toMatchObject({ state: 'delivered', wamid: 'wamid.slow' });
    expect(room.arrived(waId)).toEqual(['dos']);
  });

  it('a dead token stops the number, loses nothing, and a new token lets it go on', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => room.contact()));
    room.meta.failNext({ code: 190, times: 5 });
    for (const { id } of people) await room.enqueue(id, 'hola');
    await room.drain();
    for (const { id } of people)
      expect((await room.rows(id))[0]).toMatchObject({ state: 'pending', tries: 0 });
    const stops = () =>
      room.db.database.rows('select cause from channel_stop where channel_id = $1', [room.channelId]);
    expect(await stops()).toEqual([{ cause: 'token_invalid' }]);
    await room.later(3_600);
    await room.drain();
    expect(people.flatMap(({ waId }) => room.arrived(waId))).toEqual([]);
    const renew = (accessToken: string) =>
      room.db.database.transact((tx) =>
        room.node.channels.register(tx, {
          phoneNumberId: NUMBER,
          wabaId: '1',
          accessToken,
          appSecrets: ['newer-secret'],
        }),
      );
    await renew(TOKEN);
    expect(await stops()).toHaveLength(1);
    await renew(`${TOKEN}2`);
    expect(await stops()).toEqual([]);
    await renew(TOKEN);
    await room.drain();
    for (const { id, waId } of people) {
      expect(await room.states(id)).toEqual(['accepted']);
      expect(room.arrived(waId)).toEqual(['hola']);
    }
  });

  it.each([131042, 368, 131031])('code %i stops the number until somebody resumes it', async (code) => {
    const { id, waId } = await room.contact();
    room.meta.failNext(code);
    await room.enqueue(id, 'hola', 'sigue');
    await room.drain();
    expect((await room.rows(id)).map(({ state }) => state)).toEqual(['pending', 'pending']);
    await room.db.database.transact((tx) => room.node.channels.resume(tx, room.channelId));
    await room.drain();
    expect(room.arrived(waId)).toEqual(['hola', 'sigue']);
  });

  it('code 131047: parked for a template, the chat goes on', async () => {
    const { id } = await room.contact();
    room.meta.failNext(131047);
    await room.enqueue(id, 'uno', 'dos');
    await room.drain();
    expect(await room.states(id)).toEqual(['parked needs_template', 'accepted']);
  });

  it('a refusal for good is told to the conversation only where the buyer must have the message', async () => {
    const { id } = await room.contact();
    room.meta.failNext({ code: 131026, times: 2 });
    const [, ticket] = await room.enqueue(id, 'menú', {
      content: text('boleto'),
      mustArrive: true,
      purpose: 'ticket',
    });
    await room.drain();
    expect(await room.states(id)).toEqual(['failed unreachable', 'failed unreachable']);
    expect(await room.news(id)).toEqual([
      { type: 'message_failed', outboxId: ticket, purpose: 'ticket', errorCode: 131026 },
    ]);
  });

  it('a failure Meta tells later does the same, and can stop the number', async () => {
    const { id } = await room.contact();
    const [ticket] = await room.enqueue(id, { content: text('boleto'), mustArrive: true, purpose: 'ticket' });
    await room.drain();
    await report(ticket!, 'failed', { code: 131042 });
    await report(ticket!, 'failed', { code: 131042 });
    expect(await room.states(id)).toEqual(['pending payment_method']);
    expect(await room.news(id)).toEqual([]);
    const stops = 'select cause from channel_stop where channel_id = $1';
    expect(await room.db.database.rows(stops, [room.channelId])).toEqual([{ cause: 'payment_method' }]);
    await room.db.database.transact((tx) => room.node.channels.resume(tx, room.channelId));
    await room.drain();
    expect(await room.states(id)).toEqual(['accepted']);
    await report(ticket!, 'failed', { code: 131026 });
    expect(await room.states(id)).toEqual(['failed unreachable']);
    expect(await room.news(id)).toHaveLength(1);
  });

  it('what is still told of a try that failed says nothing of the next, unless that it arrived', async () => {
    const { id } = await room.contact();
    const [ticket] = await room.enqueue(id, 'boleto');
    await room.drain();
    const { wamid } = room.meta.accepted().at(-1)!;
    await report(ticket!, 'failed', { wamid, code: 131016 });
    await report(ticket!, 'sent', { wamid });
    expect((await room.states(id))[0]).toBe('pending unavailable');
    await report(ticket!, 'delivered', { wamid });
    await room.later(60);
    await room.drain();
    expect(await room.states(id)).toEqual(['delivered']);
    expect(room.meta.accepted().at(-1)!.wamid).toBe(wamid);
  });

  it('a person who stopped marketing at Meta is opted out here', async () => {
    const { id } = await room.contact();
    room.meta.failNext(131050);
    await room.enqueue(id, 'oferta');
    await room.drain();
    expect(await room.states(id)).toEqual(['failed opted_out']);
    expect(await room.db.database.first('select opt_out from contact where id = $1', [id])).toEqual({
      opt_out: 'marketing',
    });
  });

  it('a Meta that cannot be reached costs no tries', async () => {
    const { id } = await room.contact();
    await room.enqueue(id, 'hola');
    const [message] = (await room.node.leases.take(10)).messages;
    await room.node.recorder.add(message!, { kind: 'not_sent' });
    expect((await room.rows(id))[0]).toMatchObject({ state: 'pending', reason: 'no_connection', tries: 0 });
    await room.later(5);
    await room.drain();
    expect(await room.states(id)).toEqual(['accepted']);
  });
});
