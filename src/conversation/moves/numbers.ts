import type { Outcomes } from '../command.js';
import { execute, go, type Decision, type Turn } from '../decision.js';
import { findRaffle, type OfferedRaffle } from '../facts.js';
import { parseNumbers, type HeardNumbers } from '../reading/parse-numbers.js';
import { buttons, type Choices } from '../reply.js';
import { askNumbers, askNumbersAgain, selling } from './offers.js';

/** Free numbers shown in place of taken ones. */
export const MOST_NEIGHBOURS = 3;

/** Numbers named in a message: asks the database about them; null if the message names none. */
export function hearNumbers(turn: Turn, raffleId: string, text: string): Decision | null {
  const raffle = findRaffle(turn.facts, raffleId);
  if (raffle === null) return null;
  const heard = parseNumbers(text, raffle);
  const { wanted, dropped, unknown, unread } = heard;
  if ([wanted, dropped, unknown, unread].every(({ length }) => length === 0)) return null;
  return selling(turn, raffleId, (_, left) => {
    const numbers = selectionAfter(turn, heard);
    if (heard.tooMany || numbers.length > left) {
      const asked = heard.tooMany ? null : numbers.length;
      return askNumbersAgain(turn, raffle.id, { kind: 'over_limit', asked, left, max: raffle.maxPerPerson });
    }
    if (numbers.length > 0) return checkNumbers(turn, raffle, numbers, heard);
    if (dropped.length > 0) return askNumbers(turn, raffleId, 'all_dropped');
    return askNumbersAgain(turn, raffle.id, { kind: 'numbers_unknown', raffle, heard });
  });
}

/** The selection on screen plus one of the numbers offered beside it. */
export function addNumber(turn: Turn, raffleId: string, number: number): Decision {
  return selling(turn, raffleId, (raffle, left) => {
    const heard = {
      wanted: [number],
      dropped: [],
      repeated: [],
      unknown: [],
      unread: [],
      adds: true,
      tooMany: false,
    };
    const numbers = selectionAfter(turn, heard);
    if (numbers.length > left)
      return askNumbersAgain(turn, raffle.id, {
        kind: 'over_limit',
        asked: numbers.length,
        left,
        max: raffle.maxPerPerson,
      });
    return checkNumbers(turn, raffle, numbers, heard);
  });
}

function checkNumbers(turn: Turn, { id }: OfferedRaffle, numbers: number[], heard: HeardNumbers): Decision {
  return execute(
    turn,
    { step: 'type_numbers', raffleId: id },
    { kind: 'check_numbers', raffleId: id, numbers, heard },
  );
}

/** A message changes what is on screen if it says so or names only numbers we offered; else it starts anew. */
function selectionAfter({ state }: Turn, { wanted, dropped, adds }: HeardNumbers): number[] {
  const shown = state.step === 'confirm_numbers' || state.step === 'random_offer' ? state.numbers : [];
  const offered = state.step === 'confirm_numbers' ? state.neighbours : [];
  const changes =
    adds || dropped.length > 0 || (wanted.length > 0 && wanted.every((number) => offered.includes(number)));
  const all = changes ? [...shown, ...wanted] : wanted;
  return [...new Set(all)].filter((number) => !dropped.includes(number));
}

/** Echoes what was understood and which of it is free: only what is confirmed here is ever held. */
export function showChecked(
  turn: Turn,
  raffleId: string,
  heard: HeardNumbers,
  { free, taken, neighbours }: Outcomes['check_numbers'],
): Decision {
  return selling(turn, raffleId, (raffle, left) => {
    const near = neighbours.slice(0, free.length < left ? MOST_NEIGHBOURS : 0);
    return go(
      turn,
      { step: 'confirm_numbers', raffleId, numbers: free, neighbours: near },
      { kind: 'numbers_checked', raffle, heard, free, taken, neighbours: near },
      confirmChoices(turn, raffleId, free, near),
    );
  });
}

export function confirmChoices(
  { nonce }: Turn,
  raffleId: string,
  free: readonly number[],
  near: readonly number[],
): Choices {
  const [first] = near;
  return buttons(
    free.length > 0 ? { do: 'hold', nonce } : null,
    first === undefined ? null : { do: 'add', nonce, number: first },
    { do: 'choose', raffleId },
    free.length === 0 ? { do: 'random', raffleId } : null,
  );
}
