import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WEBHOOK_FIELDS, type Simulator } from '../../simulator/index.js';
import { graph, NUMBER, postGraph, startSimulator, TOKEN, WABA, type GraphAnswer } from './business.js';
import { Receiver } from './receiver.js';

const APP = '1234567890123456';
const APP_TOKEN = `${APP}|test_app_secret`;

let simulator: Simulator;
let receiver: Receiver;
let other: Receiver;

beforeEach(async () => {
  receiver = await Receiver.start();
  other = await Receiver.start();
  simulator = await startSimulator();
});

afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
  await other.stop();
});

function asApp(method: string, form?: Record<string, string>): Promise<GraphAnswer> {
  const headers = { authorization: `Bearer ${APP_TOKEN}` };
  const body = form && new URLSearchParams(form);
  return graph(simulator, `${APP}/subscriptions`, { method, headers, ...(body ? { body } : {}) });
}

const wanted = (fields: string): Record<string, string> => ({
  object: 'whatsapp_business_account',
  callback_url: receiver.url,
  verify_token: 'secret',
  fields,
});

describe('the subscription of the app', () => {
  it('is made after a handshake, each field at the version of the call', async () => {
    expect((await asApp('GET')).body['data']).toEqual([]);
    await asApp('DELETE');
    expect(await asApp('POST', wanted('messages,account_update'))).toEqual({
      status: 200,
      body: { success: true },
    });
    expect((await asApp('GET')).body['data']).toEqual([
      {
        object: 'whatsapp_business_account',
        callback_url: receiver.url,
        active: true,
        fields: [
          { name: 'messages', version: 'v23.0' },
          { name: 'account_update', version: 'v23.0' },
        ],
      },
    ]);
  });

  it('is refused without the app’s own token, with an unknown field, and when the handshake fails', async () => {
    const withUserToken = await graph(simulator, `${APP}/subscriptions`);
    const unknown = await asApp('POST', wanted('massages'));
    const failed = await asApp('POST', { ...wanted('messages'), verify_token: 'wrong' });
    expect([withUserToken, unknown, failed].map((answer) => answer.body.error?.code)).toEqual([
      15, 100, 2200,
    ]);
    expect(simulator.webhookUrl).toBeUndefined();
  });

  it('decides what is told: nothing of other fields, nothing real of an app in development', async () => {
    simulator.webhookUrl = receiver.url;
    simulator.app.subscription.fields.delete('account_alerts');
    expect(await simulator.sendChange('account_alerts', {})).toBe(false);
    expect(await simulator.sendChange('account_update', {})).toBe(true);
    simulator.app.published = false;
    expect(await simulator.person({ name: 'Ana', waId: '573104445566' }).sendText('hola').acknowledged).toBe(
      false,
    );
  });

  it('covers every field until told otherwise', async () => {
    simulator.webhookUrl = receiver.url;
    const [row] = (await asApp('GET')).body['data'] as { fields: { name: string }[] }[];
    expect(row?.fields.map((field) => field.name)).toEqual([...WEBHOOK_FIELDS]);
  });
});

describe('callback URLs of their own', () => {
  it('apply to messages, the number’s before the account’s, and never to account fields', async () => {
    simulator.webhookUrl = receiver.url;
    const own = { override_callback_uri: other.url, verify_token: 'secret' };
    const made = await postGraph(simulator, `${WABA}/subscribed_apps`, own);
    expect(made.body['data']).toMatchObject([{ override_callback_uri: other.url }]);
    const ana = simulator.person({ name: 'Ana', waId: '573104445566' });
    await ana.sendText('hola').acknowledged;
    await simulator.sendChange('account_update', {});
    expect([other.messages.length, receiver.deliveries.length]).toEqual([1, 1]);
    await postGraph(simulator, NUMBER, {
      webhook_configuration: { override_callback_uri: receiver.url, verify_token: 'secret' },
    });
    await ana.sendText('hola').acknowledged;
    const { body } = await graph(simulator, `${NUMBER}?fields=webhook_configuration`);
    expect([receiver.messages.length, body['webhook_configuration']]).toEqual([
      1,
      { phone_number: receiver.url, whatsapp_business_account: other.url, application: receiver.url },
    ]);
    await postGraph(simulator, NUMBER, { webhook_configuration: { override_callback_uri: '' } });
    await postGraph(simulator, `${WABA}/subscribed_apps`, {});
    await ana.sendText('hola').acknowledged;
    expect(receiver.messages).toHaveLength(2);
  });

  it('are refused when they do not shake hands', async () => {
    const own = { override_callback_uri: other.url, verify_token: 'wrong' };
    expect(await postGraph(simulator, `${WABA}/subscribed_apps`, own)).toMatchObject({
      body: { error: { code: 2200 } },
    });
  });

  it('end with the account’s subscription, and so do its messages', async () => {
    simulator.webhookUrl = receiver.url;
    await graph(simulator, `${WABA}/subscribed_apps`, { method: 'DELETE' });
    expect((await graph(simulator, `${WABA}/subscribed_apps`)).body['data']).toEqual([]);
    expect(await simulator.person({ name: 'Ana', waId: '573104445566' }).sendText('a').acknowledged).toBe(
      false,
    );
  });
});

