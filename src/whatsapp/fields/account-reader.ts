import { asArray, asObject, asText, asTime, type JsonObject } from '../../kernel/index.js';
import type { AccountEvent } from './account-events.js';
import type { FieldReaders } from './field-reader.js';
import { asObjects, asWord } from './field-words.js';

/** `account_update` events that change nothing here. */
const NOTED = new Set([
  'BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE',
  'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE',
  'MM_LITE_TERMS_SIGNED',
  'AD_ACCOUNT_LINKED',
  'PARTNER_ADDED',
  'PARTNER_CLIENT_CERTIFICATION_NEEDED',
  'PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE',
  'VERIFIED_ACCOUNT',
]);

const BAN_STATES = [
  ['DISABLE', 'disabled'],
  ['SCHEDULE_FOR_DISABLE', 'scheduled'],
  ['REINSTATE', 'reinstated'],
] as const;

/** Fields about the business account (Meta, "Webhooks reference": account_update, account_review_update, account_alerts). */
export const ACCOUNT_READERS: FieldReaders<AccountEvent> = {
  account_update: readAccountUpdate,
  account_review_update: (value) => {
    const decision = asWord(value['decision']);
    return decision === null ? [] : [{ kind: 'account_reviewed', decision }];
  },
  account_alerts: readAlert,
  business_status_update: (value) => {
    const event = asWord(value['event']);
    return event === null ? [] : [{ kind: 'business_status', event }];
  },
};

function readAccountUpdate(value: JsonObject): AccountEvent[] {
  const event = asWord(value['event']) ?? eventByShape(value);
  switch (event) {
    case null:
      return [];
    case 'ACCOUNT_VIOLATION':
      return [violation(asObject(value['violation_info']) ?? {})];
    case 'ACCOUNT_RESTRICTION':
      return [{ kind: 'account_restricted', restrictions: restrictions(value['restriction_info']) }];
    case 'DISABLED_UPDATE':
      return ban(event, asObject(value['ban_info']) ?? {});
    case 'ACCOUNT_DELETED':
      return [{ kind: 'account_deleted' }];
    case 'ACCOUNT_OFFBOARDED':
      return [{ kind: 'account_offboarded' }];
    case 'ACCOUNT_RECONNECTED':
      return [{ kind: 'account_reconnected' }];
    case 'PARTNER_REMOVED':
      return [partnerRemoved(asObject(value['disconnection_info']) ?? {})];
    case 'PARTNER_APP_INSTALLED':
    case 'PARTNER_APP_UNINSTALLED':
      return [partnerApp(event, asObject(value['waba_info']) ?? {})];
    case 'VOLUME_BASED_PRICING_TIER_UPDATE':
      return [pricingTier(asObject(value['volume_tier_info']) ?? {})];
    default:
      return [{ kind: NOTED.has(event) ? 'account_noted' : 'account_event_unheard_of', event }];
  }
}

/** Without an event the info that came along says which it was. */
function eventByShape(value: JsonObject): string | null {
  if (asObject(value['violation_info']) !== null) return 'ACCOUNT_VIOLATION';
  if (asObjects(value['restriction_info']).length > 0) return 'ACCOUNT_RESTRICTION';
  return asObject(value['ban_info']) === null ? null : 'DISABLED_UPDATE';
}

function violation(info: JsonObject): AccountEvent {
  const remediation = asText(info['remediation']);
  return { kind: 'account_violation', violation: asWord(info['violation_type']) ?? 'UNKNOWN', remediation };
}

function restrictions(info: unknown): { type: string; until: Date | null }[] {
  return asObjects(info).map((one) => ({
    type: asWord(one['restriction_type']) ?? 'UNKNOWN',
    until: asTime(one['expiration']),
  }));
}

/** Text, or a list in older versions of the page; of several states the worst counts. */
function ban(event: string, info: JsonObject): AccountEvent[] {
  const raw = info['waba_ban_state'];
  const words = [raw, ...asArray(raw)].map(asWord);
  const state = BAN_STATES.find(([word]) => words.includes(word))?.[1];
  if (state === undefined) return [{ kind: 'account_event_unheard_of', event }];
  return [{ kind: 'account_ban', state, date: asText(info['waba_ban_date']) }];
}

function partnerRemoved(info: JsonObject): AccountEvent {
  const [reason, initiatedBy] = [asWord(info['reason']), asWord(info['initiated_by'])];
  return { kind: 'partner_removed', reason, initiatedBy };
}

function partnerApp(event: string, info: JsonObject): AccountEvent {
  const appId = asText(info['partner_app_id']);
  return { kind: 'partner_app', installed: event === 'PARTNER_APP_INSTALLED', appId };
}

function pricingTier(info: JsonObject): AccountEvent {
  const [category, region] = [asWord(info['pricing_category']), asText(info['region'])];
  const [tier, month] = [asText(info['tier']), asText(info['effective_month'])];
  if (category === null || region === null || tier === null || month === null)
    return { kind: 'account_event_unheard_of', event: 'VOLUME_BASED_PRICING_TIER_UPDATE' };
  return { kind: 'pricing_tier', category, region, tier, month, updatedAt: asTime(info['tier_update_time']) };
}

/** Documented with `alert_info`; the dashboard's own sample is flat. */
function readAlert(value: JsonObject): AccountEvent[] {
  const info = asObject(value['alert_info']) ?? value;
  const type = asWord(info['alert_type']);
  if (type === null) return [];
  const severity = asWord(info['alert_severity']);
  const status = asWord(info['alert_status']);
  return [{ kind: 'account_alert', type, severity, status, entity: asWord(value['entity_type']) }];
}
