import type { HoldOutcome } from '../../src/raffle/index.js';
import type { RaffleRoom } from './room.js';

class Again extends Error {}

/** A hold as a buyer's turn does it: if a number is in somebody's hand, undo, then once more alone and waiting. */
export async function holdAsATurn(
  room: RaffleRoom,
  raffleId: string,
  contactId: string,
  numbers: readonly number[],
): Promise<HoldOutcome> {
  try {
    return await room.database.transact(async (tx) => {
      const outcome = await room.holdIn(tx, raffleId, contactId, numbers);
      if (outcome.kind === 'locked') throw new Again();
      return outcome;
    });
  } catch (error) {
    if (!(error instanceof Again)) throw error;
    return room.hold(raffleId, contactId, numbers, true);
  }
}

/** How many of each kind. */
export function tally(outcomes: readonly { readonly kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
