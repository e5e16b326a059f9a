import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AcceptedView, InboxView, PhoneView, Policy, Simulator, Stats } from '../../simulator/index.js';
import { send, startSimulator, text } from './business.js';
import { Receiver } from './receiver.js';

const ANA = '573104445566';

let simulator: Simulator;
let receiver: Receiver;

beforeEach(async () => {
  receiver = await Receiver.start();
  simulator = await startSimulator();
});

afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const init =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${simulator.url}/_sim${path}`, { method, ...init });
  return (await response.json()) as T;
}

async function newPhone(): Promise<string> {
  const { phones } = await call<{ phones: PhoneView[] }>('POST', '/persons', {
    persons: [{ name: 'Ana', waId: ANA }],
  });
  return phones[0]?.id ?? '';
}

describe('the control routes', () => {
  it('play a chat from another process', async () => {
    await call('PATCH', '/policy', { webhookUrl: receiver.url, statuses: { read: false } });
    const phone = await newPhone();
    await call('POST', '/actions', { actions: [{ phone, do: 'text', body: 'hola' }] });
    const action = { buttons: [{ type: 'reply', reply: { id: 'ok', title: 'Sí' } }] };
    const interactive = { type: 'button', body: { text: '¿Sí?' }, action };
    await send(simulator, { to: ANA, type: 'interactive', interactive });
    const photo = { phone, do: 'image', base64: 'aGk=', mime: 'image/png', caption: 'pago' };
    await call('POST', '/actions', { actions: [{ phone, do: 'tap', choice: 'Sí' }, photo] });
    await simulator.idle();
    expect(receiver.messages.map((message) => message['type'])).toEqual(['text', 'interactive', 'image']);
    const inbox = await call<InboxView>('GET', `/phones/${phone}/messages?since=0`);
    expect(inbox).toMatchObject({ messages: [{ text: '¿Sí?', choices: [{ id: 'ok' }] }], next: 1 });
    expect(inbox.sent).toHaveLength(3);
  });

  it('let a load generator follow the replies by cursor', async () => {
    const phone = await newPhone();
    await call('POST', '/actions', { actions: [{ phone, do: 'text', body: 'hola' }] });
    const waiting = call<{ items: AcceptedView[]; next: number }>('GET', '/accepted?since=0&waitMs=5000');
    await send(simulator, text(ANA, 'uno'));
    await send(simulator, text(ANA, 'dos'));
    const first = await waiting;
    const second = await call<{ items: AcceptedView[]; next: number }>(
      'GET',
      `/accepted?since=${first.next}`,
    );
    expect([...first.items, ...second.items]).toMatchObject([
      { seq: 1, phone, waId: ANA, message: { text: 'uno' } },
      { seq: 2, phone, message: { text: 'dos' } },
    ]);
    expect(await call('GET', '/accepted?since=2&waitMs=10')).toEqual({ items: [], next: 2 });
  });

  it('order trouble, change the policy and count', async () => {
    await newPhone();
    await call('POST', '/faults', { faults: [{ code: 4, times: 2 }] });
    await send(simulator, text(ANA, 'hola'));
    expect(await call<Stats>('GET', '/stats')).toMatchObject({
      refused: { 4: 1 },
      faultsWaiting: 1,
      phones: 1,
    });
    await call('DELETE', '/faults');
    expect(await call<Policy>('PATCH', '/policy', { answerTimeMs: 5 })).toMatchObject({ answerTimeMs: 5 });
    expect(await call<Stats>('GET', '/stats')).toMatchObject({ faultsWaiting: 0 });
  });

  it('add numbers and tell other changes', async () => {
    await call('PATCH', '/policy', { webhookUrl: receiver.url });
    expect(await call('POST', '/numbers', { numbers: [{ phoneNumberId: '2' }] })).toMatchObject({
      numbers: ['106540352242922', '2'],
    });
    await call('POST', '/changes', { field: 'account_alerts', value: { a: 1 }, entryId: '7' });
    await simulator.idle();
    expect(receiver.deliveries[0]?.raw).toContain('"account_alerts"');
  });

  it('say what is wrong', async () => {
    expect(await call('POST', '/actions', { actions: [{ phone: 'p9', do: 'text', body: 'a' }] })).toEqual({
      error: 'no phone p9',
    });
    const phone = await newPhone();
    expect(await call('POST', '/actions', { actions: [{ phone, do: 'dance' }] })).toEqual({
      error: 'no action "dance"',
    });
    expect(await call('POST', '/persons', {})).toMatchObject({ error: expect.stringContaining('persons') });
  });
});
