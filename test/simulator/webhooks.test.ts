import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signatureHeaders, type Simulator, type SimulatorOptions } from '../../simulator/index.js';
import { NUMBER, startSimulator } from './business.js';
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

const bodies = (): unknown[] =>
  receiver.messages.map((message) => (message['text'] as { body: string }).body);

describe('a message of a person', () => {
  it('arrives signed over the escaped bytes', async () => {
    await start();
    const ana = simulator.person({ name: 'Ana Peñaranda', waId: ANA, userId: 'CO.1' });
    const { wamid, acknowledged } = ana.sendText('¿Hay números? 🎟 a/b');
    expect(await acknowledged).toBe(true);
    const [{ raw, headers, value } = { raw: '', headers: {}, value: {} }] = receiver.deliveries;
    expect(raw).toContain(String.raw`\u00bfHay n\u00fameros? \ud83c\udf9f a\/b`);
    expect(headers['x-hub-signature-256']).toBe(
      signatureHeaders('test_app_secret', raw)['X-Hub-Signature-256'],
    );
    expect(value).toEqual({
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '573001112233', phone_number_id: NUMBER },
      contacts: [{ profile: { name: 'Ana Peñaranda' }, wa_id: ANA, user_id: 'CO.1' }],
      messages: [
        {
          from: ANA,
          from_user_id: 'CO.1',
          id: wamid,
          timestamp: expect.stringMatching(/^\d{10}$/),
          type: 'text',
          text: { body: '¿Hay números? 🎟 a/b' },
        },
      ],
    });
  });

  it('of somebody with a username names no phone number', async () => {
    await start();
    const caro = simulator.person({ name: 'Caro 🌸', userId: 'CO.9', username: 'caro.rifas' });
    await caro.sendText('hola').acknowledged;
    const { contacts, messages } = receiver.deliveries[0]?.value ?? {};
    expect(contacts).toEqual([{ profile: { name: 'Caro 🌸', username: 'caro.rifas' }, user_id: 'CO.9' }]);
    expect(Object.keys(messages?.[0] ?? {})).toEqual(['from_user_id', 'id', 'timestamp', 'type', 'text']);
  });

  it('is repeated until it is answered with 200, the same bytes each time', async () => {
    await start({ webhooks: { retryScale: 0.001 } });
    receiver.answers.push(500, 503, 204);
    const ana = simulator.person({ name: 'Ana', waId: ANA });
    expect(await ana.sendText('hola').acknowledged).toBe(true);
    expect(new Set(receiver.deliveries.map((delivery) => delivery.raw)).size).toBe(1);
    expect([receiver.deliveries.length, simulator.stats().webhooks]).toMatchObject([
      4,
      { failed: 3, posted: 1 },
    ]);
  });

  it('is repeated when nobody answers at all', async () => {
    await start({ webhooks: { retryScale: 0.001 }, webhookUrl: 'http://127.0.0.1:1/webhook' });
    const { acknowledged } = simulator.person({ name: 'Ana', waId: ANA }).sendText('hola');
    while (simulator.stats().webhooks.failed === 0) await new Promise((done) => setTimeout(done, 1));
    simulator.webhookUrl = receiver.url;
    expect([await acknowledged, bodies()]).toEqual([true, ['hola']]);
  });

  it('is given up after the horizon', async () => {
    await start({ webhooks: { retryScale: 0.001, horizonMs: 0 } });
    receiver.answers.push(500);
    expect(await simulator.person({ name: 'Ana', waId: ANA }).sendText('hola').acknowledged).toBe(false);
    expect(simulator.stats().webhooks).toMatchObject({ dropped: 1, pending: 0 });
  });

  it('waits for the one before, while other people are served', async () => {
    await start({ webhooks: { retryScale: 0.01 } });
    receiver.answers.push(500, 200, 500);
    const ana = simulator.person({ name: 'Ana', waId: ANA });
    const luis = simulator.person({ name: 'Luis', waId: '584121234567' });
    for (let n = 1; n <= 5; n += 1) ana.sendText(`ana ${n}`);
    luis.sendText('luis');
    await simulator.idle();
    const arrived = [...new Set(bodies())];
    expect(arrived.filter((body) => body !== 'luis')).toEqual(['ana 1', 'ana 2', 'ana 3', 'ana 4', 'ana 5']);
    expect(arrived.indexOf('luis')).toBeLessThan(3);
  });

  it('comes batched, twice or in any order when asked', async () => {
    await start({ webhooks: { batch: 100 } });
    const ana = simulator.person({ name: 'Ana', waId: ANA });
    for (let n = 0; n < 60; n += 1) ana.sendText(`${n}`);
    await simulator.idle();
    expect([receiver.deliveries.length, receiver.messages.length]).toEqual([1, 60]);
    simulator.configure({ webhooks: { batch: 1, duplicates: 2, disorder: true } });
    receiver.deliveries.length = 0;
    for (let n = 0; n < 60; n += 1) ana.sendText(`${n}`);
    await simulator.idle();
    const typed = Array.from({ length: 60 }, (_, n) => `${n}`);
    expect(receiver.messages).toHaveLength(180);
    expect(new Set(bodies())).toEqual(new Set(typed));
    expect([...new Set(bodies())]).not.toEqual(typed);
  });

  it('waits through an outage', async () => {
    await start({ webhooks: { paused: true } });
    const { acknowledged } = simulator.person({ name: 'Ana', waId: ANA }).sendText('hola');
    await new Promise((done) => setTimeout(done, 30));
    expect(receiver.deliveries).toHaveLength(0);
    simulator.configure({ webhooks: { paused: false } });
    expect(await acknowledged).toBe(true);
  });
});

describe('other fields', () => {
  it('arrive with account and time', async () => {
    await start();
    const value = { event: 'PAUSED', message_template_name: 'recordatorio' };
    await simulator.sendChange('message_template_status_update', value, { time: 1_795_348_800 });
    expect(JSON.parse(receiver.deliveries[0]?.raw ?? '')).toEqual({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '417203985561204',
          time: 1_795_348_800,
          changes: [{ value, field: 'message_template_status_update' }],
        },
      ],
    });
  });
});

describe('saving the callback URL', () => {
  it('asks for the challenge back', async () => {
    await start();
    expect([await simulator.verifyWebhook('secret'), await simulator.verifyWebhook('wrong')]).toEqual([
      true,
      false,
    ]);
  });
});
