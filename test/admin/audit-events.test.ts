import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessWatch } from '../../src/admin/access/access-watch.service.js';
import { Access } from '../../src/admin/access/access.service.js';
import { ConfigWatch } from '../../src/admin/records/config-watch.service.js';
import { Config, Secrets } from '../../src/platform/index.js';
import { ExpirySweep, Heartbeat, KeyDestroyer, Orders } from '../../src/raffle/index.js';
import { ContactMerge } from '../../src/whatsapp/contacts/contact-merge.repository.js';
import { makeContacts } from '../support/people.js';
import { advance, setNow } from '../support/time.js';
import { until } from '../support/until.js';
import { AdminApp } from './app.js';
import { BY_ITSELF, entriesAfter, entriesOf, type Entry } from './audited.js';
import { drawn } from './evidence-story.js';
import { hold, openRaffle, paymentOf, sendReceipt, type Order, type Raffle } from './story.js';

let app: AdminApp;
beforeAll(async () => {
  app = await AdminApp.start({ TRUST_PROXY: 'loopback' });
});
afterAll(() => app.stop());

/** A request that comes by way of the trusted proxy. */
async function from(address: string, key?: string): Promise<number> {
  const headers = { 'x-forwarded-for': address };
  return (await app.call('GET', '/raffles', { headers, ...(key !== undefined && { key }) })).status;
}

async function paid(raffle: Raffle, number: string): Promise<Order> {
  const order = await hold(app, raffle, [number]);
  await sendReceipt(app, order);
  await app.expect(200, 'POST', `/payments/${(await paymentOf(app, order)).id}/approve`);
  return order;
}

const did = async (order: Order): Promise<string[]> =>
  (await entriesAfter(app)).filter(({ targetId }) => targetId === order.id).map(({ action }) => action);

describe('a key', () => {
  it('that opens nothing is written down, and no stranger decides how often', async () => {
    for (let tries = 0; tries < 5; tries++) expect(await from('203.0.113.9', 'tk_wrong')).toBe(401);
    for (let network = 0; network < 25; network++)
      expect(await from(`198.51.${network}.9`, 'tk_wrong')).toBe(401);
    const refused = await entriesOf(app, 'access.refused');
    expect(refused).toHaveLength(20);
    const [first, second] = refused;
    expect(first).toMatchObject({ actor: null, targetId: '203.0.113.0/24', detail: { unwritten: 0 } });
    expect(second).toMatchObject({ targetId: '198.51.0.0/24', detail: { unwritten: 4 } });
    expect(JSON.stringify(refused)).not.toContain('wrong');
  });

  it('that opens something brings to light how many others were only counted, once their hour is over', async () => {
    const last = (await entriesAfter(app)).at(-1)?.id;
    const { id: userId = '' } = (await app.database.first<{ id: string }>('select id from app_user')) ?? {};
    const owner = { userId, apiKeyId: null, session: null, scopes: new Set<never>() };
    const watch = app.app.get(AccessWatch, { strict: false });
    const inAnHour = performance.now() + 3_600_000;
    await watch.admitted(owner, '127.0.0.1', inAnHour);
    await watch.admitted(owner, '127.0.0.1', inAnHour);
    const left = (await entriesAfter(app, last)).filter(({ action }) => action === 'access.refused');
    expect(left).toMatchObject([{ actor: null, targetId: 'any', detail: { unwritten: 6 } }]);
  });

  it('is written down where it is used from a network for the first time, once', async () => {
    const { key } = await app.keyOf('seller');
    const known = await entriesOf(app, 'access.first_from');
    for (const address of ['192.0.2.1', '192.0.2.200', '2001:db8:7::1', '192.0.2.1'])
      expect(await from(address, key)).toBe(200);
    const added = (await entriesOf(app, 'access.first_from')).slice(known.length);
    expect(added.map(({ detail }) => detail)).toEqual([
      { network: '192.0.2.0/24' },
      { network: '2001:db8:7::/48' },
    ]);
    expect(added.every(({ actor }) => actor !== null)).toBe(true);
  });
});

