import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../simulator/index.js';
import { send, startSimulator, text } from './business.js';
import { Receiver } from './receiver.js';

const ANA = '573104445566';

let simulator: Simulator;
let receiver: Receiver;

beforeEach(async () => {
  receiver = await Receiver.start();
});

afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

async function start(options: Partial<SimulatorOptions> = {}): Promise<void> {
  simulator = await startSimulator({ webhookUrl: receiver.url, ...options });
}

describe('statuses', () => {
  const message = { ...text(ANA, 'hola'), biz_opaque_callback_data: 'o:1' };

  async function statusesOf(options: Partial<SimulatorOptions>): Promise<unknown[]> {
    await start(options);
    simulator.person({ name: 'Ana', waId: ANA, userId: 'CO.1' }).sendText('hola');
    await send(simulator, message);
    await simulator.idle();
    return receiver.statuses.map((item) => item['status']);
  }

  it('tell sent, delivered and read, with our callback data', async () => {
    expect(await statusesOf({})).toEqual(['sent', 'delivered', 'read']);
    expect(receiver.statuses[0]).toMatchObject({
      id: simulator.accepted()[0]?.wamid,
      recipient_id: ANA,
      recipient_user_id: 'CO.1',
      biz_opaque_callback_data: 'o:1',
      pricing: { type: 'regular', category: 'service' },
    });
  });

  it('are told late, backwards or not at all when asked', async () => {
    expect(await statusesOf({ statuses: { delayMs: 100, disorder: true, sent: false } })).toEqual([
      'read',
      'delivered',
    ]);
  });

  it('are told twice when asked', async () => {
    expect(await statusesOf({ statuses: { duplicates: 1, read: false } })).toEqual([
      'sent',
      'sent',
      'delivered',
      'delivered',
    ]);
  });

  it('can come before the answer of the request', async () => {
    await start({ answerTimeMs: 200, statuses: { beforeAnswer: true } });
    simulator.person({ name: 'Ana', waId: ANA }).sendText('hola');
    const sending = send(simulator, message).then(() => 'answered');
    const told = receiver.until(() => receiver.statuses.length === 3).then(() => 'told');
    expect(await Promise.race([sending, told])).toBe('told');
    await sending;
  });

  it('come although the answer was lost', async () => {
    await start();
    simulator.person({ name: 'Ana', waId: ANA }).sendText('hola');
    simulator.failNext({ lostResponse: true });
    await expect(send(simulator, message)).rejects.toThrow('fetch failed');
    await simulator.idle();
    expect(receiver.statuses.map((item) => item['status'])).toEqual(['sent', 'delivered', 'read']);
  });

  it('tell a failure that shows only after 200, and the phone shows nothing', async () => {
    await start();
    const ana = simulator.person({ name: 'Ana', waId: ANA });
    ana.sendText('hola');
    simulator.failNext({ asyncCode: 131_026 });
    expect((await send(simulator, message)).status).toBe(200);
    await simulator.idle();
    expect(receiver.statuses).toMatchObject([{ status: 'failed', errors: [{ code: 131_026 }] }]);
    expect(ana.inbox()).toHaveLength(0);
  });

  it('of a reaction end at sent', async () => {
    await start();
    simulator.person({ name: 'Ana', waId: ANA }).sendText('hola');
    await send(simulator, { to: ANA, type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '👍' } });
    await simulator.idle();
    expect(receiver.statuses.map((item) => item['status'])).toEqual(['sent']);
  });

  it('can be told one by one', async () => {
    await statusesOf({ statuses: { sent: false, delivered: false, read: false } });
    await simulator.sendStatus(simulator.accepted()[0]?.wamid ?? '', 'failed', 131_049);
    expect(receiver.statuses).toMatchObject([{ status: 'failed', errors: [{ code: 131_049 }] }]);
  });
});
