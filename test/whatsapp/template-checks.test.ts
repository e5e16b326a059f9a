import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../scripts/templates/run.js';
import type { Template } from '../../simulator/index.js';
import { newId } from '../../src/kernel/index.js';
import { DEMO, putNews } from '../../src/platform/index.js';
import { TemplatesRepository } from '../../src/whatsapp/templates/templates.repository.js';
import { startService, type TestService } from '../support/service.js';
import { until } from '../support/until.js';

const WABA = DEMO.businessAccountId;
const NAME = 'list_frozen';

let service: TestService;
let contactId: string;

const run = (command: 'sync' | 'push'): Promise<number> =>
  runCommand(service.app, command, false, () => undefined);
const inDatabase = (sql: string, values: (string | null)[] = []): Promise<Record<string, unknown>[]> =>
  service.db.database.rows(sql, values);

beforeAll(async () => {
  service = await startService();
  await run('push');
  await until('APPROVED', async () => (await status()) === 'APPROVED');
  // each approval has the template read back: one told late would do so in the middle of a test
  await until('every approval is read', async () => (await inDatabase(UNREAD)).length === 0);
  const phone = service.simulator.person({ name: 'Laura', waId: '5215512340001' });
  phone.sendText('hola');
  await phone.waitFor(() => true);
  service.simulator.configure({ statuses: { sent: false, delivered: false, read: false } });
  [{ id: contactId }] = (await inDatabase('select id from contact')) as [{ id: string }];
  await service.db.database.transact((tx) =>
    tx.run(`update conversation set window_ends_at = app_now() - interval '1 hour'`),
  );
});
afterAll(() => service.stop());

beforeEach(async () => {
  service.simulator.clearFaults();
  atMeta().status = 'APPROVED';
  // neither a message of the test before nor what it asked for may come into this one
  await inDatabase(
    `update outbox set state = 'dropped', reason = 'test', settled_at = app_now() where state in ('pending', 'waiting', 'parked')`,
  );
  await until('no read-back', async () => (await inDatabase(CHECKS_DUE)).length === 0);
  await inDatabase(`select jobs.remove_job(key) from jobs.jobs where key like 'template_check:%'`);
  await run('sync');
  await until('APPROVED', async () => (await status()) === 'APPROVED');
});

const UNREAD = `select from template where (select count(*) from inbox where field = 'message_template_status_update' and state = 'done')
  < (select count(*) from template)`;
const CHECKS_DUE = `select from jobs.jobs where task_identifier = 'template_check' and run_at < now() + interval '5 seconds'`;

function atMeta(): Template {
  const template = service.simulator.template(NAME, 'es');
  if (template === undefined) throw new Error(`Meta has no ${NAME}`);
  return template;
}

async function status(): Promise<string | undefined> {
  const known = await service.app
    .get(TemplatesRepository, { strict: false })
    .ofAccount(service.db.database, WABA);
  return known.find((one) => one.name === NAME && one.language === 'es')?.status;
}

/** The last read-back is so long ago that another one is no flood. */
async function readLongAgo(): Promise<void> {
  await service.db.database.transact((tx) =>
    tx.run(
      `update template set synced_at = synced_at - interval '6 minutes', told_at = told_at - interval '6 minutes'`,
    ),
  );
}

/** A notice for somebody outside the window goes, and ends. */
async function notice(): Promise<{ state: string; code: number | null; wamid: string | null }> {
  const news = {
    type: 'list_frozen',
    raffleId: newId(),
    drawId: newId(),
    size: 588,
    fingerprint: '9f3a 61c0 9f3a 61c0 9f3a 61c0 9f3a 61c0',
    drawAt: '2026-12-21T02:00:00.000Z',
    timeZone: 'America/Mexico_City',
  };
  const lottery = { decidedBy: { kind: 'lottery', source: 'LN', id: '3201' } };
  await service.db.database.transact((tx) => putNews(tx, [{ contactId, news: { ...news, ...lottery } }]));
  let last: Awaited<ReturnType<typeof notice>> | undefined;
  const look = async () => {
    const [row] = await inDatabase(
      `select state, error_code as code, wamid from outbox where contact_id = $1 and purpose = 'list_frozen' and draw_id = $2`,
      [contactId, news.drawId],
    );
    last = row as typeof last;
    return last?.state ?? 'pending';
  };
  // What the poll saw is the end: a template that comes back lets what waits for it go on.
  await expect.poll(look, { timeout: 10_000 }).not.toMatch(/pending|leased/);
  return last!;
}

