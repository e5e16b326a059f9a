import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEMO } from '../../src/platform/index.js';
import { AdminApp } from '../admin/app.js';
import { audienceMember, OFFER, offerTemplate, until } from './audience.js';

interface Detail {
  id: string;
  state: string;
  waitsFor: string | null;
  preview: { recipients: number; outsideWindow: number; days: number; dailyLimit: number | null } | null;
  report: Record<string, number> & { leftOut: Record<string, number>; failures: Record<string, number> };
}

let app: AdminApp;
let channelId: string;

beforeAll(async () => {
  app = await AdminApp.start();
  app.simulator.number(DEMO.phoneNumberId).limits.throughput = null;
  channelId = (await app.database.first<{ id: string }>('select id from channel'))?.id ?? '';
  await offerTemplate(app);
});
afterAll(() => app.stop());

beforeEach(async () => {
  await app.owner.query(`update contact set opt_out = 'all'`); // people of the test before
  await app.owner.query('update portfolio set daily_recipients = 1000');
});

async function draft(segment: object = { kind: 'everybody' }): Promise<Detail> {
  const body = { channelId, template: 'new_raffle', language: 'es', parameters: OFFER, segment };
  return app.expect<Detail>(201, 'POST', '/broadcasts', { body });
}

const show = (id: string): Promise<Detail> => app.expect<Detail>(200, 'GET', `/broadcasts/${id}`);

async function settled(id: string): Promise<Detail> {
  await until('the broadcast ends', async () => (await show(id)).state === 'done');
  return show(id);
}

