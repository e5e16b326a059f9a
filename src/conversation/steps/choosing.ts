import type { Decision, Turn } from '../decision.js';
import { findRaffle } from '../facts.js';
import { readCount, readListChoice } from '../reading/intent.js';
import { miss } from '../moves/help.js';
import { holdNumbers } from '../moves/holding.js';
import { hearNumbers } from '../moves/numbers.js';
import {
  askCount,
  askNumbers,
  RAFFLES_PER_LIST,
  showMenu,
  showRaffle,
  showRaffles,
} from '../moves/offers.js';
import { pickRandom } from '../moves/random.js';
import type { At } from '../state.js';
import type { Said } from './said.js';

export function atChooseRaffle(turn: Turn, { shown }: At<'choose_raffle'>, { text, intent }: Said): Decision {
  if (intent.is === 'next') return showRaffles(turn, placeOf(turn, shown[0]) + RAFFLES_PER_LIST);
  const labels = shown.map((id) => findRaffle(turn.facts, id)?.title ?? '');
  const raffleId = shown[readListChoice(text, labels) ?? -1];
  return raffleId === undefined ? miss(turn, 'raffle') : showRaffle(turn, raffleId);
}

/** 0 if it is gone. */
function placeOf({ facts }: Turn, raffleId: string | undefined): number {
  return Math.max(
    0,
    facts.raffles.findIndex(({ id }) => id === raffleId),
  );
}

/** How to choose was asked, or for the numbers: either is answered by typing them. */
export function atTypeNumbers(
  turn: Turn,
  { raffleId }: At<'choose_way' | 'type_numbers'>,
  said: Said,
): Decision {
  return chooseAgain(turn, raffleId, said) ?? hearNumbers(turn, raffleId, said.text) ?? miss(turn, 'numbers');
}

export function atRandomCount(turn: Turn, { raffleId }: At<'random_count'>, said: Said): Decision {
  const count = readCount(said.text);
  if (count !== null && count > 0) return pickRandom(turn, raffleId, count, 1);
  return chooseAgain(turn, raffleId, said) ?? hearNumbers(turn, raffleId, said.text) ?? miss(turn, 'count');
}

export function atRandomOffer(turn: Turn, state: At<'random_offer'>, said: Said): Decision {
  const { raffleId, numbers } = state;
  const { intent } = said;
  if (intent.is === 'yes' || intent.is === 'like') return holdNumbers(turn, raffleId, numbers);
  if (intent.is === 'random') return spinAgain(turn, state, intent.count);
  if (intent.is === 'no' || intent.is === 'again') return spinAgain(turn, state, null);
  if (intent.is === 'choose' || intent.is === 'change') return askNumbers(turn, raffleId);
  return hearNumbers(turn, raffleId, said.text) ?? miss(turn, 'confirm');
}

export function spinAgain(
  turn: Turn,
  { raffleId, numbers, spin }: At<'random_offer'>,
  count: number | null,
): Decision {
  return pickRandom(turn, raffleId, count ?? numbers.length, spin + 1);
}

export function atConfirmNumbers(
  turn: Turn,
  { raffleId, numbers }: At<'confirm_numbers'>,
  said: Said,
): Decision {
  const agreed = said.intent.is === 'yes' || said.intent.is === 'like';
  if (agreed && numbers.length > 0) return holdNumbers(turn, raffleId, numbers);
  if (said.intent.is === 'no') return askNumbers(turn, raffleId);
  return chooseAgain(turn, raffleId, said) ?? hearNumbers(turn, raffleId, said.text) ?? miss(turn, 'confirm');
}

function chooseAgain(turn: Turn, raffleId: string, { intent }: Said): Decision | null {
  if (intent.is === 'choose' || intent.is === 'change') return askNumbers(turn, raffleId);
  if (intent.is === 'no') return showMenu(turn);
  if (intent.is !== 'random') return null;
  return intent.count === null ? askCount(turn, raffleId) : pickRandom(turn, raffleId, intent.count, 1);
}
