import { asArray, asDigits, asObject, asObjects, asText, type JsonObject } from '../kernel/index.js';

const PHONE_NUMBER_ID = '123456123';
const DISPLAY_NUMBER = '16505551111';
const MESSAGE_ID = 'ABGGFlA5Fpa';
const WA_ID = '16315551181';

/** What only the sample of a field has: real ids are longer. */
const SAMPLES: Readonly<Record<string, (value: JsonObject) => boolean>> = {
  message_template_status_update: sampleTemplate,
  message_template_quality_update: sampleTemplate,
  message_template_components_update: sampleTemplate,
  template_category_update: sampleTemplate,
  template_correct_category_detection: sampleTemplate,
  account_alerts: (value) => asText(value['entity_id']) === '123456',
  business_status_update: (value) => asText(value['business_id']) === '123',
  security: (value) => asText(value['requester']) === '1000',
  flows: (value) => asText(value['flow_id']) === '1000',
  partner_solutions: (value) => asText(value['solution_id']) === '1234567890',
  payment_configuration_update: (value) => asText(value['provider_mid']) === 'test-provider-mid',
  account_settings_update: (value) =>
    asText(asObject(value['phone_number_settings'])?.['phone_number_id']) === PHONE_NUMBER_ID,
  user_preferences: (value) => asObjects(value['user_preferences']).some(isTestPerson),
  messaging_handovers: (value) => isTestNumber(asObject(value['recipient']) ?? {}),
};

/**
 * Whether a change is a sample of the "Test" button. Samples are signed like the real thing; their account is "0" or their values
 * are constants that Meta's page and the dashboard show. Whatever is one is shown as a test, never answered and never counted.
 * @param entryId `entry.id`
 */
export function isDashboardTest(entryId: string | null, field: string | null, value: unknown): boolean {
  if (entryId === '0') return true;
  const content = asObject(value);
  if (content === null) return false;
  if (isTestNumber(content) || isTestNumber(asObject(content['metadata']) ?? {})) return true;
  if (hasTestMessage(content)) return true;
  return field !== null && Object.hasOwn(SAMPLES, field) && (SAMPLES[field]?.(content) ?? false);
}

function isTestNumber(value: JsonObject): boolean {
  return (
    asText(value['phone_number_id']) === PHONE_NUMBER_ID ||
    asDigits(value['display_phone_number']) === DISPLAY_NUMBER ||
    asDigits(value['phone_number']) === DISPLAY_NUMBER
  );
}

/** The first one says it for all: samples hold one. */
function hasTestMessage(value: JsonObject): boolean {
  const lists = [value['messages'], value['message_echoes'], value['automatic_events'], value['calls']];
  return lists.some((list) => asText(asObject(asArray(list)[0])?.['id']) === MESSAGE_ID);
}

function isTestPerson(person: JsonObject): boolean {
  return asText(person['wa_id']) === WA_ID;
}

function sampleTemplate(value: JsonObject): boolean {
  const [id, name] = [asText(value['message_template_id']), asText(value['message_template_name'])];
  return id === '12345678' && (name === null || name === 'my_message_template');
}
