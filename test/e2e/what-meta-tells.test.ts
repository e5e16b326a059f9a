import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChangeOptions } from '../../simulator/index.js';
import { DEMO } from '../../src/platform/index.js';
import { ChannelState } from '../../src/whatsapp/index.js';
import { withOwner } from '../support/open.js';
import { answer } from '../support/raffle.js';
import { APP_SECRET, sign, startService, type TestService } from '../support/service.js';
import { advance } from '../support/time.js';

const SIBLING = '106540352242923';
const STRANGER = '106540352242924';
const OTHER_WABA = '999990352242924';

interface Shown {
  readonly id: string;
  readonly phoneNumberId: string;
  readonly stops: { cause: string; scope: string; endsBy: string }[];
  readonly messagesPerSecond: number;
  readonly dailyRecipients: number | null;
  readonly quality: string | null;
  readonly canSend: string | null;
  readonly metaSays: string | null;
}

interface ShownAlert {
  readonly id: string;
  readonly kind: string;
  readonly severity: string;
  readonly message: string;
  readonly acknowledgedAt: string | null;
}

let service: TestService;
let pager: Server;
const told: { kind: string; severity: string }[] = [];

beforeAll(async () => {
  pager = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      told.push(JSON.parse(body));
      response.end();
    });
  });
  await new Promise<void>((resolve) => pager.listen(0, '127.0.0.1', resolve));
  const { port } = pager.address() as AddressInfo;
  service = await startService({ env: { ALERT_WEBHOOK_URL: `http://127.0.0.1:${port}/alerts` } });
  await addNumber(SIBLING, DEMO.businessAccountId, '573009990001');
  await addNumber(STRANGER, OTHER_WABA, '573009990002');
});
afterAll(async () => {
  await service.stop();
  pager.close();
});

beforeEach(async () => {
  for (const id of [DEMO.phoneNumberId, SIBLING, STRANGER]) setHealth(id, 'AVAILABLE');
  for (const { id } of await channels()) await service.api('POST', `/channels/${id}/resume`, { force: true });
  await readBack();
});

async function addNumber(phoneNumberId: string, wabaId: string, displayPhoneNumber: string): Promise<void> {
  service.simulator.addNumber({ phoneNumberId, wabaId, displayPhoneNumber });
  const number = { phoneNumberId, businessAccountId: wabaId, displayPhoneNumber };
  const credentials = { accessToken: DEMO.accessToken, appSecrets: [APP_SECRET] };
  await answer(service.api('POST', '/channels', { ...number, ...credentials }));
}

function setHealth(phoneNumberId: string, can: string, errors: object[] = []): void {
  const entity = { entity_type: 'WABA', id: '1', can_send_message: can, errors };
  service.simulator.number(phoneNumberId).fields['health_status'] = {
    can_send_message: can,
    entities: [entity],
  };
}

/** Tells a change over signed HTTP and waits until it was acted on. */
async function tell(field: string, value: object, options: ChangeOptions = {}): Promise<void> {
  expect(await service.simulator.sendChange(field, value, options)).toBe(true);
  await expect
    .poll(() => service.db.database.rows(`select id from inbox where state = 'pending'`), { timeout: 10_000 })
    .toEqual([]);
}

async function channels(): Promise<Shown[]> {
  return (await answer<{ items: Shown[] }>(service.api('GET', '/channels'))).items;
}

async function channel(phoneNumberId: string = DEMO.phoneNumberId): Promise<Shown> {
  const found = (await channels()).find((one) => one.phoneNumberId === phoneNumberId);
  if (found === undefined) throw new Error('no such channel');
  return found;
}

async function causes(phoneNumberId?: string): Promise<string[]> {
  return (await channel(phoneNumberId)).stops.map(({ cause }) => cause);
}

/** Reads every number back and waits for the answers. */
async function readBack(): Promise<void> {
  const state = service.app.get(ChannelState, { strict: false });
  for (const { id } of await channels()) {
    const clock = await service.db.database.first<{ now: Date }>('select app_now() as now');
    await service.db.database.transact((tx) => state.requestCheck(tx, id));
    expect(await state.waitForCheck(id, clock!.now, 10_000)).not.toBeNull();
  }
}

