import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../simulator/index.js';
import { readConfig, type Config } from '../../src/platform/index.js';
import { DoctorClient } from '../../src/whatsapp/doctor/doctor.client.js';
import { Doctor, type Patient } from '../../src/whatsapp/doctor/doctor.service.js';
import { Repair } from '../../src/whatsapp/doctor/repair.service.js';
import { HttpClient } from '../../src/whatsapp/graph/http-client.service.js';
import { NUMBER, startSimulator, TOKEN, WABA } from '../simulator/business.js';
import type { Calls } from './calls.js';

const SECRET = 'test_app_secret';
const VERIFY_TOKEN = 'a-verify-token';
const PATIENT: Patient = {
  phoneNumberId: NUMBER,
  wabaId: WABA,
  accessToken: TOKEN,
  appSecrets: [SECRET],
};

const http = new HttpClient();
let simulator: Simulator;
let service: FastifyInstance;
let config: Config;
/** Every request that left, and the HTTP status it was answered with. */
let requests: string[];

beforeAll(async () => {
  simulator = await startSimulator();
  service = fastify();
  service.get<{ Querystring: Record<string, string> }>('/webhook', (request) =>
    request.query['hub.verify_token'] === VERIFY_TOKEN ? request.query['hub.challenge'] : 'no',
  );
  await service.listen({ port: 0, host: '127.0.0.1' });
  config = readConfig({
    NODE_ENV: 'test',
    GRAPH_API_BASE_URL: simulator.url,
    PUBLIC_URL: `http://127.0.0.1:${(service.server.address() as AddressInfo).port}`,
    WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN,
    WHATSAPP_APP_SECRET: SECRET,
    WHATSAPP_APP_ID: simulator.app.id,
    WHATSAPP_ACCESS_TOKEN: TOKEN,
    WHATSAPP_PHONE_NUMBER_ID: NUMBER,
    WHATSAPP_BUSINESS_ACCOUNT_ID: WABA,
  });
  http.axios.interceptors.response.use((response) => {
    const path = new URL(response.config.url ?? '').pathname.replace('/v23.0', '');
    requests.push(`${(response.config.method ?? '').toUpperCase()} ${path} ${response.status}`);
    return response;
  });
});
afterAll(async () => {
  http.onApplicationShutdown();
  await service.close();
  await simulator.stop();
});
beforeEach(() => {
  requests = [];
});

function doctorWith(changed = config): { doctor: Doctor; repair: Repair } {
  const client = new DoctorClient(changed, http);
  const doctor = new Doctor(changed, client);
  return { doctor, repair: new Repair(changed, client, doctor) };
}

const DOCTOR_CALLS: Calls<DoctorClient> = {
  ask: (client) => client.ask(WABA, TOKEN, { fields: 'primary_funding_id' }, (body) => body),
  tell: (client) => client.tell(`${WABA}/subscribed_apps`, TOKEN, {}),
  shakeHands: (client) => client.shakeHands(`${config.publicUrl ?? ''}/webhook`, VERIFY_TOKEN),
};

const questions = (): string[] => [
  `GET /${NUMBER} 200`,
  `GET /${WABA} 200`,
  `GET /${WABA}/subscribed_apps 200`,
  `GET /${simulator.app.id}/subscriptions 200`,
  'GET /debug_token 200',
  'GET /webhook 200',
];

describe('what the doctor asks of the Graph API', () => {
  it.each(Object.entries(DOCTOR_CALLS))('%s is understood', async (_name, call) => {
    const answer = await call(new DoctorClient(config, http));
    expect(['known', 'ok']).toContain((answer as { kind: string }).kind);
    expect(simulator.stats().refused).toEqual({});
  });

  it('is understood, question by question', async () => {
    const facts = await doctorWith().doctor.facts([PATIENT], null);
    expect(requests.toSorted()).toEqual(questions().toSorted());
    const [app, account, number] = [facts.apps[0], facts.accounts[0], facts.numbers[0]];
    const answers = [app?.token, app?.subscription, account?.subscribedApps, account?.funded, number?.facts];
    expect(answers.map((answer) => answer?.kind)).toEqual(Array(5).fill('known'));
    expect(facts.callback.handshake).toEqual({ kind: 'ok' });
    expect(simulator.stats().refused).toEqual({});
  });

  it('is asked with the number’s own token where there is no app id', async () => {
    await doctorWith(config.with({ appId: null })).doctor.facts([PATIENT], null);
    expect(requests.toSorted()).toEqual(questions().toSorted());
    expect(simulator.stats().refused).toEqual({});
  });

  it('is asked again without the newer fields where a number has none of them', async () => {
    simulator.failNext({ code: 100, on: 'node', phoneNumberId: NUMBER });
    const facts = await doctorWith().doctor.facts([PATIENT], null);
    expect(requests.filter((request) => request.startsWith(`GET /${NUMBER} `))).toEqual([
      `GET /${NUMBER} 400`,
      `GET /${NUMBER} 200`,
    ]);
    expect(facts.numbers[0]?.facts.kind).toBe('known');
  });

  it('is told in one call for the app, and one for each account that is not connected', async () => {
    simulator.account().subscribed = false;
    const steps = await doctorWith().repair.run([PATIENT]);
    expect(steps.map(({ done }) => done)).toEqual([true, true]);
    expect(requests.filter((request) => request.startsWith('POST'))).toEqual([
      `POST /${simulator.app.id}/subscriptions 200`,
      `POST /${WABA}/subscribed_apps 200`,
    ]);
    expect(simulator.account().subscribed).toBe(true);
  });
});