describe('a broadcast', () => {
  it('reaches those who asked for offers, each once, and reports what became of it', async () => {
    const asked = await Promise.all([1, 2, 3].map(() => audienceMember(app, { asked: true })));
    const others = await Promise.all([
      audienceMember(app, { asked: false }),
      audienceMember(app, { asked: true, withdrawn: true }),
    ]);
    const { id, preview } = await draft();
    expect(preview).toMatchObject({ recipients: 3, outsideWindow: 3, days: 1, dailyLimit: 1000 });
    await app.expect(200, 'POST', `/broadcasts/${id}/start`);
    const { report } = await settled(id);
    expect(report).toMatchObject({
      recipients: 3,
      waiting: 0,
      unsent: 0,
      accepted: 3,
      failed: 0,
      leftOut: {},
    });
    for (const { phone } of asked) expect(phone.inbox()).toHaveLength(1);
    for (const { phone } of others) expect(phone.inbox()).toHaveLength(0);
  });

  it('is refused without anybody to get it, and cannot be started twice', async () => {
    const { id } = await draft();
    expect(await (await app.call('POST', `/broadcasts/${id}/start`)).json()).toMatchObject({
      code: 'nobody',
    });
    await audienceMember(app, { asked: true });
    await app.expect(200, 'POST', `/broadcasts/${id}/start`);
    const again = await app.call('POST', `/broadcasts/${id}/start`);
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'wrong_state' }]);
  });

  it('stops for good: who has not got it will not', async () => {
    const members = await Promise.all(Array.from({ length: 8 }, () => audienceMember(app, { asked: true })));
    await app.owner.query(
      `insert into channel_stop (channel_id, cause, scope) values ($1, 'held', 'marketing')`,
      [channelId],
    );
    const { id } = await draft();
    await app.expect(200, 'POST', `/broadcasts/${id}/start`);
    await until('it says why it waits', async () => (await show(id)).waitsFor !== null);
    expect(await app.expect<Detail>(200, 'POST', `/broadcasts/${id}/stop`)).toMatchObject({
      state: 'stopped',
    });
    await app.owner.query(`delete from channel_stop where cause = 'held'`);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    for (const { phone } of members) expect(phone.inbox()).toHaveLength(0);
    expect((await show(id)).report).toMatchObject({ recipients: 8, accepted: 0 });
  });

  it('drops what waits in the outbox when it is stopped', async () => {
    const { contactId } = await audienceMember(app, { asked: true });
    const { id } = await draft();
    await app.expect(200, 'POST', `/broadcasts/${id}/start`);
    await until('it was sent', async () => (await show(id)).report.accepted === 1);
    await app.owner.query(`update broadcast set state = 'running', ended_at = null where id = $1`, [id]);
    await app.owner.query(
      `update outbox set state = 'pending', rank = 0, due_at = app_now() + interval '1 hour' where contact_id = $1`,
      [contactId],
    );
    await app.expect(200, 'POST', `/broadcasts/${id}/stop`);
    expect((await show(id)).report).toMatchObject({ unsent: 0, leftOut: { broadcast_stopped: 1 } });
  });

  it('goes half as fast through a number that Meta rates YELLOW', async () => {
    await Promise.all([1, 2, 3, 4].map(() => audienceMember(app, { asked: true })));
    await app.owner.query(`update channel set quality = 'YELLOW', messages_per_second = 2`);
    const { id } = await draft();
    await app.expect(200, 'POST', `/broadcasts/${id}/start`);
    expect((await settled(id)).report['accepted']).toBe(4);
    await app.owner.query('update channel set quality = null, messages_per_second = 70');
    const gaps = await app.database.rows<{ waited: boolean | null }>(
      `select o.created_at - lag(o.created_at) over (order by o.created_at) > interval '1 second' as waited
       from broadcast_recipient r join outbox o on o.id = r.outbox_id where r.broadcast_id = $1 order by o.created_at`,
      [id],
    );
    expect(gaps.map(({ waited }) => waited)).toEqual([null, false, true, false]);
  });

  it('leaves out who said stop after it was started', async () => {
    await app.owner.query('update portfolio set daily_recipients = 1'); // a fifth is kept free: nobody may be added
    const { contactId, phone } = await audienceMember(app, { asked: true });
    const { id } = await draft();
    await app.expect(200, 'POST', `/broadcasts/${id}/start`);
    await until('it waits for tomorrow', async () => (await show(id)).waitsFor === 'daily_limit');
    await app.owner.query(`update contact set opt_out = 'marketing' where id = $1`, [contactId]);
    await app.owner.query('update portfolio set daily_recipients = 1000');
    await app.owner.query(`update jobs._private_jobs set run_at = now() where key = $1`, [
      `broadcast.feed:${id}`,
    ]);
    expect((await settled(id)).report).toMatchObject({ accepted: 0, leftOut: { opted_out: 1 } });
    expect(phone.inbox()).toHaveLength(0);
  });

  it('131050 opts a person out; 131049 lets a person rest from marketing: neither is in the next broadcast', async () => {
    const stopped = await audienceMember(app, { asked: true });
    const withheld = await audienceMember(app, { asked: true });
    app.simulator.failNext({ code: 131050, to: stopped.waId });
    app.simulator.failNext({ code: 131049, to: withheld.waId });
    const { id } = await draft();
    await app.expect(200, 'POST', `/broadcasts/${id}/start`);
    await until('Meta answered both', async () => (await show(id)).report.waiting === 0);
    await until('one is out for good', async () => (await show(id)).report.failed === 1);
    const { report } = await show(id);
    expect(report).toMatchObject({ failures: { opted_out: 1 }, unsent: 1 }); // the other may be tried once more, tomorrow
    expect((await draft()).preview).toMatchObject({ recipients: 0 });
  });

  it('asks for a template that is approved, is for offers and gets all its values', async () => {
    const body = {
      channelId,
      template: 'new_raffle',
      language: 'es',
      parameters: OFFER,
      segment: { kind: 'everybody' },
    };
    const refused = async (changes: object): Promise<unknown> => {
      const answer = await app.call('POST', '/broadcasts', { body: { ...body, ...changes } });
      return [answer.status, ((await answer.json()) as { code?: string }).code];
    };
    expect(await refused({ template: 'unheard_of' })).toEqual([409, 'template_unusable']);
    expect(await refused({ language: 'en' })).toEqual([409, 'template_unusable']);
    expect(await refused({ template: 'payment_confirmed' })).toEqual([409, 'template_not_marketing']);
    expect(await refused({ parameters: { raffle: 'x' } })).toEqual([409, 'template_parameters']);
  });
});
