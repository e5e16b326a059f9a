import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explode } from './explode.js';
import { route, type Route, type RoutedChannel } from './routing.js';

const SAMPLES = join(import.meta.dirname, '../../test/webhook-samples');
const WABA = '417203985561204';

function channel(id: string, more: Partial<RoutedChannel> = {}): RoutedChannel {
  return {
    id,
    portfolioId: 'p',
    phoneNumberId: `phone-${id}`,
    wabaId: WABA,
    displayDigits: null,
    businessId: null,
    appSecrets: ['ours'],
    ...more,
  };
}

const first = channel('first', { phoneNumberId: '510493288117645', displayDigits: '573001112233' });
const second = channel('second', { displayDigits: '5215512345678' });
const elsewhere = channel('elsewhere', {
  wabaId: '9',
  businessId: '294948275868204',
  appSecrets: ['theirs'],
});
const ALL = [second, first, elsewhere];

function routed(change: object, entryId = WABA, secret = 'ours'): Route {
  const [update] = explode(Buffer.from(JSON.stringify({ entry: [{ id: entryId, changes: [change] }] })));
  if (update === undefined) throw new Error('no update');
  return route(update, secret, ALL, 'a test');
}

describe('an update goes', () => {
  it('to the number it names, by id or by its digits, and to the first of an account it only names as such', () => {
    const metadata = { phone_number_id: '510493288117645' };
    expect(routed({ field: 'calls', value: { metadata } })).toEqual({ kind: 'channel', channel: first });
    const value = { display_phone_number: '+57 300 111 2233', event: 'PIN_CHANGED' };
    expect(routed({ field: 'security', value })).toEqual({ kind: 'channel', channel: first });
    expect(routed({ field: 'account_update', value: { event: 'ACCOUNT_DELETED' } })).toEqual({
      kind: 'channel',
      channel: second,
    });
  });

  it('to the account that waba_info names where the entry is a business', () => {
    const value = { event: 'PARTNER_REMOVED', waba_info: { waba_id: WABA } };
    expect(routed({ field: 'account_update', value }, '294948275868204')).toMatchObject({ channel: second });
    const foreign = { event: 'PARTNER_REMOVED', waba_info: { waba_id: '77' } };
    expect(routed({ field: 'account_update', value: foreign }, WABA)).toMatchObject({ kind: 'ignored' });
  });

  it('to a number of the app where it is about the business that owns the app', () => {
    const value = { event: 'SOLUTION_CREATED' };
    expect(routed({ field: 'partner_solutions', value }, '290447186035517')).toMatchObject({
      channel: second,
    });
    expect(routed({ field: 'account_update', value: { event: 'X' } }, '290447186035517').kind).toBe(
      'ignored',
    );
    expect(routed({ field: 'account_review_update', value: {} }, '294948275868204', 'theirs')).toMatchObject({
      channel: elsewhere,
    });
  });

  it('nowhere, with an alarm, where an app speaks for a number that is not its own', () => {
    expect(routed({ field: 'account_update', value: { event: 'X' } }, WABA, 'theirs')).toEqual({
      kind: 'foreign',
      channel: second,
    });
  });

  it('nowhere where its number is nobody’s or it is of a group', () => {
    const of = (id: string, more: object = {}): Route =>
      routed({
        field: 'messages',
        value: { metadata: { phone_number_id: id }, messages: [{ id: 'w', from: '1', ...more }] },
      });
    expect(of('510493288117645')).toEqual({ kind: 'channel', channel: first });
    expect(of('510493288117645', { group_id: 'g' })).toMatchObject({ reason: 'a message of a group' });
    expect(of('555')).toMatchObject({ reason: 'no channel of ours' });
  });
});

describe('samples of the dashboard’s Test button', () => {
  const samples = readdirSync(SAMPLES).filter((name) => name.endsWith('.json'));

  it.each(samples)('%s is one exactly where it says so', (name) => {
    const tests = explode(readFileSync(join(SAMPLES, name))).map(({ test }) => test);
    const said = name.includes('dashboard-test');
    expect(tests.every((test) => test === said)).toBe(true);
  });

  /** The values alone: these fields' samples have constants no real account has. */
  const WITHOUT_CONSTANTS = /account_review|business_capability|standby/;

  it.each(samples.filter((name) => name.includes('dashboard-test') && !WITHOUT_CONSTANTS.test(name)))(
    '%s is recognised by its constants, whatever account it names',
    (name) => {
      const body = readFileSync(join(SAMPLES, name), 'utf8').replace('"id": "0"', `"id": "${WABA}"`);
      expect(body).toContain(WABA);
      expect(explode(Buffer.from(body)).every(({ test }) => test)).toBe(true);
    },
  );
});
