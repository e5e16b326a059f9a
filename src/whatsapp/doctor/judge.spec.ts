import { describe, expect, it } from 'vitest';
import type { AppFacts, DatabaseFacts, Facts, NumberFacts } from './facts.js';
import type { Check, Finding, Verdict } from './finding.js';
import { judge, worstOf } from './judge.js';
import { readNumber, readSubscribedApps, readSubscription, readToken } from './read-facts.js';
import { WANTED_FIELDS } from './wanted-fields.js';

const NOW = new Date('2027-01-31T12:00:00Z');
const URL_OF_OURS = 'https://rifas.example/webhook';
const DAY = 24 * 60 * 60_000;

const NUMBER: NumberFacts = {
  quality: 'GREEN',
  throughput: 'STANDARD',
  messagingLimit: 'TIER_2K',
  nameStatus: 'APPROVED',
  status: 'CONNECTED',
  canSend: 'AVAILABLE',
  entities: [],
  callbacks: { number: null, account: null, app: URL_OF_OURS },
};
const TOKEN = {
  valid: true,
  appId: '7',
  scopes: ['whatsapp_business_messaging', 'whatsapp_business_management'],
  expiresAt: null,
  accounts: new Map([['whatsapp_business_messaging', ['waba']]]),
};
const SUBSCRIPTION = {
  callbackUrl: URL_OF_OURS,
  active: true,
  fields: WANTED_FIELDS.map((name) => ({ name, version: 'v24.0' })),
};
const APP: AppFacts = {
  appId: '7',
  phoneNumberIds: ['1'],
  wabaIds: ['waba'],
  token: known(TOKEN),
  subscription: known(SUBSCRIPTION),
};
const DATABASE: DatabaseFacts = {
  now: NOW,
  tests: 0,
  real: 5,
  deliveryMedian: 1,
  deliveryP95: 3,
  oldestPending: null,
  paymentRefusals: 0,
};
const HEALTHY: Facts = {
  apps: [APP],
  accounts: [{ wabaId: 'waba', appId: '7', subscribedApps: known(['7']), funded: known(true) }],
  numbers: [{ phoneNumberId: '1', facts: known(NUMBER) }],
  database: DATABASE,
  clock: { ours: NOW, metaAheadMs: 400, databaseAheadMs: -200 },
  callback: { expected: URL_OF_OURS, handshake: { kind: 'ok' }, plainAllowed: false },
  graphVersion: 'v24.0',
  mtls: { mode: 'off', caUntil: null },
};

function known<T>(value: T): { kind: 'known'; value: T } {
  return { kind: 'known', value };
}

function finding(check: Check, changes: Partial<Facts>): Finding {
  return judge({ ...HEALTHY, ...changes }).find((one) => one.check === check)!;
}

const withApp = (changes: Partial<AppFacts>): Partial<Facts> => ({ apps: [{ ...APP, ...changes }] });
const withToken = (changes: Partial<typeof TOKEN> | { expiresAt: Date }): Partial<Facts> =>
  withApp({ token: known({ ...TOKEN, ...changes }) });
const withNumber = (changes: Partial<NumberFacts>): Partial<Facts> => ({
  numbers: [{ phoneNumberId: '1', facts: known({ ...NUMBER, ...changes }) }],
});
const withDatabase = (changes: Partial<DatabaseFacts>): Partial<Facts> => ({
  database: { ...DATABASE, ...changes },
});
const withAccount = (changes: Partial<Facts['accounts'][number]>): Partial<Facts> => ({
  accounts: [{ ...HEALTHY.accounts[0]!, ...changes }],
});
const handshake = (
  result: Facts['callback']['handshake'],
  expected: string | null = URL_OF_OURS,
): Partial<Facts> => ({
  callback: { expected, handshake: result, plainAllowed: false },
});
const fieldsAt = (versions: Record<string, string>): Partial<Facts> =>
  withApp({
    subscription: known({
      ...SUBSCRIPTION,
      fields: WANTED_FIELDS.map((name) => ({ name, version: versions[name] ?? 'v24.0' })),
    }),
  });

