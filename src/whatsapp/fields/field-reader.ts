import type { JsonObject } from '../../kernel/index.js';

/**
 * Reads the `value` of one change. Pure and total: any JSON gives an answer, every property may be missing or of another type.
 * @returns nothing where it says nothing this reader knows
 */
export type FieldReader<Event> = (value: JsonObject) => readonly Event[];

/** Readers of a group of fields, by the field's name in the App Dashboard. */
export type FieldReaders<Event> = Readonly<Record<string, FieldReader<Event>>>;