describe('a start of the service', () => {
  const start = (config: Config): Promise<void> =>
    new ConfigWatch(config, app.app.get(Secrets, { strict: false }), app.database).onApplicationBootstrap();
  const changedIn = ({ detail }: Entry): string[] =>
    (detail['changed'] as { setting: string }[]).map(({ setting }) => setting);

  it('with other settings names them and what they were, as fingerprints', async () => {
    const config = app.app.get(Config, { strict: false });
    await start(config);
    expect(await entriesOf(app, 'config.changed')).toHaveLength(1);
    const webhook = { alertWebhookUrl: 'https://alerts.example/?key=a-secret' };
    await start(config.with(webhook));
    await start(config.with({ ...webhook, port: 1 }));
    await start(config);
    const [first, there, back] = await entriesOf(app, 'config.changed');
    expect(changedIn(first!)).toContain('alertWebhookUrl');
    expect([changedIn(there!), changedIn(back!)]).toEqual([['alertWebhookUrl'], ['alertWebhookUrl']]);
    expect(JSON.stringify(there)).not.toContain('a-secret');
    expect(await entriesOf(app, 'config.changed')).toHaveLength(3);
  });

  it('that gives the first owner an address says so', async () => {
    await app.owner.query('update app_user set email = null');
    const config = app.app.get(Config, { strict: false });
    await new Access(config, app.database).onApplicationBootstrap();
    await new Access(config, app.database).onApplicationBootstrap();
    expect(await entriesOf(app, 'user.updated')).toMatchObject([{ detail: { by: 'environment' } }]);
  });

  it('after an outage says from when to when', async () => {
    await app.owner.query(
      `insert into heartbeat values (1, app_now() - interval '9 minutes') on conflict (id) do update set beat_at = excluded.beat_at`,
    );
    await app.app.get(Heartbeat, { strict: false }).beat();
    await until('the outage is written', async () => (await entriesOf(app, 'service.outage')).length > 0);
    const [outage] = await entriesOf(app, 'service.outage');
    const at = (end: string): number => Date.parse(String(outage?.detail[end]));
    expect(at('endedAt') - at('beganAt')).toBeGreaterThan(500_000);
  });
});

describe('what goes another way than planned', () => {
  const orders = (): Orders => app.app.get(Orders, { strict: false });

  it('numbers leave the draw, and the money goes back', async () => {
    const order = await paid(await openRaffle(app), '01');
    await app.database.transact((tx) => orders().toRefundOwed(tx, order.id));
    await app.database.transact((tx) => orders().toRefunded(tx, order.id));
    expect(await did(order)).toEqual(['order.held', 'order.voided', 'order.refunded']);
  });

  it('money comes when the numbers are gone: once, however often it is confirmed', async () => {
    const raffle = await openRaffle(app);
    const late = await hold(app, raffle, ['03']);
    await app.owner.query(
      `update raffle_order set deadline_at = app_now() - interval '1 hour' where id = $1`,
      [late.id],
    );
    await app.app.get(ExpirySweep, { strict: false }).sweep();
    await hold(app, raffle, ['03']);
    await sendReceipt(app, late);
    const { id } = await paymentOf(app, late);
    const outcomes = [];
    for (let times = 0; times < 2; times++)
      outcomes.push((await app.expect(200, 'POST', `/payments/${id}/approve`))['outcome']);
    expect(outcomes).toEqual(['refund_owed', 'already']);
    expect(await entriesOf(app, 'payment.refund_owed')).toMatchObject([
      { targetId: id, detail: { order: late.code } },
    ]);
  });

  it('after the freeze money is owed and numbers stay; the keys go when nobody can claim any more', async () => {
    const raffle = await openRaffle(app);
    const order = await paid(raffle, '18');
    await drawn(app, raffle);
    await app.database.transact((tx) => orders().toRefundOwed(tx, order.id));
    expect(await did(order)).toEqual(['order.held', 'order.refund_owed']);
    await advance(app.owner, 400 * 86_400_000);
    await app.app.get(KeyDestroyer, { strict: false }).destroyDue();
    await setNow(app.owner, null);
    const entries = await entriesOf(app, 'raffle.keys_destroyed');
    expect(entries).toMatchObject([{ actor: null, targetId: raffle.id }]);
  });

  it('two contacts are one', async () => {
    const [older = '', younger = ''] = await makeContacts(app.database, 2);
    await app.database.transact((tx) => new ContactMerge().merge(tx, older, younger));
    expect(await entriesOf(app, 'contact.merged')).toMatchObject([{ targetId: older }]);
  });
});

it('here and by the examples of the API, everything in the list was written', async () => {
  const written = new Set((await entriesAfter(app)).map(({ action }) => action));
  expect(BY_ITSELF.filter((action) => !written.has(action))).toEqual([]);
});