describe('the doctor', () => {
  it('finds nothing wrong where nothing is, and looks at everything', () => {
    const findings = judge(HEALTHY);
    expect(findings.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
    expect(worstOf(findings)).toBe('ok');
    expect(findings.map(({ check }) => check).toSorted()).toEqual([
      'account_subscription',
      'app_published',
      'callback_url',
      'clock',
      'database',
      'display_name',
      'field_versions',
      'fields',
      'graph_version',
      'handshake',
      'health',
      'messaging_limit',
      'mtls_ca',
      'number_status',
      'payment_method',
      'quality',
      'scopes',
      'throughput',
      'token',
      'webhook_lag',
    ]);
  });

  const cases: [Check, Verdict, Partial<Facts>, RegExp][] = [
    ['token', 'failed', withToken({ valid: false }), /invalid/],
    ['token', 'failed', withApp({ token: { kind: 'refused', code: 190, httpStatus: 401 } }), /190/],
    ['token', 'unknown', withApp({ token: { kind: 'silent', why: 'ECONNREFUSED' } }), /ECONNREFUSED/],
    ['token', 'warning', withToken({ expiresAt: new Date(NOW.getTime() + 40 * DAY) }), /2027-03-12/],
    ['token', 'failed', withToken({ expiresAt: new Date(NOW.getTime() + 3 * DAY) }), /2027-02-03/],
    ['scopes', 'failed', withToken({ scopes: ['whatsapp_business_messaging'] }), /management/],
    [
      'scopes',
      'failed',
      withToken({ accounts: new Map([['whatsapp_business_management', ['other']]]) }),
      /waba/,
    ],
    ['fields', 'failed', withApp({ subscription: known(null) }), /no webhooks/],
    ['fields', 'failed', withApp({ subscription: known({ ...SUBSCRIPTION, active: false }) }), /no webhooks/],
    ['fields', 'failed', withApp({ subscription: known({ ...SUBSCRIPTION, fields: [] }) }), /messages/],
    [
      'fields',
      'warning',
      withApp({
        subscription: known({
          ...SUBSCRIPTION,
          fields: SUBSCRIPTION.fields.filter(({ name }) => name !== 'security'),
        }),
      }),
      /^Missing: security\.$/,
    ],
    ['fields', 'unknown', withApp({ appId: null, subscription: null }), /not known/],
    [
      'field_versions',
      'warning',
      fieldsAt({ messages: 'v23.0' }),
      /Mixed\. v23\.0: messages\. v24\.0: account_alerts/,
    ],
    [
      'field_versions',
      'warning',
      fieldsAt(Object.fromEntries(WANTED_FIELDS.map((name) => [name, 'v21.0']))),
      /v21/,
    ],
    ['account_subscription', 'failed', withAccount({ subscribedApps: known([]) }), /No app/],
    ['account_subscription', 'failed', withAccount({ subscribedApps: known(['8']) }), /other apps: 8/],
    [
      'account_subscription',
      'unknown',
      withAccount({ subscribedApps: { kind: 'refused', code: 200, httpStatus: 403 } }),
      /200/,
    ],
    [
      'callback_url',
      'failed',
      withNumber({
        callbacks: { number: 'https://else.example/x?secret=1', account: null, app: URL_OF_OURS },
      }),
      /else\.example\/x \(an override at the number\)/,
    ],
    [
      'callback_url',
      'failed',
      withNumber({ callbacks: { number: null, account: 'https://else.example', app: URL_OF_OURS } }),
      /override at the account/,
    ],
    [
      'callback_url',
      'ok',
      withNumber({ callbacks: { number: URL_OF_OURS, account: 'https://else.example', app: null } }),
      /override at the number/,
    ],
    [
      'callback_url',
      'failed',
      withNumber({ callbacks: { number: null, account: null, app: 'https://old.example/webhook' } }),
      /old\.example/,
    ],
    ['handshake', 'failed', handshake({ kind: 'status', httpStatus: 403 }), /403/],
    ['handshake', 'failed', handshake({ kind: 'other_body' }), /not the challenge/],
    ['handshake', 'failed', handshake({ kind: 'silent', why: 'ENOTFOUND' }), /ENOTFOUND/],
    ['handshake', 'failed', handshake({ kind: 'ok' }, 'http://localhost:3000/webhook'), /without TLS/],
    ['handshake', 'unknown', handshake(null, null), /PUBLIC_URL/],
    ['app_published', 'failed', withDatabase({ tests: 3, real: 0 }), /3 tests/],
    ['app_published', 'unknown', withDatabase({ tests: 0, real: 0 }), /Nothing/],
    ['number_status', 'failed', withNumber({ status: 'DISCONNECTED' }), /DISCONNECTED/],
    ['display_name', 'warning', withNumber({ nameStatus: 'DECLINED' }), /DECLINED/],
    ['quality', 'warning', withNumber({ quality: 'YELLOW' }), /YELLOW/],
    ['quality', 'failed', withNumber({ quality: 'RED' }), /RED/],
    ['throughput', 'unknown', withNumber({ throughput: 'NOT_APPLICABLE' }), /NOT_APPLICABLE/],
    ['messaging_limit', 'warning', withNumber({ messagingLimit: 'TIER_250' }), /TIER_250/],
    [
      'health',
      'failed',
      withNumber({ canSend: 'BLOCKED', entities: [{ type: 'WABA', state: 'BLOCKED', codes: [141006] }] }),
      /WABA BLOCKED \(141006\)/,
    ],
    ['health', 'warning', withNumber({ canSend: 'LIMITED' }), /LIMITED/],
    [
      'payment_method',
      'failed',
      withNumber({ entities: [{ type: 'WABA', state: 'BLOCKED', codes: [141006] }] }),
      /141006/,
    ],
    ['payment_method', 'failed', withDatabase({ paymentRefusals: 2 }), /131042/],
    ['payment_method', 'warning', withAccount({ funded: known(false) }), /None/],
    [
      'clock',
      'warning',
      { clock: { ours: NOW, metaAheadMs: 20_000, databaseAheadMs: null } },
      /Meta's is 20 s ahead/,
    ],
    [
      'clock',
      'failed',
      { clock: { ours: NOW, metaAheadMs: 0, databaseAheadMs: -90_000 } },
      /database's is 90 s behind/,
    ],
    [
      'clock',
      'unknown',
      { clock: { ours: NOW, metaAheadMs: null, databaseAheadMs: null } },
      /no other clock/,
    ],
    ['graph_version', 'warning', { graphVersion: 'v19.0' }, /v19/],
    [
      'graph_version',
      'failed',
      { graphVersion: 'v23.0', clock: { ...HEALTHY.clock, ours: new Date('2027-12-01') } },
      /ended/,
    ],
    ['mtls_ca', 'unknown', { mtls: { mode: 'header', caUntil: null } }, /No CA/],
    [
      'mtls_ca',
      'warning',
      { mtls: { mode: 'listener', caUntil: [new Date(NOW.getTime() + 20 * DAY)] } },
      /2027-02-20/,
    ],
    [
      'mtls_ca',
      'failed',
      { mtls: { mode: 'listener', caUntil: [new Date(NOW.getTime() - DAY)] } },
      /2027-01-30/,
    ],
    [
      'mtls_ca',
      'ok',
      { mtls: { mode: 'listener', caUntil: [new Date(0), new Date(NOW.getTime() + 900 * DAY)] } },
      /2029/,
    ],
    ['webhook_lag', 'failed', withDatabase({ oldestPending: 300 }), /300 s/],
    ['webhook_lag', 'warning', withDatabase({ deliveryMedian: 600, deliveryP95: 900 }), /600 s/],
    ['webhook_lag', 'unknown', withDatabase({ deliveryMedian: null, deliveryP95: null }), /No message/],
    ['database', 'unknown', { database: null }, /not asked/],
  ];
  it.each(cases)('%s is %s for %o', (check, verdict, changes, found) => {
    const one = finding(check, changes);
    expect(one).toMatchObject({ verdict });
    expect(one.found).toMatch(found);
    expect(one.advice !== null || verdict === 'ok' || verdict === 'unknown').toBe(true);
  });

  it('never shows more of a foreign address than host and path', () => {
    const callbacks = { number: 'https://user:pass@else.example/x?token=secret', account: null, app: null };
    expect(finding('callback_url', withNumber({ callbacks })).found).not.toMatch(/secret|pass/);
  });
});

describe('what Meta tells', () => {
  it.each([
    undefined,
    null,
    1,
    'x',
    [],
    {},
    { data: null },
    { data: [null, 1, {}] },
    { data: { scopes: 1 } },
  ])('is read without harm whatever it is: %j', (body) => {
    expect(readToken(body).valid).toBe(false);
    expect(readSubscription(body)).toBeNull();
    expect(readSubscribedApps(body)).toEqual([]);
    expect(readNumber(body).quality).toBeNull();
  });
});
