import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UNLIMITED_RECIPIENTS } from './messaging-limit.js';
import { readChange } from './read-change.js';

const SAMPLES = join(import.meta.dirname, '../../../test/webhook-samples');
const EXPIRES = new Date(1795608000_000);
const NUMBER = '573001112233';

/** What each sample says; the dashboard's tests say as much, but are ignored before anybody reads them. */
const SAID: Readonly<Record<string, unknown>> = {
  'account_alerts--oba-rejected': {
    kind: 'account_alert',
    type: 'OBA_REJECTED',
    severity: 'INFORMATIONAL',
    status: 'NONE',
    entity: 'PHONE_NUMBER',
  },
  'account_alerts--dashboard-test': { kind: 'account_alert', type: 'OBA_APPROVED', entity: 'WABA' },
  'account_review_update--approved': { kind: 'account_reviewed', decision: 'APPROVED' },
  'account_review_update--deferred': { kind: 'account_reviewed', decision: 'DEFERRED' },
  'account_review_update--rejected': { kind: 'account_reviewed', decision: 'REJECTED' },
  'account_review_update--dashboard-test': { kind: 'account_reviewed', decision: 'APPROVED' },
  'account_settings_update--calling-settings': {
    kind: 'number_settings',
    phoneNumberId: '510493288117645',
    calling: 'ENABLED',
  },
  'account_settings_update--dashboard-test': { kind: 'number_settings', phoneNumberId: '123456123' },
  'account_update--account-deleted': { kind: 'account_deleted' },
  'account_update--account-reconnected': { kind: 'account_reconnected' },
  'account_update--account-restriction-biz-initiated': {
    kind: 'account_restricted',
    restrictions: [
      { type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', until: EXPIRES },
      { type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION', until: EXPIRES },
    ],
  },
  'account_update--account-restriction-no-expiration': {
    kind: 'account_restricted',
    restrictions: [{ type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', until: null }],
  },
  'account_update--account-violation-calling-quality': {
    kind: 'account_violation',
    violation: 'USER_INITIATED_CALLS_LOW_PICKUP_RATE',
    remediation: 'Answer the calls.',
  },
  'account_update--account-violation-scam': {
    kind: 'account_violation',
    violation: 'SCAM',
    remediation: null,
  },
  'account_update--ad-account-linked': { kind: 'account_noted', event: 'AD_ACCOUNT_LINKED' },
  'account_update--dashboard-test': { kind: 'account_noted', event: 'VERIFIED_ACCOUNT' },
  'account_update--disabled-update-reinstate': {
    kind: 'account_ban',
    state: 'reinstated',
    date: 'November 25, 2026',
  },
  'account_update--disabled-update-schedule-for-disable': {
    kind: 'account_ban',
    state: 'scheduled',
    date: 'December 1, 2026',
  },
  'account_update--mm-lite-terms-signed': { kind: 'account_noted', event: 'MM_LITE_TERMS_SIGNED' },
  'account_update--partner-app-installed': { kind: 'partner_app', installed: true, appId: '573179461689650' },
  'account_update--partner-app-uninstalled': {
    kind: 'partner_app',
    installed: false,
    appId: '573179461689650',
  },
  'account_update--partner-removed-coexistence': {
    kind: 'partner_removed',
    reason: 'PRIMARY_INACTIVITY',
    initiatedBy: 'SYSTEM',
  },
  'account_update--unknown-event': { kind: 'account_event_unheard_of', event: 'SOMETHING_NEW' },
  'account_update--verified-account': { kind: 'account_noted', event: 'VERIFIED_ACCOUNT' },
  'automatic_events--purchase': { kind: 'marketing_event', events: ['PURCHASE'] },
  'automatic_events--dashboard-test': { kind: 'marketing_event', events: ['PURCHASE'] },
  'business_capability_update--dashboard-test': { kind: 'limits', number: null, dailyRecipients: 100 },
  'business_capability_update--tier-string-limit': { kind: 'limits', event: null, dailyRecipients: 10_000 },
  'business_status_update--compromised-notification': {
    kind: 'business_status',
    event: 'COMPROMISED_NOTIFICATION',
  },
  'business_status_update--dashboard-test': { kind: 'business_status', event: 'COMPROMISED_NOTIFICATION' },
  'business_username_updates--approved': {
    kind: 'business_username',
    number: NUMBER,
    username: 'rifas.oficiales',
    status: 'APPROVED',
  },
  'business_username_updates--singular-field-name': { kind: 'business_username', status: 'RESERVED' },
  'flows--client-error-rate': { kind: 'flow', event: 'CLIENT_ERROR_RATE', alert: 'ACTIVATED', status: null },
  'flows--dashboard-test': { kind: 'flow', flowId: '1000', status: 'PUBLISHED' },
  'flows--endpoint-availability': { kind: 'flow', event: 'ENDPOINT_AVAILABILITY', alert: 'DEACTIVATED' },
  'flows--endpoint-latency': { kind: 'flow', event: 'ENDPOINT_LATENCY', alert: 'ACTIVATED' },
  'flows--status-change': { kind: 'flow', flowId: '1234567890123456', status: 'THROTTLED', alert: null },
  'group_lifecycle_update--create-failed': { kind: 'group', events: ['GROUP_CREATE'] },
  'group_lifecycle_update--delete': { kind: 'group', events: ['GROUP_DELETE'] },
  'group_participants_update--add-invite-link': { kind: 'group', events: ['GROUP_PARTICIPANTS_ADD'] },
  'group_participants_update--remove-by-business-partial': {
    kind: 'group',
    events: ['GROUP_PARTICIPANTS_REMOVE'],
  },
  'group_settings_update--partial-failure': { kind: 'group', events: ['GROUP_SETTINGS_UPDATE'] },
  'group_status_update--suspend-cleared': { kind: 'group', events: ['GROUP_SUSPEND_CLEARED'] },
  'partner_solutions--created': { kind: 'partner_solution', event: 'SOLUTION_CREATED', status: 'INITIATED' },
  'partner_solutions--dashboard-test': { kind: 'partner_solution', solutionId: '1234567890' },
  'partner_solutions--updated': {
    kind: 'partner_solution',
    event: 'SOLUTION_UPDATED',
    status: 'PENDING_DEACTIVATION',
  },
  'payment_configuration_update--dashboard-test': {
    kind: 'payment_configuration',
    provider: 'razorpay',
    status: 'NEEDS_TESTING',
  },
  'phone_number_name_update--approved': {
    kind: 'name_reviewed',
    number: NUMBER,
    decision: 'APPROVED',
    reason: null,
  },
  'phone_number_name_update--dashboard-test': { kind: 'name_reviewed', number: '16505551111' },
  'phone_number_name_update--rejected': {
    kind: 'name_reviewed',
    decision: 'REJECTED',
    reason: 'NAME_FORMAT_UNACCEPTABLE',
  },
  'phone_number_quality_update--dashboard-test': {
    kind: 'limits',
    event: 'ONBOARDING',
    dailyRecipients: 250,
  },
  'phone_number_quality_update--legacy-flagged': { kind: 'limits', event: 'FLAGGED', dailyRecipients: 1_000 },
  'phone_number_quality_update--throughput-upgrade': {
    kind: 'limits',
    number: NUMBER,
    event: 'THROUGHPUT_UPGRADE',
    dailyRecipients: UNLIMITED_RECIPIENTS,
  },
  'security--dashboard-test': { kind: 'security', event: 'PIN_CHANGED' },
  'security--pin-changed': { kind: 'security', number: NUMBER, event: 'PIN_CHANGED' },
  'security--pin-reset-request': { kind: 'security', number: NUMBER, event: 'PIN_RESET_REQUEST' },
  'tracking_events--dashboard-test': { kind: 'marketing_event', events: ['SENT'] },
  'messages--user-actions-link-click': {
    kind: 'links_tapped',
    taps: [{ component: 'CTA', at: new Date(1_795_348_800_000) }],
  },
  'some_future_field--unknown': { kind: 'unknown', field: 'some_future_field' },
  'user_id_update--never-subscribable': { kind: 'unknown', field: 'user_id_update' },
};

const FIELDS =
  /^(account_|automatic_|business_|flows|group_|partner_|payment_|phone_|security|tracking_|some_future|user_id_update)/;

interface Body {
  entry: { changes: { field: string; value: unknown }[] }[];
}

function changeOf(name: string): { field: string; value: unknown } | undefined {
  const body: Body = JSON.parse(readFileSync(join(SAMPLES, `${name}.json`), 'utf8'));
  return body.entry[0]?.changes[0];
}

describe('samples of fields about accounts and numbers', () => {
  it('are all listed here', () => {
    const names = readdirSync(SAMPLES).map((name) => name.replace('.json', ''));
    const missing = names.filter((name) => FIELDS.test(name) && !(name in SAID));
    expect(missing).toEqual([]);
  });

  it.each(Object.keys(SAID))('%s says what it says, and only that', (name) => {
    const change = changeOf(name);
    expect(readChange(change?.field ?? null, change?.value)).toEqual([expect.objectContaining(SAID[name])]);
  });
});

describe('shapes that drift', () => {
  const account = (value: object): unknown => readChange('account_update', value)[0];

  it.each(['DISABLE', ['DISABLE'], ['REINSTATE', 'DISABLE'], 'disable'])(
    'a ban state written as %j is a ban: of several the worst counts',
    (state) => {
      const value = { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: state } };
      expect(account(value)).toMatchObject({ kind: 'account_ban', state: 'disabled' });
    },
  );

  it('a restriction alone, its time as text or in another shape, is read as far as it goes', () => {
    const one = { restriction_type: 'RESTRICTED_UTILITY_TEMPLATES', expiration: '1795608000' };
    expect(account({ event: 'ACCOUNT_RESTRICTION', restriction_info: one })).toEqual({
      kind: 'account_restricted',
      restrictions: [{ type: 'RESTRICTED_UTILITY_TEMPLATES', until: EXPIRES }],
    });
    const odd = [{ restriction_type: 'RESTRICTED_UTILITY_TEMPLATES', expiration: { at: 1 } }, 7, null];
    expect(account({ restriction_info: odd })).toEqual({
      kind: 'account_restricted',
      restrictions: [{ type: 'RESTRICTED_UTILITY_TEMPLATES', until: null }],
    });
  });

  it.each([
    [250, 250],
    ['250', 250],
    ['TIER_2K', 2_000],
    ['tier_100k', 100_000],
    ['TIER_UNLIMITED', UNLIMITED_RECIPIENTS],
    ['TIER_NOT_SET', null],
    [-1, null],
    [{}, null],
  ])('a limit written as %j is %j', (written, limit) => {
    const value = { max_daily_conversations_per_business: written };
    expect(readChange('business_capability_update', value)[0]).toMatchObject({ dailyRecipients: limit });
  });

  it('the portfolio’s limit counts before the number’s', () => {
    const value = {
      event: 'ONBOARDING',
      current_limit: 'TIER_250',
      max_daily_conversations_per_business: 2_000,
    };
    expect(readChange('phone_number_quality_update', value)[0]).toMatchObject({ dailyRecipients: 2_000 });
  });

  it('what people do with messages is taps on links, and whatever else Meta may tell', () => {
    const user_actions = [{ action_type: 'marketing_messages_link_click' }, { action_type: 'opened' }, 7, {}];
    expect(readChange('messages', { user_actions })).toEqual([
      { kind: 'links_tapped', taps: [{ component: null, at: null }] },
      { kind: 'marketing_event', events: ['OPENED'] },
    ]);
    expect(readChange('messages', { user_actions: [{}] })).toEqual([{ kind: 'unknown', field: 'messages' }]);
  });

  it('errors of no message are their codes, each once whatever their shape', () => {
    const errors = [{ code: 131042 }, { code: '190' }, { code: 'x' }, 5, null];
    expect(readChange('messages', { errors })).toEqual([{ kind: 'api_errors', codes: [131042, 190] }]);
  });
});