async function alerts(): Promise<ShownAlert[]> {
  return (await answer<{ items: ShownAlert[] }>(service.api('GET', '/alerts?limit=200'))).items;
}

const seconds = (shift = 0): number => Math.floor(Date.now() / 1000) + shift;

describe('a restriction', () => {
  const restricted = (until: number) => ({
    event: 'ACCOUNT_RESTRICTION',
    restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: until }],
  });

  it('stops templates on every number of its account and no other, until its end has come and Meta says so', async () => {
    await tell('account_update', restricted(seconds(3600)));
    for (const id of [DEMO.phoneNumberId, SIBLING])
      expect((await channel(id)).stops).toMatchObject([
        { cause: 'restricted_biz_initiated_messaging', scope: 'templates', endsBy: 'read_back' },
      ]);
    expect(await causes(STRANGER)).toEqual([]);
    await readBack();
    expect(await causes()).toEqual(['restricted_biz_initiated_messaging']);
    await withOwner(service.db, (owner) => advance(owner, 3_700_000));
    setHealth(DEMO.phoneNumberId, 'LIMITED', [{ error_code: 141010 }]);
    await readBack();
    expect(await causes()).toEqual(['restricted_biz_initiated_messaging']);
    expect(await causes(SIBLING)).toEqual([]);
    setHealth(DEMO.phoneNumberId, 'AVAILABLE');
    await service.app.get(ChannelState, { strict: false }).sweep();
    await readBack();
    expect(await causes()).toEqual([]);
    expect((await alerts()).some(({ kind }) => kind === 'account_restricted')).toBe(true);
  });
});

describe('a ban', () => {
  const ban = (state: string) => ({
    event: 'DISABLED_UPDATE',
    ban_info: { waba_ban_state: state, waba_ban_date: 'December 1, 2026' },
  });

  it('stops everything until Meta and a person say otherwise; what is told late changes nothing', async () => {
    const entryId = OTHER_WABA;
    const start = seconds();
    await withOwner(service.db, (owner) => advance(owner, 7_200_000));
    await tell('account_update', ban('DISABLE'), { entryId, time: start + 6_000 });
    expect((await channel(STRANGER)).stops).toMatchObject([
      { cause: 'ban', scope: 'everything', endsBy: 'person' },
    ]);
    await tell('account_update', ban('REINSTATE'), { entryId, time: start + 6_500 });
    await readBack();
    expect(await causes(STRANGER)).toEqual(['ban']);

    const { id } = await channel(STRANGER);
    setHealth(STRANGER, 'BLOCKED', [{ error_code: 131031 }]);
    const refused = await service.api('POST', `/channels/${id}/resume`, {});
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: 'still_stopped', canSend: 'blocked' });
    expect((await channel(STRANGER)).metaSays).toContain('WABA blocked (131031)');

    setHealth(STRANGER, 'AVAILABLE');
    const resumed = await service.api('POST', `/channels/${id}/resume`, {});
    expect([resumed.status, await resumed.json()]).toMatchObject([200, { stops: [] }]);
    await tell('account_update', ban('DISABLE'), { entryId, time: start + 6_200 });
    expect(await causes(STRANGER)).toEqual([]);
    expect((await alerts()).find(({ message }) => message.startsWith('Told of'))?.severity).toBe('info');
  });

  it('or a lost connection of the same second as its end holds: nobody knows which of the two is true', async () => {
    const time = seconds(7_000);
    await tell('account_update', { event: 'ACCOUNT_RECONNECTED' }, { entryId: OTHER_WABA, time });
    await tell('account_update', { event: 'ACCOUNT_OFFBOARDED' }, { entryId: OTHER_WABA, time });
    expect(await causes(STRANGER)).toEqual(['account_offboarded']);
  });
});

