import type { FieldEvent } from './field-event.js';

type Reader = (value: unknown) => readonly FieldEvent[];

/** Readers by field name. Meta's own pages print wrong names, so a reader may also be found by shape. */
const READERS: Readonly<Record<string, Reader>> = {};

/** What a change says. Never throws: what cannot be read is an `unknown` event. */
export function readChange(field: string | null, value: unknown): readonly FieldEvent[] {
  const read = field !== null && Object.hasOwn(READERS, field) ? READERS[field] : undefined;
  const events = read?.(value) ?? [];
  return events.length > 0 ? events : [{ kind: 'unknown', field }];
}
