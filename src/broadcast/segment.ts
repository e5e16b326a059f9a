/**
 * Who is meant, always among those who asked for offers and may be sent them: everybody, who has paid numbers of a raffle, or who
 * has none.
 */
export type Segment =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'bought'; readonly raffleId: string }
  | { readonly kind: 'not_bought'; readonly raffleId: string };

export const SEGMENT_KINDS = [
  'everybody',
  'bought',
  'not_bought',
] as const satisfies readonly Segment['kind'][];

/** The segment of these two words, or null where the raffle is missing or too much. */
export function segmentOf(kind: Segment['kind'], raffleId: string | undefined): Segment | null {
  if (kind === 'everybody') return raffleId === undefined ? { kind } : null;
  return raffleId === undefined ? null : { kind, raffleId };
}
