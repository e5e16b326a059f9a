import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Phone, Simulator } from '../../simulator/index.js';
import { NUMBER, send, startSimulator, text } from './business.js';
import { Receiver, type Item } from './receiver.js';

const ANA = '573104445566';
const HOUR_MS = 3_600_000;

let simulator: Simulator;
let receiver: Receiver;
let ana: Phone;
let clock: number;

beforeEach(async () => {
  clock = Date.UTC(2026, 10, 22);
  receiver = await Receiver.start();
  simulator = await startSimulator({ webhookUrl: receiver.url, now: () => clock });
  ana = simulator.person({ name: 'Ana', waId: ANA, userId: 'CO.1' });
});

afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

async function pricingAfter(): Promise<Item['pricing']> {
  receiver.deliveries.length = 0;
  await send(simulator, text(`+${ANA}`, 'hola'));
  await simulator.idle();
  return receiver.statuses[0]?.['pricing'];
}

function addTemplate(category: string): void {
  const body = { type: 'BODY', text: 'Quedan pocos boletos en la rifa de hoy.' };
  simulator.addTemplate({ name: 'aviso', language: 'es', category, components: [body] });
}

const sendTemplate = (): ReturnType<typeof send> =>
  send(simulator, { to: ANA, type: 'template', template: { name: 'aviso', language: { code: 'es' } } });

describe('the price of a message', () => {
  it('is that of a service message, charged or as before October 2026', async () => {
    ana.sendText('hola');
    expect(await pricingAfter()).toEqual({
      billable: true,
      pricing_model: 'PMP',
      type: 'regular',
      category: 'service',
    });
    simulator.configure({ pricing: { service: 'free_customer_service' } });
    expect(await pricingAfter()).toMatchObject({ billable: false, type: 'free_customer_service' });
  });

  it('is that of the template’s category', async () => {
    addTemplate('MARKETING');
    await sendTemplate();
    await simulator.idle();
    const { id } = simulator.template('aviso', 'es') ?? {};
    expect(receiver.statuses[0]).toMatchObject({ template_id: id, pricing: { category: 'marketing' } });
  });

  it('is nothing for 72 hours after an answer to somebody from an ad', async () => {
    ana.comeFromAd('hola');
    await simulator.idle();
    expect(receiver.messages[0]).toMatchObject({ text: { body: 'hola' }, referral: { source_type: 'ad' } });
    clock += 23 * HOUR_MS;
    expect(await pricingAfter()).toMatchObject({ type: 'free_entry_point', category: 'referral_conversion' });
    expect(receiver.statuses[0]?.['conversation']).toMatchObject({
      expiration_timestamp: String((clock + 72 * HOUR_MS) / 1000),
    });
    clock += 73 * HOUR_MS;
    ana.sendText('hola');
    expect(await pricingAfter()).toMatchObject({ type: 'regular' });
  });

  it('is charged when the answer to an ad comes after a day', async () => {
    ana.comeFromAd('hola');
    clock += 25 * HOUR_MS;
    ana.sendText('hola');
    expect(await pricingAfter()).toMatchObject({ type: 'regular' });
  });
});

describe('a person who stopped marketing', () => {
  it('is told of, and gets none until they resume', async () => {
    addTemplate('MARKETING');
    await simulator.setMarketing(ana, 'stop');
    expect(receiver.deliveries[0]?.value).toMatchObject({
      metadata: { phone_number_id: NUMBER },
      user_preferences: [{ wa_id: ANA, user_id: 'CO.1', category: 'marketing_messages', value: 'stop' }],
    });
    expect(await sendTemplate()).toMatchObject({ status: 200 });
    await simulator.idle();
    expect(receiver.statuses).toMatchObject([{ status: 'failed', errors: [{ code: 131_050 }] }]);
    await simulator.setMarketing(ana, 'resume');
    await sendTemplate();
    expect(ana.inbox()).toHaveLength(1);
  });
});

describe('a chat that is not the bot’s alone', () => {
  it('shows what somebody answered from the app on the same number', async () => {
    await simulator.echo(ana, 'Te atiendo yo');
    expect(receiver.deliveries[0]?.raw).toContain('"field":"smb_message_echoes"');
    expect(receiver.deliveries[0]?.value).toMatchObject({
      message_echoes: [
        { from: '573001112233', to: ANA, to_user_id: 'CO.1', text: { body: 'Te atiendo yo' } },
      ],
    });
  });

  it('comes as standby while another handler has it', async () => {
    await simulator.handOver(ana, 'taken');
    await ana.sendText('¿hay alguien?').acknowledged;
    await simulator.handOver(ana, 'passed');
    await ana.sendText('hola').acknowledged;
    const fields = receiver.deliveries.map(({ raw }) => /"field":"(\w+)"/.exec(raw)?.[1]);
    expect(fields).toEqual(['messaging_handovers', 'standby', 'messaging_handovers', 'messages']);
    expect(receiver.deliveries[1]?.value).toMatchObject({
      standby: { messages: [{ text: { body: '¿hay alguien?' } }] },
    });
  });
});

describe('a person whose number is not shown', () => {
  it('has none in messages, statuses, preferences, echoes and answers', async () => {
    const caro = simulator.person({ name: 'Caro', userId: 'CO.2', username: 'caro.rifas' });
    caro.sendText('hola');
    const answer = await send(simulator, { recipient: 'CO.2', type: 'text', text: { body: 'a' } });
    await simulator.setMarketing(caro, 'stop');
    await simulator.echo(caro, 'hola');
    await simulator.handOver(caro, 'taken');
    await caro.sendText('hola').acknowledged;
    await simulator.idle();
    const all = receiver.deliveries.map(({ raw }) => raw).join('\n');
    expect(all).not.toMatch(/"(wa_id|recipient_id|to|phone_number)":|"from":"(?!573001112233)/);
    expect(receiver.statuses.map((item) => item['recipient_user_id'])).toEqual(['CO.2', 'CO.2', 'CO.2']);
    expect(answer.body['contacts']).toEqual([{ input: 'CO.2', user_id: 'CO.2' }]);
  });
});

describe('throughput', () => {
  it('counts what people write where so ordered, and never refuses it', async () => {
    Object.assign(simulator.number().limits, { countReceived: true, pairRate: false });
    for (let n = 0; n < 79; n += 1) ana.sendText(`${n}`);
    const answers = [await send(simulator, text(ANA, 'uno')), await send(simulator, text(ANA, 'dos'))];
    expect(answers.map((answer) => answer.body.error?.code)).toEqual([undefined, 130_429]);
    for (let n = 0; n < 10; n += 1) ana.sendText(`${n}`);
    expect(simulator.number().throughput.peak).toBe(90);
  });
});
