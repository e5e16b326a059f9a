import { asArray, asDigits, asObject, asText, asTime, isId, type JsonObject } from '../kernel/index.js';
import { isDashboardTest } from './dashboard-test.js';
import { keyOf, keyOfBody, keyOfContent } from './dedupe-key.js';
import { personOf } from './person.js';
import type { Pricing, Update } from './update.js';

const NOTHING = {
  entry: null,
  change: null,
  item: null,
  field: null,
  entryId: null,
  accountId: null,
  displayDigits: null,
  test: false,
  inGroup: false,
  phoneNumberId: null,
  type: null,
  wamid: null,
  metaAt: null,
  person: null,
  callbackId: null,
  errorCode: null,
  pricing: null,
} as const;

/**
 * The updates of one delivery (Meta, "Webhooks overview"): one per element of `messages[]` and of `statuses[]` under field
 * `messages`, exactly one for every other change. A body without any is one `unreadable` update. Never throws on content.
 */
export function explode(body: Buffer): Update[] {
  const root = parse(body);
  const updates = asArray(root?.['entry']).flatMap((entry, index) =>
    ofEntry(body, asObject(entry) ?? {}, index),
  );
  return updates.length > 0 ? updates : [{ ...NOTHING, kind: 'unreadable', key: keyOfBody(body) }];
}

function parse(body: Buffer): JsonObject | null {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    return asObject(parsed);
  } catch {
    return null; // no JSON: kept as an unreadable update
  }
}

function ofEntry(body: Buffer, entry: JsonObject, entryIndex: number): Update[] {
  const entryId = asText(entry['id']);
  return asArray(entry['changes']).flatMap((raw, changeIndex) => {
    const change = asObject(raw) ?? {};
    const value = asObject(change['value']) ?? {};
    const base = {
      ...NOTHING,
      ...placeOf(value),
      entry: entryIndex,
      change: changeIndex,
      field: asText(change['field']),
      entryId,
      test: isDashboardTest(entryId, asText(change['field']), value),
    };
    const items =
      base.field === 'messages' ? [...messagesOf(base, value, body), ...statusesOf(base, value, body)] : [];
    if (items.length > 0) return items;
    const key = keyOfContent(
      body,
      `${entryIndex}/${changeIndex}`,
      [entryId, base.field, asText(entry['time'])],
      change['value'],
    );
    const type = asText(value['event']) ?? asText(value['decision']);
    return [{ ...base, kind: 'change' as const, type, metaAt: asTime(entry['time']), key }];
  });
}

/** What a change says of the number or account it is about. */
function placeOf(value: JsonObject): Pick<Update, 'phoneNumberId' | 'accountId' | 'displayDigits'> {
  const number = asObject(value['metadata']) ?? asObject(value['recipient']);
  const settings = asObject(value['phone_number_settings']);
  return {
    phoneNumberId: asText(number?.['phone_number_id']) ?? asText(settings?.['phone_number_id']),
    accountId: asText(asObject(value['waba_info'])?.['waba_id']),
    displayDigits: asDigits(value['display_phone_number']) ?? asDigits(value['phone_number']),
  };
}

type Base = Omit<Update, 'kind' | 'key'>;

function messagesOf(base: Base, value: JsonObject, body: Buffer): Update[] {
  return asArray(value['messages']).map((raw, item) => {
    const message = asObject(raw) ?? {};
    const wamid = asText(message['id']);
    const inGroup = asText(message['group_id']) !== null;
    return {
      ...base,
      kind: 'message',
      inGroup,
      item,
      type: asText(message['type']),
      wamid,
      metaAt: asTime(message['timestamp']),
      person: inGroup ? null : personOf(message, value),
      key:
        wamid === null
          ? keyOfContent(body, place(base, item), [base.phoneNumberId, 'message'], raw)
          : keyOf('message', base.phoneNumberId, wamid),
    };
  });
}

function statusesOf(base: Base, value: JsonObject, body: Buffer): Update[] {
  return asArray(value['statuses']).map((raw, item) => {
    const status = asObject(raw) ?? {};
    const wamid = asText(status['id']);
    const word = asText(status['status']);
    const recipient = asText(status['recipient_id']) ?? asText(status['recipient_user_id']);
    const callback = asText(status['biz_opaque_callback_data']);
    const errorCode = asObject(asArray(status['errors'])[0])?.['code'];
    return {
      ...base,
      kind: 'status',
      item,
      type: word,
      wamid,
      metaAt: asTime(status['timestamp']),
      callbackId: callback !== null && isId(callback) ? callback : null,
      errorCode:
        typeof errorCode === 'number' && Number.isInteger(errorCode) && Math.abs(errorCode) < 2 ** 31
          ? errorCode
          : null,
      pricing: pricingOf(asObject(status['pricing'])),
      key:
        wamid === null || word === null
          ? keyOfContent(body, place(base, item), [base.phoneNumberId, 'status'], raw)
          : keyOf('status', base.phoneNumberId, wamid, word, recipient),
    };
  });
}

function place(base: Base, item: number): string {
  return `${base.entry}/${base.change}/${item}`;
}

function pricingOf(told: JsonObject | null): Pricing | null {
  if (told === null) return null;
  const pricing = {
    model: asText(told['pricing_model']),
    type: asText(told['type']),
    category: asText(told['category']),
  };
  return pricing.type === null && pricing.category === null ? null : pricing;
}
