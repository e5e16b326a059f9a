import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEMO } from '../../src/platform/index.js';
import { CATEGORIES, ToldNumber } from './told-number.js';

let number: ToldNumber;
beforeAll(async () => {
  number = await ToldNumber.start();
});
afterAll(() => number.service.stop());
beforeEach(() => number.begin());

describe('What Meta tells that stops nothing', () => {
  const NUMBER = { display_phone_number: '573001112233' };

  it.each<[what: string, field: string, value: object, alert: string, severity: string]>([
    [
      'our app taken off the account',
      'account_update',
      {
        event: 'PARTNER_APP_UNINSTALLED',
        waba_info: { waba_id: DEMO.businessAccountId, partner_app_id: '573179461689650' },
      },
      'app_uninstalled',
      'critical',
    ],
    [
      'a flow throttled',
      'flows',
      { event: 'FLOW_STATUS_CHANGE', flow_id: '12345678', old_status: 'PUBLISHED', new_status: 'THROTTLED' },
      'flow_stopped',
      'warning',
    ],
    [
      'a flow’s errors',
      'flows',
      { event: 'CLIENT_ERROR_RATE', flow_id: '12345678', error_rate: 14.28, alert_state: 'ACTIVATED' },
      'flow_ailing',
      'warning',
    ],
    [
      'a display name refused',
      'phone_number_name_update',
      {
        ...NUMBER,
        decision: 'REJECTED',
        requested_verified_name: 'RIFAS',
        rejection_reason: 'NAME_FORMAT_UNACCEPTABLE',
      },
      'display_name_rejected',
      'warning',
    ],
    ['a review lost', 'account_review_update', { decision: 'REJECTED' }, 'account_review', 'critical'],
    [
      'a PIN changed',
      'security',
      { ...NUMBER, event: 'PIN_CHANGED', requester: '61555' },
      'pin_changed',
      'critical',
    ],
    [
      'a PIN asked for',
      'security',
      { ...NUMBER, event: 'PIN_RESET_REQUEST', requester: '61555' },
      'pin_reset_request',
      'critical',
    ],
  ])('%s is an alert', async (_what, field, value, kind, severity) => {
    await number.tell(field, value);
    expect(await number.alerts()).toEqual([{ kind, severity }]);
    expect(await number.stops()).toEqual([]);
    const words = await number.sendOneOfEach();
    await expect.poll(() => number.arrived(words), { timeout: 10_000 }).toEqual(CATEGORIES);
  });

  it('is kept where the number, the account and the portfolio are described', async () => {
    const { fields } = number.service.simulator.number(DEMO.phoneNumberId);
    fields['whatsapp_business_manager_messaging_limit'] = 'TIER_10K';
    // a read-back follows, and would say how the name and the account are at Meta
    for (let i = 0; i < 4; i++) number.service.simulator.failNext({ code: 10, on: 'node' });
    await number.tell('phone_number_name_update', { ...NUMBER, decision: 'DEFERRED' }, 2);
    await number.tell('account_review_update', { decision: 'PENDING' }, 2);
    await number.tell('business_capability_update', { max_daily_conversations_per_business: 'TIER_10K' }, 2);
    const known = `select c.name_status, c.review_status, p.daily_recipients from channel c join portfolio p on p.id = c.portfolio_id`;
    expect(await number.rows(known)).toEqual([
      { name_status: 'DEFERRED', review_status: 'PENDING', daily_recipients: 10_000 },
    ]);
    await number.tell(
      'business_capability_update',
      { max_daily_conversations_per_business: 'TIER_NOT_SET' },
      2,
    );
    expect(await number.rows('select daily_recipients from portfolio')).toEqual([
      { daily_recipients: 10_000 },
    ]);
    number.service.simulator.clearFaults();
    await number.readBack();
  });

  it('a price’s tier begins when it was told first', async () => {
    const tier = (tier_update_time: number) => ({
      event: 'VOLUME_BASED_PRICING_TIER_UPDATE',
      volume_tier_info: {
        tier_update_time,
        pricing_category: 'UTILITY',
        tier: '25000001:50000000',
        effective_month: '2026-12',
        region: 'Mexico',
      },
    });
    await number.tell('account_update', tier(1_795_350_000));
    await number.tell('account_update', tier(1_795_340_000));
    await number.tell('account_update', tier(1_795_360_000));
    expect(
      await number.rows('select waba_id, category, region, month, tier, since from pricing_tier'),
    ).toEqual([
      {
        waba_id: DEMO.businessAccountId,
        category: 'UTILITY',
        region: 'Mexico',
        month: '2026-12',
        tier: '25000001:50000000',
        since: new Date(1_795_340_000_000),
      },
    ]);
  });

  it('a tap on a link of an offer is noted with the stored change', async () => {
    const click = { click_component: 'cta', click_id: 'clk_1', tracking_token: 'trk_1' };
    await number.tell('messages', {
      messaging_product: 'whatsapp',
      metadata: { phone_number_id: DEMO.phoneNumberId },
      contacts: [{ wa_id: number.phone.person.waId, user_id: number.phone.person.userId }],
      user_actions: [
        {
          action_type: 'marketing_messages_link_click',
          timestamp: '1795348800',
          marketing_messages_link_click_data: click,
        },
      ],
    });
    expect(await number.alerts()).toEqual([]);
    const sql = `select kind, state, decision from inbox where kind = 'change' order by id desc limit 1`;
    expect(await number.rows(sql)).toEqual([
      { kind: 'change', state: 'done', decision: { heard: 'links_tapped' } },
    ]);
  });
});
