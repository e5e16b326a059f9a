import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Check, Finding } from '../../src/whatsapp/index.js';
import { doctorFor, type Patient } from '../../src/whatsapp/index.js';
import { DEMO, readConfig, type Config } from '../../src/platform/index.js';
import { APP_SECRET, startService, type TestService } from '../support/service.js';

const WANTED = /^ok|^unknown/;
let service: TestService;
let config: Config;

beforeAll(async () => {
  service = await startService();
  config = readConfig({
    NODE_ENV: 'test',
    WHATSAPP_VERIFY_TOKEN: DEMO.verifyToken,
    WHATSAPP_APP_SECRET: APP_SECRET,
    WHATSAPP_ACCESS_TOKEN: DEMO.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: DEMO.phoneNumberId,
    WHATSAPP_BUSINESS_ACCOUNT_ID: DEMO.businessAccountId,
    GRAPH_API_BASE_URL: service.simulator.url,
    PUBLIC_URL: service.origin,
  });
});
afterAll(() => service.stop());
beforeEach(() => {
  service.simulator.webhookUrl = `${service.origin}/webhook`;
});

const PATIENTS: Patient[] = [
  {
    phoneNumberId: DEMO.phoneNumberId,
    wabaId: DEMO.businessAccountId,
    accessToken: DEMO.accessToken,
    appSecrets: [APP_SECRET],
  },
];

async function examine(changed = config): Promise<Finding[]> {
  const { doctor, close } = doctorFor(changed);
  try {
    return await doctor.examine(PATIENTS, service.db.database);
  } finally {
    close();
  }
}

async function verdicts(...checks: Check[]): Promise<unknown[]> {
  const findings = await examine();
  return checks.map((check) => findings.find((one) => one.check === check)?.verdict);
}

describe('the doctor at a simulated Meta', () => {
  it('finds nothing wrong with a deployment that works', async () => {
    const findings = await examine();
    expect(findings.filter(({ verdict }) => !WANTED.test(verdict))).toEqual([]);
    expect(findings.filter(({ verdict }) => verdict === 'ok').length).toBeGreaterThan(15);
  });

  it('sees each trouble Meta can tell of', async () => {
    const { app } = service.simulator;
    const account = service.simulator.account();
    const number = service.simulator.number();
    app.subscription.fields.delete('security');
    app.subscription.fields.set('messages', 'v23.0');
    app.token.scopes = ['whatsapp_business_messaging'];
    account.subscribed = false;
    number.fields['quality_rating'] = 'RED';
    service.simulator.webhookUrl = 'http://127.0.0.1:9/old';
    const found = await verdicts(
      'fields',
      'field_versions',
      'scopes',
      'account_subscription',
      'quality',
      'callback_url',
    );
    expect(found).toEqual(['warning', 'warning', 'failed', 'failed', 'failed', 'failed']);
    app.subscription.fields.set('security', 'v24.0').set('messages', 'v24.0');
    app.token.scopes = ['whatsapp_business_messaging', 'whatsapp_business_management'];
    account.subscribed = true;
    number.fields['quality_rating'] = 'GREEN';
  });

  it('knows a dead token from a silent Meta', async () => {
    service.simulator.app.token.valid = false;
    expect(await verdicts('token', 'quality')).toEqual(['failed', 'unknown']);
    service.simulator.app.token.valid = true;
    const nowhere = config.with({ graph: { ...config.graph, baseUrl: 'http://127.0.0.1:9' } });
    const findings = await examine(nowhere);
    expect(findings.find(({ check }) => check === 'token')).toMatchObject({
      verdict: 'unknown',
      found: 'Meta did not answer (ECONNREFUSED).',
    });
  });

  it('tries the handshake with the verify token it has', async () => {
    const findings = await examine(config.with({ verifyToken: 'another-token' }));
    expect(findings.find(({ check }) => check === 'handshake')).toMatchObject({ verdict: 'failed' });
  });

  it('repairs address, token, fields and account in one go, all at one version, and looks again', async () => {
    const { app } = service.simulator;
    app.subscription.fields.clear();
    app.subscription.fields.set('calls', 'v21.0');
    service.simulator.account().subscribed = false;
    service.simulator.webhookUrl = 'http://127.0.0.1:9/old';
    const { repair, close } = doctorFor(config.with({ appId: app.id }));
    const steps = await repair.run(PATIENTS);
    close();
    expect(steps.map(({ done }) => done)).toEqual([true, true]);
    expect(service.simulator.webhookUrl).toBe(`${service.origin}/webhook`);
    expect(new Set(app.subscription.fields.values())).toEqual(new Set(['v23.0']));
    expect(app.subscription.fields.has('calls')).toBe(true);
    expect(await verdicts('fields', 'field_versions', 'account_subscription', 'callback_url')).toEqual(
      Array(4).fill('ok'),
    );
  });

  it('leaves an override as it is, and says that it is there', async () => {
    const account = service.simulator.account();
    account.override = { uri: 'http://127.0.0.1:9/theirs', verifyToken: 'theirs' };
    const { repair, close } = doctorFor(config);
    await repair.run(PATIENTS);
    close();
    expect(account.override).toBeDefined();
    expect(await verdicts('callback_url')).toEqual(['failed']);
    account.override = undefined;
  });

  it('suspects an unpublished app where only tests of the dashboard come', async () => {
    service.simulator.app.published = false;
    await service.simulator.sendTest('messages');
    await expect.poll(() => verdicts('app_published'), { timeout: 5_000 }).toEqual(['failed']);
    service.simulator.app.published = true;
    service.simulator.person({ name: 'Ana', waId: '5215550001111' }).sendText('hola');
    await expect.poll(() => verdicts('app_published'), { timeout: 5_000 }).toEqual(['ok']);
  });

  it('answers over REST as well, once a minute', async () => {
    const first: unknown = await (await service.api('GET', '/doctor')).json();
    service.simulator.number().fields['quality_rating'] = 'RED';
    const second: unknown = await (await service.api('GET', '/doctor')).json();
    service.simulator.number().fields['quality_rating'] = 'GREEN';
    expect(second).toEqual(first);
    expect(first).toMatchObject({ findings: expect.arrayContaining([]) as unknown });
  });
});