describe('the token', () => {
  it('tells its scopes, its accounts and its end', async () => {
    simulator.app.token.expiresAt = 1_800_000_000;
    const { body } = await graph(simulator, `debug_token?input_token=${TOKEN}`);
    expect(body['data']).toMatchObject({
      app_id: APP,
      is_valid: true,
      expires_at: 1_800_000_000,
      scopes: expect.arrayContaining(['whatsapp_business_messaging']),
      granular_scopes: expect.arrayContaining([
        { scope: 'whatsapp_business_management', target_ids: [WABA] },
      ]),
    });
  });

  it('once revoked answers 190, and the app’s token says so', async () => {
    simulator.app.token.valid = false;
    expect(await graph(simulator, NUMBER)).toMatchObject({ status: 401, body: { error: { code: 190 } } });
    const path = `debug_token?input_token=${TOKEN}&access_token=${encodeURIComponent(APP_TOKEN)}`;
    const asked = await fetch(`${simulator.url}/v23.0/${path}`);
    expect(await asked.json()).toMatchObject({ data: { is_valid: false, error: { code: 190 } } });
  });

  it('can be a parameter, and knows who it is', async () => {
    const me = await fetch(`${simulator.url}/v23.0/me?access_token=${TOKEN}`);
    expect(await me.json()).toMatchObject({ id: expect.stringMatching(/^\d+$/) });
  });
});

describe('account and numbers', () => {
  it('answer the fields asked for', async () => {
    simulator.addNumber({ phoneNumberId: '2', wabaId: 'another' });
    simulator.account().fields['account_review_status'] = 'REJECTED';
    expect((await graph(simulator, `${WABA}?fields=account_review_status,health_status`)).body).toMatchObject(
      {
        account_review_status: 'REJECTED',
        id: WABA,
      },
    );
    expect((await graph(simulator, `${WABA}/phone_numbers?fields=throughput`)).body['data']).toEqual([
      { id: NUMBER, throughput: { level: 'STANDARD' } },
    ]);
    expect(await graph(simulator, `${WABA}?fields=colour`)).toMatchObject({ body: { error: { code: 100 } } });
  });
});

describe('a file', () => {
  it('is gone after its deletion', async () => {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('file', new Blob(['hi'], { type: 'text/plain' }));
    const { body } = await graph(simulator, `${NUMBER}/media`, { method: 'POST', body: form });
    expect(await graph(simulator, String(body['id']), { method: 'DELETE' })).toMatchObject({
      body: { success: true },
    });
    expect(await graph(simulator, String(body['id']))).toMatchObject({
      body: { error: { error_subcode: 33 } },
    });
  });
});

describe('how busy Meta is', () => {
  const call = (path: string): Promise<Response> =>
    fetch(`${simulator.url}/v23.0/${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });

  it('stands in two headers, and ends in 80007 or 4', async () => {
    simulator.configure({ usage: { managementPerHour: 4 } });
    await call(`${WABA}/message_templates`);
    const second = await call(`${WABA}/message_templates`);
    expect(JSON.parse(second.headers.get('x-business-use-case-usage') ?? '')).toMatchObject({
      [WABA]: [{ call_count: 25, estimated_time_to_regain_access: 0 }],
    });
    simulator.configure({ usage: { business: 100, regainMinutes: 7 } });
    const third = await call(NUMBER);
    expect(third.headers.get('x-business-use-case-usage')).toContain('"estimated_time_to_regain_access":7');
    expect(await third.json()).toMatchObject({ error: { code: 80_007 } });
    simulator.configure({ usage: { app: 100 } });
    const fourth = await call(NUMBER);
    expect(JSON.parse(fourth.headers.get('x-app-usage') ?? '')).toMatchObject({ call_count: 100 });
    expect(await fourth.json()).toMatchObject({ error: { code: 4 } });
  });

  it('comes as Retry-After where ordered, with the clock of the simulator as Date', async () => {
    simulator.failNext({ code: 80_007, retryAfter: 30, status: 429, on: 'templates' });
    const answer = await call(`${WABA}/message_templates`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '30']);
    const late = await startSimulator({ now: () => Date.UTC(2030, 0, 1) });
    const { headers } = await fetch(late.url);
    await late.stop();
    expect(headers.get('date')).toBe('Tue, 01 Jan 2030 00:00:00 GMT');
  });
});
