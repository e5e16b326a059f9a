import { execute, go, type Decision, type Turn } from '../decision.js';
import { MOST_NUMBERS } from '../reading/parse-numbers.js';
import { buttons } from '../reply.js';
import { askNumbers, askNumbersAgain, notSelling, selling } from './offers.js';

/** Offers of random numbers in a row, before the buyer is asked to choose. */
const MOST_SPINS = 3;

export function pickRandom(turn: Turn, raffleId: string, count: number, spin: number): Decision {
  return selling(turn, raffleId, (raffle, left) => {
    if (spin > MOST_SPINS) return askNumbers(turn, raffleId, 'spins_used');
    if (count > left || count > MOST_NUMBERS)
      return askNumbersAgain(turn, raffleId, {
        kind: 'over_limit',
        asked: count,
        left,
        max: raffle.maxPerPerson,
      });
    return execute(turn, { step: 'random_count', raffleId }, { kind: 'pick_random', raffleId, count, spin });
  });
}

/** Nothing is held by showing random numbers: another buyer may take them before they are accepted. */
export function showPicked(
  turn: Turn,
  raffleId: string,
  asked: number,
  spin: number,
  numbers: readonly number[],
): Decision {
  return selling(turn, raffleId, (raffle) => {
    if (numbers.length === 0) return notSelling(turn, raffle.title, 'sold_out');
    const last = spin >= MOST_SPINS;
    const { nonce } = turn;
    const choices = buttons({ do: 'hold', nonce }, last ? null : { do: 'spin', nonce }, {
      do: 'choose',
      raffleId,
    });
    const step = { step: 'random_offer', raffleId, numbers, spin } as const;
    return go(turn, step, { kind: 'random_offer', raffle, numbers, asked, last }, choices);
  });
}
