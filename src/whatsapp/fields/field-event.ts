import type { AccountEvent } from './account-events.js';
import type { ChatEvent } from './chat-events.js';
import type { NumberEvent } from './number-events.js';
import type { OtherEvent } from './other-events.js';
import type { TemplateEvent } from './template-events.js';

/** A field, or a shape of it, that no reader knows: kept, counted, not acted on. */
interface UnknownEvent {
  readonly kind: 'unknown';
  readonly field: string | null;
}

/** What one change of a webhook field says, as far as its shape is known. */
export type FieldEvent = AccountEvent | NumberEvent | TemplateEvent | ChatEvent | OtherEvent | UnknownEvent;

export type FieldEventOf<K extends FieldEvent['kind']> = Extract<FieldEvent, { kind: K }>;
