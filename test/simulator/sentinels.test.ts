import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../simulator/index.js';
import { send, startSimulator, text, TOKEN, NUMBER } from './business.js';
import { Receiver } from './receiver.js';

let simulator: Simulator;
let receiver: Receiver;

beforeEach(async () => {
  receiver = await Receiver.start();
  simulator = await startSimulator({ webhookUrl: receiver.url });
});

afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

/** Sends to a sentinel that wrote before, so that its window is open. */
function sendTo(waId: string): ReturnType<typeof send> {
  simulator.person({ name: 'Centinela', waId }).sendText('hola');
  return send(simulator, text(`+${waId}`, 'buenas'));
}

const told = (): unknown[] => receiver.statuses.map((item) => item['status']);

const shown = (waId: string): number => simulator.person({ name: 'Centinela', waId }).inbox().length;

describe('a message to a sentinel', () => {
  it.each([
    ['99900131026', 400, 131_026],
    ['99900190', 401, 190],
    ['999001', 400, 1],
    ['99900131016', 500, 131_016],
    ['999002388040', 400, 2_388_040],
  ])('%s is refused with its code', async (waId, status, code) => {
    expect(await sendTo(waId)).toMatchObject({ status, body: { error: { code } } });
    expect(shown(waId)).toBe(0);
  });

  it('fails later with its code', async () => {
    expect(await sendTo('99901131049')).toMatchObject({ status: 200 });
    await simulator.idle();
    expect(receiver.statuses).toMatchObject([{ status: 'failed', errors: [{ code: 131_049 }] }]);
    expect(shown('99901131049')).toBe(0);
  });

  it('fails the same way when addressed by user id', async () => {
    simulator.person({ name: 'Centinela', userId: 'CO.99900131062', username: 'c' }).sendText('hola');
    const answer = await send(simulator, { recipient: 'CO.99900131062', type: 'text', text: { body: 'a' } });
    expect(answer).toMatchObject({ body: { error: { code: 131_062 } } });
  });

  it('gets a bare HTTP status, a lost answer, a lost request', async () => {
    expect(await sendTo('99902503')).toEqual({ status: 503, body: {} });
    await expect(sendTo('999030')).rejects.toThrow('fetch failed');
    await expect(sendTo('999040')).rejects.toThrow('fetch failed');
    expect(['999030', '999040'].map(shown)).toEqual([1, 0]);
  });

  it('is throttled with 429 and Retry-After', async () => {
    const response = await fetch(`${simulator.url}/v23.0/${NUMBER}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', ...text('+99912130429', 'a') }),
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2']);
    expect(await response.json()).toMatchObject({ error: { code: 130_429 } });
  });

  it('is told of backwards, repeated, never, or as delivered after it failed', async () => {
    const stories: unknown[] = [];
    for (const waId of ['999070', '999081', '999110', '99910131000']) {
      receiver.deliveries.length = 0;
      await sendTo(waId);
      await simulator.idle();
      stories.push(told());
    }
    expect(stories).toEqual([
      ['read', 'delivered', 'sent'],
      ['sent', 'sent', 'delivered', 'delivered', 'read', 'read'],
      [],
      ['failed', 'delivered'],
    ]);
  });

  it('is told of late', async () => {
    simulator.configure({ statuses: { read: false, delivered: false } });
    const before = performance.now();
    await sendTo('999091');
    await simulator.idle();
    expect([told(), performance.now() - before > 990]).toEqual([['sent'], true]);
  });

  it('is held for quality assessment, then shown or dropped', async () => {
    const template = { type: 'template', template: { name: 'aviso', language: { code: 'es' } } };
    const released = await send(simulator, { to: '+999050', ...template });
    const dropped = await send(simulator, { to: '+999060', ...template });
    await simulator.idle();
    const held = [{ id: expect.any(String), message_status: 'held_for_quality_assessment' }];
    expect([released.body['messages'], dropped.body['messages']]).toEqual([held, held]);
    expect(['999050', '999060'].map(shown)).toEqual([1, 0]);
    expect(receiver.statuses.filter((item) => item['status'] === 'failed')).toMatchObject([
      { recipient_id: '999060', errors: [{ code: 132_015 }] },
    ]);
  });
});
