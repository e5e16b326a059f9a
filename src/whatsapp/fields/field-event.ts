/** What one change of a webhook field says, as far as its shape is known. */
export type FieldEvent =
  /** A field, or a shape of it, that no reader knows: kept, counted, not acted on. */
  { readonly kind: 'unknown'; readonly field: string | null };

export type FieldEventOf<K extends FieldEvent['kind']> = Extract<FieldEvent, { kind: K }>;
