import { asText, asObject } from '../../kernel/index.js';
import type { Person } from '../../whatsapp/index.js';
import { part } from './json-text.js';

/** What a system message says of its person. */
export type SystemNotice =
  /** They have these identifiers from now on (`user_changed_number`, `user_changed_user_id`). */
  | { readonly kind: 'new_identity'; readonly identity: Person }
  /** Another phone may sit at the other end: `customer_identity_changed`. */
  | { readonly kind: 'identity_doubtful' };

/** Reads a system message (Meta, "system messages webhook reference"); null where it says neither. */
export function readSystemNotice(json: unknown): SystemNotice | null {
  const system = part(asObject(json) ?? {}, 'system');
  const [waId, userId] = [asText(system['wa_id']), asText(system['user_id'])];
  if (system['type'] === 'customer_identity_changed') return { kind: 'identity_doubtful' };
  if (waId === null && userId === null) return null;
  const identity = { ...(userId !== null && { userId }), ...(waId !== null && { waId }) };
  return { kind: 'new_identity', identity };
}
