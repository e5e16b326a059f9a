import { asObject, asText, type JsonObject } from '../../kernel/index.js';
import type { FieldReaders } from './field-reader.js';
import { asDigits, asWord } from './field-words.js';
import { messagingLimit } from './messaging-limit.js';
import type { NumberEvent } from './number-events.js';

/** Fields about a number and the portfolio's limits (Meta, "Webhooks reference"; "Messaging limits"). */
export const NUMBER_READERS: FieldReaders<NumberEvent> = {
  phone_number_quality_update: (value) => {
    const event = asWord(value['event']);
    const dailyRecipients = dailyRecipientsOf(value);
    if (event === null && dailyRecipients === null) return [];
    return [{ kind: 'limits', number: numberOf(value), event, dailyRecipients }];
  },
  business_capability_update: (value) => {
    const known = Object.keys(value).some((key) => key.startsWith('max_'));
    const dailyRecipients = dailyRecipientsOf(value);
    return known ? [{ kind: 'limits', number: null, event: null, dailyRecipients }] : [];
  },
  phone_number_name_update: (value) => {
    const decision = asWord(value['decision']);
    const [number, reason] = [numberOf(value), asWord(value['rejection_reason'])];
    return decision === null ? [] : [{ kind: 'name_reviewed', number, decision, reason }];
  },
  security: (value) => {
    const event = asWord(value['event']);
    return event === null ? [] : [{ kind: 'security', number: numberOf(value), event }];
  },
  account_settings_update: readSettings,
  business_username_updates: readUsername,
  business_username_update: readUsername,
};

function numberOf(value: JsonObject): string | null {
  return asDigits(value['display_phone_number']) ?? asDigits(value['phone_number']);
}

/** The portfolio's limit first: limits of single numbers, `current_limit` with them, go out of use. */
function dailyRecipientsOf(value: JsonObject): number | null {
  return (
    messagingLimit(value['max_daily_conversations_per_business']) ??
    messagingLimit(value['current_limit']) ??
    messagingLimit(value['max_daily_conversation_per_phone'])
  );
}

function readSettings(value: JsonObject): NumberEvent[] {
  const settings = asObject(value['phone_number_settings']);
  if (settings === null) return [];
  const calling = asWord(asObject(settings['calling'])?.['status']);
  return [{ kind: 'number_settings', phoneNumberId: asText(settings['phone_number_id']), calling }];
}

function readUsername(value: JsonObject): NumberEvent[] {
  const status = asWord(value['status']);
  const username = asText(value['username'])?.replace(/^@/, '') ?? null;
  return status === null ? [] : [{ kind: 'business_username', number: numberOf(value), username, status }];
}
