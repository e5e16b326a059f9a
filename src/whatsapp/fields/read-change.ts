import { asObject, type JsonObject } from '../../kernel/index.js';
import { ACCOUNT_READERS } from './account-reader.js';
import { CHAT_READERS } from './chat-reader.js';
import type { FieldEvent } from './field-event.js';
import type { FieldReaders } from './field-reader.js';
import { fieldsByShape } from './field-shape.js';
import { NUMBER_READERS } from './number-reader.js';
import { OTHER_READERS } from './other-reader.js';
import { TEMPLATE_READERS } from './template-reader.js';

/** Readers by field name. */
export const READERS: FieldReaders<FieldEvent> = {
  ...ACCOUNT_READERS,
  ...NUMBER_READERS,
  ...TEMPLATE_READERS,
  ...CHAT_READERS,
  ...OTHER_READERS,
};

/** What a change says: by its field, else by its shape. Never throws: what cannot be read is an `unknown` event. */
export function readChange(field: string | null, value: unknown): readonly FieldEvent[] {
  const content = asObject(value) ?? {};
  const events = field === null ? [] : readAs(field, content);
  if (events.length > 0) return events;
  for (const likely of fieldsByShape(content)) {
    const found = readAs(likely, content);
    if (found.length > 0) return found;
  }
  return [{ kind: 'unknown', field }];
}

function readAs(field: string, value: JsonObject): readonly FieldEvent[] {
  return Object.hasOwn(READERS, field) ? (READERS[field]?.(value) ?? []) : [];
}
