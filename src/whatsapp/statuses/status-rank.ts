/** How far a message got. Statuses come in any order and repeatedly; only a higher rank changes anything. */
export const RANK = { accepted: 1, sent: 2, failed: 3, delivered: 4, read: 5, played: 6 } as const;

export type DeliveryStatus = keyof typeof RANK;

/** Null for a status word we do not know: kept in the inbox, folded nowhere. */
export function deliveryStatus(word: string): DeliveryStatus | null {
  return Object.hasOwn(RANK, word) ? (word as DeliveryStatus) : null;
}
