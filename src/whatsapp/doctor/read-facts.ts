import { asArray, asNumber, asObject, asText } from '../../kernel/index.js';
import type { NumberFacts, SubscriptionFacts, TokenFacts } from './facts.js';

const OBJECT = 'whatsapp_business_account';

/** `GET /debug_token` (Graph API reference, "Debug token"). */
export function readToken(body: unknown): TokenFacts {
  const data = asObject(asObject(body)?.['data']);
  const expires = asNumber(data?.['expires_at']) ?? 0;
  const granted = asArray(data?.['granular_scopes']).flatMap((one): [string, string[]][] => {
    const { scope, target_ids: targets } = asObject(one) ?? {};
    const name = asText(scope);
    return name === null || !Array.isArray(targets) ? [] : [[name, texts(targets)]];
  });
  return {
    valid: data?.['is_valid'] === true,
    appId: asText(data?.['app_id']),
    scopes: texts(data?.['scopes']),
    expiresAt: expires > 0 ? new Date(expires * 1000) : null,
    accounts: new Map(granted),
  };
}

/** `GET /{app}/subscriptions`: the one about WhatsApp accounts, or null. */
export function readSubscription(body: unknown): SubscriptionFacts | null {
  const rows = asArray(asObject(body)?.['data']).map((row) => asObject(row));
  const row = rows.find((one) => one?.['object'] === OBJECT);
  if (!row) return null;
  return {
    callbackUrl: asText(row['callback_url']),
    active: row['active'] !== false,
    fields: asArray(row['fields']).flatMap((field) => {
      const name = asText(asObject(field)?.['name']) ?? asText(field); // older answers are lists of names
      return name === null ? [] : [{ name, version: asText(asObject(field)?.['version']) }];
    }),
  };
}

/** `GET /{account}/subscribed_apps`: ids of the apps. */
export function readSubscribedApps(body: unknown): string[] {
  return asArray(asObject(body)?.['data']).flatMap((row) => {
    const app = asObject(asObject(row)?.['whatsapp_business_api_data']) ?? asObject(row);
    return asText(app?.['id']) ?? [];
  });
}

/** `GET /{account}?fields=primary_funding_id`. */
export function readFunded(body: unknown): boolean | null {
  const account = asObject(body);
  if (account === null) return null;
  return !['', '0'].includes(asText(account['primary_funding_id']) ?? '');
}

/** `GET /{phone number id}` (Meta, "Business phone numbers", "Health status", "Override webhooks"). */
export function readNumber(body: unknown): NumberFacts {
  const number = asObject(body) ?? {};
  const health = asObject(number['health_status']);
  const callbacks = asObject(number['webhook_configuration']);
  return {
    quality: asText(number['quality_rating']),
    throughput: asText(asObject(number['throughput'])?.['level']) ?? asText(number['throughput']),
    messagingLimit: asText(number['whatsapp_business_manager_messaging_limit']),
    nameStatus: asText(number['name_status']),
    status: asText(number['status']),
    canSend: asText(health?.['can_send_message']),
    entities: asArray(health?.['entities']).map((entity) => ({
      type: asText(asObject(entity)?.['entity_type']) ?? 'UNKNOWN',
      state: asText(asObject(entity)?.['can_send_message']) ?? 'UNKNOWN',
      codes: asArray(asObject(entity)?.['errors']).flatMap(
        (error) => asNumber(asObject(error)?.['error_code']) ?? [],
      ),
    })),
    callbacks: {
      number: asText(callbacks?.['phone_number']),
      account: asText(callbacks?.['whatsapp_business_account']),
      app: asText(callbacks?.['application']),
    },
  };
}

function texts(value: unknown): string[] {
  return asArray(value).flatMap((one) => asText(one) ?? []);
}