const nextRead = (): Promise<Record<string, unknown>[]> =>
  inDatabase(
    `select run_at > now() + interval '3 minutes' as later from jobs.jobs where key = 'template_check:${WABA}:${NAME}:refused'`,
  );

describe('A template that Meta refuses', () => {
  it.each([
    [132_015, 'PAUSED', 'waiting', false],
    [132_016, 'DISABLED', 'failed', false],
    [132_001, 'REJECTED', 'failed', false],
    [132_000, 'PAUSED', 'failed', true],
    [132_007, 'REJECTED', 'failed', true],
    [132_012, 'ARCHIVED', 'failed', true],
  ] as const)('with %i is read back: %s is known without a webhook', async (code, now, state, ordered) => {
    await readLongAgo();
    atMeta().status = now;
    if (ordered) service.simulator.failNext(code);
    const refused = await notice();
    expect([refused.state, refused.state === 'failed' ? refused.code : code]).toEqual([state, code]);
    await expect.poll(status, { timeout: 10_000 }).toBe(now);
  });

  it('in a status is read back as well', async () => {
    await readLongAgo();
    const { wamid } = await notice();
    atMeta().status = 'PAUSED';
    await service.simulator.sendStatus(wamid!, 'failed', 132_015);
    await expect.poll(status, { timeout: 10_000 }).toBe('PAUSED');
  });

  it('while the API calls it good is asked for again after five minutes, not at once', async () => {
    service.simulator.failNext(132_016);
    expect(await notice()).toMatchObject({ state: 'failed', code: 132_016 });
    await expect.poll(nextRead).toEqual([{ later: true }]);
  });

  it('is not doubted because of what has nothing to do with it', async () => {
    await readLongAgo();
    await inDatabase(`select jobs.remove_job('template_check:${WABA}:${NAME}:refused')`);
    atMeta().status = 'PAUSED';
    service.simulator.failNext(131_026);
    expect(await notice()).toMatchObject({ state: 'failed', code: 131_026 });
    expect(await nextRead()).toEqual([]);
    expect(await status()).toBe('APPROVED');
  });
});

describe('What is told of a template in one second', () => {
  const time = Math.floor(Date.now() / 1000) - 3600;

  it.each([
    ['disabled, then reinstated', 0, ['DISABLED', 'REINSTATED'], 'APPROVED'],
    ['reinstated, told after it was disabled again', 1, ['REINSTATED', 'DISABLED'], 'APPROVED'],
    ['the same reinstatement around it', 2, ['REINSTATED', 'DISABLED', 'REINSTATED'], 'APPROVED'],
    ['reinstated, then disabled', 3, ['REINSTATED', 'DISABLED'], 'DISABLED'],
  ] as const)('(%s) ends as the API shows it', async (_what, second, events, end) => {
    await inDatabase(`update told set at = '2020-01-01' where aspect = 'template_status'`); // nothing newer is known
    // until the last was told the API shows what was before
    atMeta().status = end === 'APPROVED' ? 'DISABLED' : 'APPROVED';
    for (const event of events) {
      await service.simulator.sendChange(
        'message_template_status_update',
        {
          event,
          message_template_id: 1,
          message_template_name: NAME,
          message_template_language: 'es',
          reason: 'NONE',
        },
        { time: time + second },
      );
      await expect
        .poll(() => inDatabase(`select id from inbox where kind = 'change' and state = 'pending'`), {
          interval: 5,
        })
        .toEqual([]);
    }
    atMeta().status = end;
    await expect.poll(status, { timeout: 10_000 }).toBe(end);
  });
});
