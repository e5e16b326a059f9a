/** Meta's key of a template: names repeat per language. */
export interface TemplateId {
  readonly name: string;
  /** With an underscore, as sends take it: `en_US`. */
  readonly language: string;
}

/**
 * What a status means for sends: `usable` · `waits`: not now, but it may come back, so what needs it waits · `lost`: not before a
 * person edits, appeals or makes another.
 */
export type TemplateUse = 'usable' | 'waits' | 'lost';

/** The only status Meta sends a template in (page "Templates"). */
export const USABLE_STATUS = 'APPROVED';
/** Not in Meta's list any more. */
export const DELETED = 'DELETED';
const LOST: ReadonlySet<string> = new Set(['REJECTED', 'DISABLED', DELETED, 'PENDING_DELETION']);

/** @param status Meta's word from the API or from a webhook; one we have never heard of waits */
export function useOf(status: string): TemplateUse {
  if (status === USABLE_STATUS) return 'usable';
  return LOST.has(status) ? 'lost' : 'waits';
}

/** Webhook events after which a template may be good again: nothing of it leaves before the API says so too. */
const HOPEFUL: ReadonlySet<string> = new Set(['APPROVED', 'REINSTATED', 'UNARCHIVED', 'UNPAUSE']);

/**
 * The status an event of `message_template_status_update` leaves behind; null: read it back, for the event says that it is usable
 * again, or is none we know.
 */
export function statusAfter(event: string): string | null {
  return !HOPEFUL.has(event) && KNOWN.has(event) ? event : null;
}

const KNOWN: ReadonlySet<string> = new Set([
  'PENDING',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'FLAGGED',
  'IN_APPEAL',
  'LOCKED',
  'LIMIT_EXCEEDED',
  'PENDING_DELETION',
  'DELETED',
  'ARCHIVED',
]);

/** Webhooks write `en-US`, the API wants `en_US`. */
export function languageCode(language: string): string {
  return language.replace('-', '_');
}

const ADVICE: Readonly<Record<string, string>> = {
  APPROVED: 'nothing',
  PENDING: 'wait: Meta reviews it, a day at most',
  REJECTED: 'read the reason, change the words and push, or appeal in Meta Business Support',
  PAUSED: 'wait for Meta; after RATE_LIMITING_PAUSE unpause it in WhatsApp Manager',
  DISABLED: 'edit it in WhatsApp Manager or appeal; until then nothing of it is sent',
  FLAGGED: 'people report it: change the words before Meta disables it',
  IN_APPEAL: 'wait: the appeal is answered within a day or two',
  LOCKED: 'see WhatsApp Manager: Meta has locked it',
  LIMIT_EXCEEDED: 'delete templates nobody uses: the account has too many',
  PENDING_DELETION: 'push it under another name: this one is gone for 30 days',
  DELETED: 'push it; a deleted name can be used again after 30 days',
  ARCHIVED: 'take it out of the archive in WhatsApp Manager',
};

/** What a person should do about a template. @param status null: Meta does not have it */
export function adviceFor(status: string | null): string {
  return status === null ? 'push it' : (ADVICE[status] ?? 'see WhatsApp Manager');
}
