import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEMO } from '../../src/platform/index.js';
import type { MessageCategory } from '../../src/whatsapp/index.js';
import { withOwner } from '../support/open.js';
import { advance } from '../support/time.js';
import { CATEGORIES, ToldNumber } from './told-number.js';

type Scope = 'everything' | 'templates' | 'utility' | 'marketing';
const HELD: Readonly<Record<Scope, readonly MessageCategory[]>> = {
  everything: ['marketing', 'utility', 'service'],
  templates: ['marketing', 'utility'],
  utility: ['utility'],
  marketing: ['marketing'],
};

let number: ToldNumber;
beforeAll(async () => {
  number = await ToldNumber.start();
});
afterAll(() => number.service.stop());
beforeEach(() => number.begin());

/** Only what the scope leaves free arrives; the rest when the stop is lifted, and nothing of it is lost. */
async function withheldUntil(scope: Scope, lifted: () => Promise<void>): Promise<void> {
  const words = await number.sendOneOfEach();
  const free = CATEGORIES.filter((category) => !HELD[scope].includes(category));
  await expect.poll(() => number.arrived(words), { timeout: 10_000 }).toEqual(free);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await number.arrived(words)).toEqual(free);
  await lifted();
  expect(await number.stops()).toEqual([]);
  await expect.poll(() => number.arrived(words), { timeout: 15_000 }).toEqual(CATEGORIES);
}

const restricted = (type: string, expiration?: number) => ({
  event: 'ACCOUNT_RESTRICTION',
  restriction_info: [{ restriction_type: type, ...(expiration !== undefined && { expiration }) }],
});

describe('What Meta tells of the account stops what it forbids until somebody has looked and Meta agrees:', () => {
  it.each<[what: string, value: object, cause: string, scope: Scope, alert: string]>([
    [
      'a violation',
      { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } },
      'violation',
      'marketing',
      'account_violation',
    ],
    [
      'a restriction without an end',
      restricted('RESTRICTED_UTILITY_TEMPLATES'),
      'restricted_utility_templates',
      'utility',
      'account_restricted',
    ],
    [
      'a restriction of answers',
      restricted('RESTRICTED_CUSTOMER_INITIATED_MESSAGING'),
      'restricted_customer_initiated_messaging',
      'everything',
      'account_restricted',
    ],
    [
      'a ban',
      { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: 'April 17, 2027' } },
      'ban',
      'everything',
      'ban',
    ],
    [
      'a partner removed',
      {
        event: 'PARTNER_REMOVED',
        waba_info: { waba_id: DEMO.businessAccountId, owner_business_id: '290447186035517' },
        disconnection_info: { reason: 'PRIMARY_INACTIVITY', initiated_by: 'SYSTEM' },
      },
      'partner_removed',
      'everything',
      'partner_removed',
    ],
    ['a deletion', { event: 'ACCOUNT_DELETED' }, 'account_deleted', 'everything', 'account_deleted'],
  ])('%s', async (_what, value, cause, scope, alert) => {
    await number.tell('account_update', value);
    expect(await number.stops()).toEqual([{ cause, scope, ends: false, told: true }]);
    expect(await number.alerts()).toEqual([{ kind: alert, severity: 'critical' }]);
    await number.readBack();
    expect(await number.stops()).toHaveLength(1); // Meta alone is not enough
    await withheldUntil(scope, () => number.resume());
  });

  it('an error of no message, as if a send had met it', async () => {
    await number.tell('messages', errors(368));
    expect(await number.stops()).toEqual([
      { cause: 'policy_block', scope: 'everything', ends: false, told: true },
    ]);
    expect(await number.alerts()).toEqual([{ kind: 'policy_block', severity: 'critical' }]);
    await number.readBack();
    await withheldUntil('everything', () => number.resume());
  });

  it('an error of too much that nobody wants, for a day and of marketing alone', async () => {
    await number.tell('messages', errors(131048));
    expect(await number.stops()).toEqual([
      { cause: 'spam_limit', scope: 'marketing', ends: true, told: true },
    ]);
    expect(await number.alerts()).toEqual([{ kind: 'spam_limit', severity: 'warning' }]);
    await withheldUntil('marketing', () => number.resume());
  });

  const errors = (code: number) => ({
    messaging_product: 'whatsapp',
    metadata: { phone_number_id: DEMO.phoneNumberId },
    errors: [{ code, title: 'x', message: 'x', error_data: { details: 'x' } }],
  });

  it('an error of the rate holds the number for a moment, and one nobody knows is an alert', async () => {
    const [before] = await number.rows<{ now: Date }>('select app_now() as now');
    await number.tell('messages', errors(80007));
    const [held] = await number.rows<{ next_send_at: Date }>('select next_send_at from channel');
    expect(held!.next_send_at.getTime() - before!.now.getTime()).toBeGreaterThan(50_000);
    await withOwner(number.service.db, (owner) => owner.query('update channel set next_send_at = app_now()'));
    await number.tell('messages', errors(987_654));
    expect(await number.stops()).toEqual([]);
    const told = { kind: 'api_error', severity: 'warning' };
    expect(await number.alerts()).toEqual([told, told]);
    const heard = await number.rows(
      `select state, decision->>'heard' as heard from inbox where kind = 'change' order by id desc limit 1`,
    );
    expect(heard).toEqual([{ state: 'done', heard: 'api_errors' }]);
  });
});

// last, since it moves the database's clock on: what is told after it is old news
it('A restriction with an end stops templates until it has passed and Meta says so', async () => {
  const expiration = Math.floor(Date.now() / 1000) + 3600;
  await number.tell('account_update', restricted('RESTRICTED_BIZ_INITIATED_MESSAGING', expiration));
  expect(await number.stops()).toEqual([
    { cause: 'restricted_biz_initiated_messaging', scope: 'templates', ends: true, told: true },
  ]);
  expect(await number.alerts()).toEqual([{ kind: 'account_restricted', severity: 'critical' }]);
  await number.readBack();
  await withheldUntil('templates', async () => {
    await withOwner(number.service.db, (owner) => advance(owner, 3_700_000));
    await number.readBack();
  });
});
