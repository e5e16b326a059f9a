import { GraphError } from '../errors.js';
import type { BusinessNumber } from '../numbers.js';
import type { Parts } from '../parts.js';
import { newOverride } from './override.js';
import { chosenFields } from './request.js';

/** What a number answers; `webhook_configuration` names the callback URLs that apply to it. */
export function numberFields(parts: Parts, number: BusinessNumber, asked: string): Record<string, unknown> {
  const ofAccount = parts.accounts.find(number.wabaId)?.override?.uri;
  const { callbackUrl } = parts.routing;
  const webhooks = {
    ...(number.override === undefined ? {} : { phone_number: number.override.uri }),
    ...(ofAccount === undefined ? {} : { whatsapp_business_account: ofAccount }),
    ...(callbackUrl === undefined ? {} : { application: callbackUrl }),
  };
  const node = { ...number.fields, webhook_configuration: webhooks };
  return chosenFields(node, 'WhatsAppBusinessPhoneNumber', asked);
}

/** Keys of `PhoneNumberStatusUpdateRequest` in Meta's OpenAPI; only the override changes something here. */
const KEYS = new Set([
  'connection_status',
  'webhook_url',
  'whatsapp_business_api_data',
  'pin',
  'search_visibility',
  'webhook_configuration',
  'new_display_name',
  'username',
]);

/** `POST /{phone number id}`. Throws GraphError for a key it does not know or a URL that does not answer. */
export async function changeNumber(
  parts: Parts,
  number: BusinessNumber,
  given: Record<string, unknown>,
): Promise<void> {
  const unknown = Object.keys(given).find((key) => !KEYS.has(key) && key !== 'access_token');
  if (unknown !== undefined) throw new GraphError(100, { message: `(#100) Unknown parameter ${unknown}` });
  const configuration = given['webhook_configuration'];
  if (configuration === undefined) return;
  if (typeof configuration !== 'object' || configuration === null) {
    throw new GraphError(100, { message: '(#100) Param webhook_configuration must be an object' });
  }
  number.override = await newOverride(parts.http, configuration as Record<string, unknown>);
  parts.sender.wake();
}
