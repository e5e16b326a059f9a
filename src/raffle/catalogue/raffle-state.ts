/** The life of a raffle. `reconciled` falls back to `closed` when anything changes (the database does that). */
const MOVES = {
  draft: ['open', 'cancelled'],
  open: ['paused', 'closed', 'cancelled'],
  paused: ['open', 'closed', 'cancelled'],
  closed: ['reconciled', 'cancelled'],
  reconciled: ['closed', 'frozen', 'cancelled'],
  frozen: ['drawn', 'cancelled'],
  drawn: ['settled', 'cancelled'],
  settled: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

export type RaffleState = keyof typeof MOVES;

/** Where a raffle may go from each state. */
export const raffleMoves: Readonly<Record<RaffleState, readonly RaffleState[]>> = MOVES;

/** True if a raffle may go from one state to the other. */
export function raffleMayMove(from: RaffleState, to: RaffleState): boolean {
  return raffleMoves[from].includes(to);
}

/** True while tickets and orders of the raffle may still change numbers: from the freeze on only orders change. */
export function numbersMayChange(state: RaffleState): boolean {
  return ['open', 'paused', 'closed', 'reconciled'].includes(state);
}
