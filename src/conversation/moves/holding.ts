import type { HoldAnswer } from '../command.js';
import { go, type Decision, type Turn } from '../decision.js';
import type { OfferedRaffle } from '../facts.js';
import { askNumbers, askNumbersAgain, limitReached, notSelling, selling } from './offers.js';
import { confirmChoices, MOST_NEIGHBOURS } from './numbers.js';
import { showHeld } from './orders.js';

/** Holds what the buyer confirmed. The step stays: if the answer is no, the selection is still there. */
export function holdNumbers(turn: Turn, raffleId: string, numbers: readonly number[]): Decision {
  return selling(turn, raffleId, () => ({
    state: turn.state,
    replies: [],
    command: { kind: 'hold', raffleId, numbers },
  }));
}

export function showHoldAnswer(turn: Turn, raffleId: string, outcome: HoldAnswer): Decision {
  if (outcome.kind === 'held') return showHeld(turn, outcome.order);
  return selling(turn, raffleId, (raffle) => {
    switch (outcome.kind) {
      case 'taken':
        return showLost(turn, raffle, outcome);
      case 'over_limit': {
        const { asked, left, max } = outcome;
        return left > 0
          ? askNumbersAgain(turn, raffleId, { kind: 'over_limit', asked, left, max })
          : limitReached(turn, max);
      }
      case 'out_of_range':
        return askNumbers(turn, raffleId);
      case 'not_selling':
        return notSelling(turn, raffle.title, outcome.reason === 'paused' ? 'paused' : 'closed');
      case 'sold_out':
        return outcome.left === 0
          ? notSelling(turn, raffle.title, 'sold_out')
          : askNumbersAgain(turn, raffleId, { kind: 'few_left', title: raffle.title, left: outcome.left });
    }
  });
}

/** Somebody was faster: says which numbers are gone and asks again for the rest. */
function showLost(
  turn: Turn,
  raffle: OfferedRaffle,
  { taken, free, neighbours }: Extract<HoldAnswer, { kind: 'taken' }>,
): Decision {
  const near = neighbours.slice(0, MOST_NEIGHBOURS);
  return go(
    turn,
    { step: 'confirm_numbers', raffleId: raffle.id, numbers: free, neighbours: near },
    { kind: 'numbers_lost', raffle, taken, free, neighbours: near },
    confirmChoices(turn, raffle.id, free, near),
  );
}
