import { asArray, asObject, type JsonObject } from '../../kernel/index.js';

/** Keys that only one field has. Meta's own pages print wrong field names over right bodies, so the body has a word too. */
const SIGNS: readonly (readonly [field: string, sign: (value: JsonObject) => boolean])[] = [
  ['message_template_quality_update', has('new_quality_score')],
  ['message_template_components_update', has('message_template_element')],
  ['template_correct_category_detection', both('correct_category', 'category')],
  ['template_category_update', has('new_category')],
  ['message_template_status_update', both('message_template_name', 'event')],
  ['business_username_updates', both('username', 'status')],
  ['phone_number_name_update', has('requested_verified_name')],
  ['account_update', has('ban_info')],
  ['account_update', has('restriction_info')],
  ['account_update', has('violation_info')],
  ['account_alerts', has('alert_type')],
  ['account_alerts', has('alert_info')],
  ['phone_number_quality_update', both('current_limit', 'event')],
  ['business_capability_update', has('max_daily_conversations_per_business')],
  ['user_preferences', list('user_preferences')],
  ['smb_message_echoes', list('message_echoes')],
  ['smb_app_state_sync', list('state_sync')],
  ['history', list('history')],
  ['calls', list('calls')],
  ['automatic_events', list('automatic_events')],
  ['standby', (value) => asObject(value['standby']) !== null],
];

/** The fields whose body this looks like, the likeliest first. */
export function fieldsByShape(value: JsonObject): readonly string[] {
  return SIGNS.filter(([, sign]) => sign(value)).map(([field]) => field);
}

function has(key: string) {
  return (value: JsonObject): boolean => Object.hasOwn(value, key);
}

function both(one: string, other: string) {
  return (value: JsonObject): boolean => Object.hasOwn(value, one) && Object.hasOwn(value, other);
}

function list(key: string) {
  return (value: JsonObject): boolean => Object.hasOwn(value, key) && asArray(value[key]).length > 0;
}
