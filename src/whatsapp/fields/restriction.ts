import type { StopScope } from '../channels/channel-stop.js';

const SCOPES: Readonly<Record<string, StopScope>> = {
  RESTRICTED_BIZ_INITIATED_MESSAGING: 'templates',
  RESTRICTED_CUSTOMER_INITIATED_MESSAGING: 'everything',
  RESTRICTED_UTILITY_TEMPLATES: 'utility',
  RESTRICTED_DIRECT_SEND_UTILITY_TEMPLATES: 'utility',
};

/** What a restriction type of `account_update` forbids of what we send; null: nothing (calls, adding numbers) or nothing we know. */
export function restrictedScope(type: string): StopScope | null {
  return Object.hasOwn(SCOPES, type) ? (SCOPES[type] ?? null) : null;
}
