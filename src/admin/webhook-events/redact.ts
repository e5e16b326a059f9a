/**
 * Meta's JSON for somebody who may not see who wrote what. Structure and words of the protocol stay, every other text and number
 * goes: what is safe is listed, so that a member Meta adds tomorrow is hidden until somebody looks at it.
 */
export function redact(payload: unknown): unknown {
  try {
    return typeof payload === 'string' ? hiddenText(payload) : redacted(payload, '', '');
  } catch {
    return HIDDEN; // nested beyond what can be walked
  }
}

/** Members whose values are Meta's words or numbers about the business itself, never about a person. */
const SAFE_WORDS = new Set(
  (
    'type status event event_name field messaging_product pricing_model category billable code phone_number_id ' +
    'display_phone_number timestamp time expiration_timestamp mime_type animated voice message_template_id ' +
    'message_template_name message_template_language message_template_category reason language ' +
    'previous_category new_category correct_category previous_quality_score new_quality_score disable_date ' +
    'current_limit old_limit max_daily_conversation_per_phone max_phone_numbers_per_business decision ' +
    'entity_type alert_type alert_status alert_severity ban_state ban_info waba_ban_state waba_ban_date ' +
    'violation_type restriction_type expiration tier region effective_month pricing_category tier_update_time ' +
    'source_type forwarded frequently_forwarded direction availability threshold error_rate recipient_type'
  ).split(' '),
);

/** Words of Meta's only inside these members. */
const SAFE_INSIDE: ReadonlyMap<string, string> = new Map([
  ['title', 'errors'],
  ['value', 'user_preferences'],
]);

/** Words, dates and short numbers; nothing that could be a sentence, an address or somebody's number. */
const WORD = /^[\w .:+/-]{1,80}$/;
const LONG_DIGITS = /\d{7}/;
/** Long numbers that are the business's own or a time. */
const NUMBERS = /(timestamp|time|date|expiration|template_id|phone_number_id|display_phone_number)$/;

const HIDDEN = '•••';

function redacted(value: unknown, member: string, parent: string): unknown {
  if (Array.isArray(value)) return value.map((one) => redacted(one, member, parent));
  if (typeof value === 'object' && value !== null) return redactedMembers(value, member);
  if (typeof value === 'string') return isSafe(member, parent, value) ? value : hiddenText(value);
  if (typeof value === 'number') return isSafe(member, parent, String(value)) ? value : HIDDEN;
  return value;
}

function redactedMembers(value: object, parent: string): object {
  const members = Object.entries(value).map(([member, one], n): [string, unknown] => [
    /^[A-Za-z_][\w-]{0,63}$/.test(member) && !LONG_DIGITS.test(member) ? member : `${HIDDEN}${n}`,
    redacted(one, member, parent),
  ]);
  return Object.fromEntries(members);
}

function isSafe(member: string, parent: string, text: string): boolean {
  const word = SAFE_WORDS.has(member) || SAFE_INSIDE.get(member) === parent;
  return word && WORD.test(text) && (!LONG_DIGITS.test(text) || NUMBERS.test(member));
}

function hiddenText(text: string): string {
  if (text.startsWith('wamid.')) return hiddenWamid(text);
  return /^\+?\d{7,}$/.test(text) ? `${HIDDEN}${text.slice(-2)}` : HIDDEN;
}

/** The beginning of a wamid is the other side's phone number in base64; its end tells messages apart. */
export function hiddenWamid(wamid: string): string {
  return `wamid.${HIDDEN}${wamid.length > 30 ? wamid.slice(-8) : ''}`;
}
