import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Phone, Simulator } from '../../simulator/index.js';
import { graph, NUMBER, send, startSimulator, text } from './business.js';

const ANA = '573104445566';

let simulator: Simulator;
let ana: Phone;
let clock: number;

beforeEach(async () => {
  clock = Date.UTC(2026, 10, 22);
  simulator = await startSimulator({ now: () => clock });
  ana = simulator.person({ name: 'Ana', waId: ANA, userId: 'CO.20413377918265540127' });
  ana.sendText('hola');
});

afterEach(async () => {
  await simulator.stop();
});

describe('sending a message', () => {
  it('puts it on the phone and answers with ids', async () => {
    const answer = await send(simulator, text(`+${ANA}`, 'buenas'));
    expect(answer).toMatchObject({
      status: 200,
      body: { messaging_product: 'whatsapp', contacts: [{ input: `+${ANA}`, wa_id: ANA }] },
    });
    expect(answer.body['messages']).toEqual([{ id: ana.last()?.wamid }]);
    expect(ana.last()).toMatchObject({ text: 'buenas', wamid: expect.stringMatching(/^wamid\.HBgM/) });
  });

  it('reaches a user id, and the answer names no phone number', async () => {
    const answer = await send(simulator, {
      recipient: 'CO.20413377918265540127',
      type: 'text',
      text: { body: 'a' },
    });
    expect(answer.body['contacts']).toEqual([
      { input: 'CO.20413377918265540127', user_id: 'CO.20413377918265540127' },
    ]);
    expect(ana.last()?.text).toBe('a');
  });

  it.each(['v21.0', 'v23.0', 'v26.0'])('works at %s', async (version) => {
    const response = await fetch(`${simulator.url}/${version}/${NUMBER}/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer test-token', 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', ...text(ANA, 'hola') }),
    });
    expect(response.status).toBe(200);
  });

  it('marks a message of the person as read', async () => {
    const { wamid } = ana.sendText('¿hay números?');
    const receipt = { status: 'read', message_id: wamid, typing_indicator: { type: 'text' } };
    const body = JSON.stringify({ messaging_product: 'whatsapp', ...receipt });
    const headers = { 'content-type': 'application/json' };
    const answer = await graph(simulator, `${NUMBER}/messages`, { method: 'POST', body, headers });
    expect(answer).toEqual({ status: 200, body: { success: true } });
    expect(ana.readUpTo).toBe(wamid);
  });
});

describe('a refusal', () => {
  it('has the shape of Meta', async () => {
    const { status, body } = await send(simulator, text('CO.20413377918265540127', 'hola'));
    expect(status).toBe(400);
    expect(body).toEqual({
      error: {
        message: '(#131009) Parameter value is not valid',
        type: 'OAuthException',
        code: 131_009,
        error_data: {
          messaging_product: 'whatsapp',
          details: expect.stringContaining('/to must match pattern'),
        },
        fbtrace_id: expect.stringMatching(/^A/),
      },
    });
    expect(ana.inbox()).toHaveLength(0);
  });

  it('meets a wrong token, an unknown number, an unknown path and a body that is no JSON', async () => {
    const headers = { 'content-type': 'application/json' };
    const token = await graph(simulator, NUMBER, { headers: { authorization: 'Bearer wrong' } });
    const number = await send(simulator, text(ANA, 'hola'), '999');
    const path = await graph(simulator, `${NUMBER}/nothing`);
    const version = await fetch(`${simulator.url}/v99.0/${NUMBER}`);
    const body = await graph(simulator, `${NUMBER}/messages`, { method: 'POST', body: '{', headers });
    expect(token).toMatchObject({ status: 401, body: { error: { code: 190 } } });
    expect(number).toMatchObject({ status: 400, body: { error: { code: 100, error_subcode: 33 } } });
    expect(path).toMatchObject({ status: 400, body: { error: { code: 2500 } } });
    expect(version.status).toBe(400);
    expect(body).toMatchObject({ status: 400, body: { error: { code: 100 } } });
  });

  it('meets free-form messages later than 24 hours after the last word of the person', async () => {
    clock += 24 * 3_600_000 + 1000;
    expect(await send(simulator, text(ANA, 'hola'))).toMatchObject({ body: { error: { code: 131_047 } } });
    const template = { to: ANA, type: 'template', template: { name: 'aviso', language: { code: 'es' } } };
    expect(await send(simulator, template)).toMatchObject({ status: 200 });
    simulator.number().limits.serviceWindow = false;
    expect(await send(simulator, text(ANA, 'hola'))).toMatchObject({ status: 200 });
  });

  it('meets the 46th message to one person at once, unless switched off', async () => {
    const answers = await Promise.all(
      Array.from({ length: 46 }, (_, n) => send(simulator, text(ANA, `${n}`))),
    );
    expect(answers.map((answer) => answer.body.error?.code).filter(Boolean)).toEqual([131_056]);
    simulator.number().limits.pairRate = false;
    expect(await send(simulator, text(ANA, 'hola'))).toMatchObject({ status: 200 });
  });

  it('meets the 81st message of a number in one second', async () => {
    simulator.number().limits.pairRate = false;
    const answers = await Promise.all(
      Array.from({ length: 81 }, (_, n) => send(simulator, text(ANA, `${n}`))),
    );
    expect(answers.map((answer) => answer.body.error?.code).filter(Boolean)).toEqual([130_429]);
    clock += 1000;
    expect(await send(simulator, text(ANA, 'hola'))).toMatchObject({ status: 200 });
  });

  it('meets a user id the business was never told, and a file that is not there', async () => {
    const stranger = { recipient: 'CO.1', type: 'text', text: { body: 'a' } };
    expect(await send(simulator, stranger)).toMatchObject({ body: { error: { code: 131_026 } } });
    const picture = { to: ANA, type: 'image', image: { id: '1' } };
    expect(await send(simulator, picture)).toMatchObject({ body: { error: { code: 131_009 } } });
  });
});

describe('ordered trouble', () => {
  it('answers an error as often as ordered, then all is well', async () => {
    simulator.failNext({ code: 131_016, times: 2 });
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await send(simulator, text(ANA, 'hola'))).status);
    expect([statuses, ana.inbox().length]).toEqual([[500, 500, 200], 1]);
  });

  it('loses the answer of a message that was taken', async () => {
    simulator.failNext({ lostResponse: true });
    await expect(send(simulator, text(ANA, 'hola'))).rejects.toThrow('fetch failed');
    expect(ana.inbox()).toHaveLength(1);
  });

  it('loses a request before it is taken', async () => {
    simulator.failNext({ lostRequest: true });
    await expect(send(simulator, text(ANA, 'hola'))).rejects.toThrow('fetch failed');
    expect(ana.inbox()).toHaveLength(0);
  });

  it('answers late', async () => {
    simulator.failNext({ delayMs: 150 });
    const before = performance.now();
    expect(await send(simulator, text(ANA, 'hola'))).toMatchObject({ status: 200 });
    expect(performance.now() - before).toBeGreaterThan(140);
  });

  it('answers 502 without a body', async () => {
    simulator.failNext({ httpStatus: 502 });
    expect(await send(simulator, text(ANA, 'hola'))).toEqual({ status: 502, body: {} });
    expect(ana.inbox()).toHaveLength(0);
  });

  it('takes the answer time of a benchmark', async () => {
    simulator.configure({ answerTimeMs: 80 });
    const before = performance.now();
    await send(simulator, text(ANA, 'hola'));
    expect(performance.now() - before).toBeGreaterThan(75);
  });
});

describe('the fields of a number', () => {
  it('are those asked for', async () => {
    const fields =
      'quality_rating,throughput,whatsapp_business_manager_messaging_limit,name_status,status,health_status';
    simulator.number().fields['quality_rating'] = 'RED';
    expect(await graph(simulator, `${NUMBER}?fields=${fields}`)).toMatchObject({
      status: 200,
      body: { quality_rating: 'RED', health_status: { can_send_message: 'AVAILABLE' }, id: NUMBER },
    });
  });

  it('refuse a name they do not know', async () => {
    expect(await graph(simulator, `${NUMBER}?fields=colour`)).toMatchObject({
      body: { error: { code: 100 } },
    });
  });
});

describe('the subscription of an account', () => {
  it('can be asked for and made', async () => {
    expect((await graph(simulator, '417203985561204/subscribed_apps')).body['data']).toHaveLength(1);
    const made = await graph(simulator, '417203985561204/subscribed_apps', { method: 'POST' });
    expect(made).toEqual({ status: 200, body: { success: true } });
    expect(await graph(simulator, '5/subscribed_apps')).toMatchObject({
      body: { error: { error_subcode: 33 } },
    });
  });
});
