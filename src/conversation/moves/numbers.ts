import type { Outcomes } from '../command.js';
import { execute, go, type Decision, type Turn } from '../decision.js';
import { findRaffle, type OfferedRaffle } from '../facts.js';
import { parseNumbers, type HeardNumbers, type Remarks } from '../reading/parse-numbers.js';
import { buttons, type Choices } from '../reply.js';
import type { At } from '../state.js';
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
  const remarks = { dropped, repeated: heard.repeated, unknown, unread };
  return selling(turn, raffleId, (_, left) => {
    const numbers = selectionAfter(turn, heard);
    if (heard.tooMany) return overLimit(turn, raffle, null, left);
    if (numbers.length > 0) return checkNumbers(turn, raffle, numbers, remarks, left);
    if (unknown.length + unread.length > 0)
      return askNumbersAgain(turn, raffleId, { kind: 'numbers_unknown', raffle, remarks });
    return askNumbers(turn, raffleId, 'all_dropped');
  });
}

/** The selection on screen plus one of the numbers offered beside it. */
export function addNumber(
  turn: Turn,
  { raffleId, numbers }: At<'confirm_numbers'>,
  number: number,
): Decision {
  const remarks = { dropped: [], repeated: [], unknown: [], unread: [] };
  return selling(turn, raffleId, (raffle, left) =>
    checkNumbers(turn, raffle, [...numbers, number], remarks, left),
  );
}

function checkNumbers(
  turn: Turn,
  raffle: OfferedRaffle,
  numbers: number[],
  remarks: Remarks,
  left: number,
): Decision {
  if (numbers.length > left) return overLimit(turn, raffle, numbers.length, left);
  const raffleId = raffle.id;
  return execute(
    turn,
    { step: 'type_numbers', raffleId },
    { kind: 'check_numbers', raffleId, numbers, remarks },
  );
}

function overLimit(
  turn: Turn,
  { id, maxPerPerson: max }: OfferedRaffle,
  asked: number | null,
  left: number,
): Decision {
  return askNumbersAgain(turn, id, { kind: 'over_limit', asked, left, max });
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
  remarks: Remarks,
  { free, taken, neighbours }: Outcomes['check_numbers'],
): Decision {
  return selling(turn, raffleId, (raffle, left) => {
    const near = neighbours.slice(0, free.length < left ? MOST_NEIGHBOURS : 0);
    return go(
      turn,
      { step: 'confirm_numbers', raffleId, numbers: free, neighbours: near },
      { kind: 'numbers_checked', raffle, remarks, free, taken, neighbours: near },
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
