import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Room, text, until } from './room.js';

describe('the sender', () => {
  let room: Room;

  beforeAll(async () => {
    room = await Room.open();
  });
  afterAll(() => room.close());
  beforeEach(() => room.meta.clearFaults());

  it('keeps the order of every chat while two nodes send and answers take differently long', async () => {
    const other = room.addNode();
    for (const node of [room.node, other]) node.worker.onApplicationBootstrap();
    room.meta.configure({ answerTimeMs: 5 });
    for (let i = 0; i < 40; i++) room.meta.failNext({ delayMs: 20 + (i % 5) * 15 });
    const people = await Promise.all(Array.from({ length: 12 }, () => room.contact()));
    const words = Array.from({ length: 8 }, (_, i) => `${i}`);
    await Promise.all(people.map(({ id }) => room.enqueue(id, ...words.slice(0, 5))));
    await Promise.all(people.map(({ id }) => room.enqueue(id, ...words.slice(5))));
    await until('everything arrived', () =>
      people.every(({ waId }) => room.arrived(waId).length >= words.length),
    );
    for (const { waId } of people) expect(room.arrived(waId)).toEqual(words);
    await until('everything is recorded', async () => {
      const states = await Promise.all(people.map(({ id }) => room.states(id)));
      return states.flat().every((state) => state === 'accepted');
    });
    for (const node of [room.node, other]) await node.worker.beforeApplicationShutdown();
  });

  it('addresses a phone number with its plus sign and a person without one by the business-scoped id', async () => {
    const { id, waId } = await room.contact();
    await room.enqueue(id, 'hola');
    await room.drain();
    const sent = room.meta.accepted().at(-1)!.message;
    expect(sent.body).toMatchObject({
      to: `+${waId}`,
      biz_opaque_callback_data: (await room.rows(id))[0]!.id,
    });
    const userId = 'CO.20413377918265540127';
    const [hidden] = await room.db.database.transact((tx) =>
      room.node.contacts.resolve(tx, '01900000-0000-7000-8000-000000000001', [{ userId }]),
    );
    await room.openWindow(hidden!);
    room.meta.person({ name: 'Ana', userId });
    await room.enqueue(hidden!, 'hola');
    await room.drain();
    expect(room.meta.accepted().at(-1)!.message.body).toMatchObject({ recipient: userId });
    expect(await room.node.contacts.identityOf(room.db.database, hidden!)).toBe(userId);
    expect(await room.node.contacts.identityOf(room.db.database, id)).toBe(`+${waId}`);
  });

  it('sends every kind of message in a shape Meta accepts', async () => {
    const { id } = await room.contact();
    const frame = { header: 'Rifa', footer: 'Responde AYUDA' };
    await room.enqueue(
      id,
      { content: { kind: 'text', body: 'https://example.com', previewUrl: true } },
      {
        content: {
          kind: 'buttons',
          body: 'Elige',
          buttons: [
            { id: 'a', title: 'Sí' },
            { id: 'b', title: 'No' },
          ],
          ...frame,
        },
      },
      {
        content: {
          kind: 'list',
          body: 'Elige',
          button: 'Ver',
          sections: [
            { title: 'Rifas', rows: [{ id: '1', title: 'Moto', description: 'Sábado' }] },
            { title: 'Más', rows: [{ id: '2', title: 'Ayuda' }] },
          ],
          ...frame,
        },
      },
      { content: { kind: 'link', body: 'Comprobante', label: 'Abrir', url: 'https://example.com/t/x' } },
      { content: { kind: 'template', name: 'pago_confirmado', language: 'es', parameters: ['Ana', '007'] } },
    );
    await room.drain();
    expect(await room.states(id)).toEqual(Array.from({ length: 5 }, () => 'accepted'));
  });

  it('parks a free-form message outside the 24-hour window and goes on with the next', async () => {
    const { id, waId } = await room.contact();
    await room.db.database.transact((tx) =>
      tx.run(
        `update conversation set window_ends_at = app_now() - interval '1 second' where contact_id = $1`,
        [id],
      ),
    );
    const template = { kind: 'template', name: 'aviso', language: 'es', parameters: [] } as const;
    await room.enqueue(id, 'demasiado tarde', { content: template });
    await room.drain();
    expect(await room.states(id)).toEqual(['parked needs_template', 'accepted']);
    expect(room.arrived(waId)).toHaveLength(1);
    expect(await room.node.metrics.text()).toContain(
      'talonario_messages_parked_total{reason="needs_template"} 1',
    );
  });

  it('drops what came too late or is no longer true, visibly, and sends the rest', async () => {
    const { id, waId } = await room.contact();
    await room.enqueue(
      id,
      { notAfter: new Date(Date.now() - 1_000) },
      {
        condition: { kind: 'order_state', orderId: '01900000-0000-7000-8000-00000000dead', states: ['held'] },
      },
      { content: { kind: 'text', body: 'x'.repeat(4_097) } },
      'sigue',
    );
    await room.drain();
    expect(await room.states(id)).toEqual([
      'dropped too_late',
      'dropped no_longer_true',
      'parked over_limits',
      'accepted',
    ]);
    expect(room.arrived(waId)).toEqual(['sigue']);
  });

  it('leaves a person who opted out of everything alone, except for answers and what must arrive', async () => {
    const { id, waId } = await room.contact();
    await room.db.database.transact((tx) => room.node.contacts.setOptOut(tx, id, 'all'));
    await room.enqueue(
      id,
      'recordatorio',
      { content: text('respuesta'), inboxId: '1' },
      { content: text('boleto'), mustArrive: true },
    );
    await room.drain();
    expect(await room.states(id)).toEqual(['dropped opted_out', 'accepted', 'accepted']);
    expect(room.arrived(waId)).toEqual(['respuesta', 'boleto']);
  });

  it('turns several prompts that waited too long into one apology, and keeps what must arrive', async () => {
    const { id, waId } = await room.contact();
    await room.enqueue(id, 'uno', { content: text('boleto'), mustArrive: true }, 'dos', 'tres');
    await room.later(31 * 60);
    await room.drain();
    expect(await room.states(id)).toEqual([
      'dropped overdue',
      'accepted',
      'dropped overdue',
      'dropped overdue',
    ]);
    expect(room.arrived(waId)).toEqual(['boleto']);
    expect(await room.news(id)).toEqual([{ type: 'prompts_overdue', channelId: room.channelId }]);
    await room.enqueue(id, 'solo uno');
    await room.later(31 * 60);
    await room.drain();
    expect((await room.states(id)).at(-1)).toBe('accepted');
  });

  it('slows one chat down before Meta’s pair rate does, and no other', async () => {
    const { id, waId } = await room.contact();
    const other = await room.contact();
    await room.db.database.transact((tx) =>
      tx.run(`insert into chat_pace values ($1, $2, app_now() + interval '239 seconds')`, [
        id,
        room.channelId,
      ]),
    );
    await room.enqueue(id, 'una', 'dos', 'tres');
    await room.enqueue(other.id, 'hola');
    await room.drain();
    expect(room.arrived(waId)).toEqual(['una']);
    expect(room.arrived(other.waId)).toEqual(['hola']);
    await room.later(12);
    await room.drain();
    expect(room.arrived(waId)).toEqual(['una', 'dos', 'tres']);
  });

  it('keeps a number within its rate, however much waits, and serves other numbers meanwhile', async () => {
    const slow = '106540352242999';
    room.meta.addNumber({
      phoneNumberId: slow,
      limits: { serviceWindow: false, pairRate: false, throughput: null },
    });
    const channelId = await room.db.database.transact((tx) =>
      room.node.channels.register(tx, {
        phoneNumberId: slow,
        wabaId: '417203985561204',
        accessToken: 'EAAGtesttoken',
        appSecrets: ['newer-secret'],
        messagesPerSecond: 20,
      }),
    );
    const people = await Promise.all(Array.from({ length: 60 }, () => room.contact()));
    for (const { id } of people) {
      await room.openWindow(id, channelId);
      await room.enqueue(id, { channelId, content: text('por el lento') });
    }
    const quick = await room.contact();
    const node = room.addNode();
    node.worker.onApplicationBootstrap();
    const begun = room.meta.accepted().at(-1)?.seq ?? 0;
    await room.enqueue(quick.id, 'por el otro');
    const slowSends = () =>
      room.meta.accepted(begun).filter(({ phone }) => phone.number.phoneNumberId === slow);
    await until('the slow number is done', () => slowSends().length === people.length);
    await node.worker.beforeApplicationShutdown();
    const times = slowSends().map(({ at }) => at);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(2_700); // 60 messages, 20 a second at most
    for (const from of times)
      expect(times.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(26);
    expect(room.meta.accepted(begun).findIndex(({ phone }) => phone.person.waId === quick.waId)).toBeLessThan(
      20,
    );
  });
});