describe('limits', () => {
  it('a throughput upgrade raises the rate of the number it names, and the portfolio’s budget', async () => {
    const { fields } = service.simulator.number(SIBLING);
    fields['throughput'] = { level: 'HIGH' };
    for (const id of [DEMO.phoneNumberId, SIBLING, STRANGER])
      service.simulator.number(id).fields['whatsapp_business_manager_messaging_limit'] = 'TIER_UNLIMITED';
    const value = {
      display_phone_number: '573009990001',
      event: 'THROUGHPUT_UPGRADE',
      current_limit: 'TIER_UNLIMITED',
    };
    const later = seconds(12_000); // the stories above took the clock three hours ahead: what is told must be newer
    await tell('phone_number_quality_update', value, { time: later });
    expect((await channel(SIBLING)).messagesPerSecond).toBe(900);
    expect((await channel()).messagesPerSecond).toBe(70);
    expect((await channel()).dailyRecipients).toBe(2_147_483_647);
    const old = { max_daily_conversations_per_business: 'TIER_250' };
    await tell('business_capability_update', old, { time: seconds(-9_000) });
    expect((await channel()).dailyRecipients).toBe(2_147_483_647);
  });

  it('a RED number sends no marketing until Meta rates it better', async () => {
    const { fields } = service.simulator.number(STRANGER);
    fields['quality_rating'] = 'RED';
    await readBack();
    expect((await channel(STRANGER)).stops).toMatchObject([{ cause: 'quality_red', scope: 'marketing' }]);
    fields['quality_rating'] = 'GREEN';
    await readBack();
    expect(await channel(STRANGER)).toMatchObject({ quality: 'GREEN', stops: [], canSend: 'available' });
  });

  it('a dead token is found out by asking, and ends when it works again', async () => {
    service.simulator.failNext({ code: 190, on: 'node', phoneNumberId: STRANGER });
    await readBack();
    expect(await causes(STRANGER)).toEqual(['token_invalid']);
    await readBack();
    expect(await causes(STRANGER)).toEqual([]);
  });
});

describe('an alarm', () => {
  it('of a changed PIN is told elsewhere too, and stays open until somebody takes note of it', async () => {
    const value = { display_phone_number: '573009990001', event: 'PIN_CHANGED', requester: '61555822107539' };
    await tell('security', value);
    await expect
      .poll(() => told.filter(({ kind }) => kind === 'pin_changed'), { timeout: 10_000 })
      .toMatchObject([{ severity: 'critical' }]);
    const alert = (await alerts()).find(({ kind }) => kind === 'pin_changed');
    expect(alert?.acknowledgedAt).toBeNull();
    expect(alert?.message).not.toMatch(/5730099/);
    await answer(service.api('POST', `/alerts/${alert?.id}/acknowledge`));
    expect((await service.api('POST', `/alerts/${alert?.id}/acknowledge`)).status).toBe(409);
    expect((await alerts()).find(({ id }) => id === alert?.id)?.acknowledgedAt).not.toBeNull();
  });

  it('is raised where another app speaks for a number of ours', async () => {
    const secret = 'the-secret-of-another-app';
    service.simulator.addNumber({
      phoneNumberId: '106540352242929',
      wabaId: '31',
      displayPhoneNumber: '573009990009',
    });
    const other = {
      phoneNumberId: '106540352242929',
      businessAccountId: '31',
      accessToken: DEMO.accessToken,
    };
    await answer(service.api('POST', '/channels', { ...other, appSecrets: [secret] }));
    const value = { event: 'ACCOUNT_DELETED' };
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: OTHER_WABA, time: seconds(), changes: [{ field: 'account_update', value }] }],
    });
    await expect.poll(async () => (await service.post(body, sign(body, secret))).status).toBe(200);
    expect((await alerts()).map(({ kind }) => kind)).toContain('foreign_signature');
    expect(await causes(STRANGER)).not.toContain('account_deleted');
  });
});

it('a sample of the Test button is shown as a test, however often it came, and changes nothing', async () => {
  const value = { display_phone_number: '16505551111', event: 'PIN_CHANGED', requester: '1000' };
  for (let i = 0; i < 2; i++) await tell('security', value, { entryId: '0', time: 1_795_348_800 });
  const page = await answer<{ items: { test: boolean; seen: number; state: string }[] }>(
    service.api('GET', '/webhook-events?field=security&state=ignored'),
  );
  expect(page.items).toMatchObject([{ test: true, seen: 2, state: 'ignored' }]);
});
