import { answer, go, type Decision, type Turn } from '../decision.js';
import {
  findRaffle,
  numbersLeft,
  numbersOf,
  openOrders,
  whyNotSelling,
  type WhyNotSelling,
  type OfferedRaffle,
} from '../facts.js';
import { buttons, list, type ListItem, type Meaning, type MenuNotice } from '../reply.js';
import { menuStep } from '../state.js';
import { offer } from './consent.js';

/** Nine and {Ver más} make the ten rows a list may have. */
export const RAFFLES_PER_LIST = 9;

export function showMenu(turn: Turn, notice: MenuNotice | null = null): Decision {
  return offer(turn, () => {
    const { raffles, now } = turn.facts;
    const open = openOrders(turn.facts)[0] ?? null;
    const apology = notice === 'late' || notice === 'answers_lost';
    const step = { step: 'menu', apologisedAt: apology ? now.toISOString() : null } as const;
    if (raffles.length === 0) {
      const choices = buttons({ do: 'my_tickets', from: 0 }, { do: 'verify' }, { do: 'human' });
      return go(turn, step, { kind: 'nothing_on_sale', notice }, choices);
    }
    const raffle = raffles.length === 1 ? (raffles[0] ?? null) : null;
    const second =
      open === null ? ({ do: 'my_tickets', from: 0 } as const) : ({ do: 'pay', orderId: open.id } as const);
    const choices = buttons({ do: 'buy' }, second, { do: 'more' });
    return go(turn, step, { kind: 'menu', notice, raffle, onSale: raffles.length, open, now }, choices);
  });
}

export function showMore(turn: Turn): Decision {
  return offer(turn, () => {
    const actions = [
      { do: 'raffles', from: 0 },
      { do: 'my_tickets', from: 0 },
      { do: 'verify' },
      { do: 'rules' },
      { do: 'help' },
      { do: 'human' },
      { do: 'opt_out' },
    ] as const;
    const items = actions.map((action): ListItem => ({ kind: 'action', action }));
    return go(turn, menuStep, { kind: 'more_options' }, list(items));
  });
}

/** The raffles on sale from the given one on; a single one is shown at once. */
export function showRaffles(turn: Turn, from = 0): Decision {
  return offer(turn, () => {
    const { raffles } = turn.facts;
    const only = raffles.length === 1 ? raffles[0] : undefined;
    if (only !== undefined) return showRaffle(turn, only.id);
    if (raffles.length === 0) return showMenu(turn);
    const start = from < raffles.length ? from : 0;
    const page = raffles.slice(start, start + RAFFLES_PER_LIST);
    const items = page.map((raffle, i): ListItem => ({
      kind: 'raffle',
      action: { do: 'raffle', raffleId: raffle.id },
      position: i + 1,
      raffle,
    }));
    const next = start + RAFFLES_PER_LIST;
    if (raffles.length > RAFFLES_PER_LIST) {
      items.push({ kind: 'action', action: { do: 'raffles', from: next < raffles.length ? next : 0 } });
    }
    const step = { step: 'choose_raffle', shown: page.map(({ id }) => id) } as const;
    return go(turn, step, { kind: 'choose_raffle', onSale: raffles.length }, list(items));
  });
}

export function showRaffle(turn: Turn, raffleId: string): Decision {
  return selling(turn, raffleId, (raffle) => {
    const choices = buttons({ do: 'choose', raffleId }, { do: 'random', raffleId }, { do: 'menu' });
    const mine = numbersOf(turn.facts, raffleId);
    return go(turn, { step: 'choose_way', raffleId }, { kind: 'choose_way', raffle, mine }, choices);
  });
}

export function askNumbers(
  turn: Turn,
  raffleId: string,
  because: 'asked' | 'spins_used' | 'all_dropped' = 'asked',
): Decision {
  return selling(turn, raffleId, (raffle, left) => {
    const choices = buttons(because === 'spins_used' ? null : { do: 'random', raffleId }, { do: 'menu' });
    return go(
      turn,
      { step: 'type_numbers', raffleId },
      { kind: 'ask_numbers', raffle, left, because },
      choices,
    );
  });
}

export function askCount(turn: Turn, raffleId: string): Decision {
  return selling(turn, raffleId, (raffle, left) => {
    const counts = [1, 5, 10].filter((count) => count <= left);
    const choices = buttons(...counts.map((count) => ({ do: 'count', raffleId, count }) as const));
    return go(turn, { step: 'random_count', raffleId }, { kind: 'ask_count', raffle, left }, choices);
  });
}

/** Says what is wrong with the numbers asked for; a selection on screen stays as it is. */
export function askNumbersAgain(turn: Turn, raffleId: string, meaning: Meaning): Decision {
  const choices = buttons({ do: 'random', raffleId }, { do: 'menu' });
  if (turn.state.step === 'confirm_numbers') return answer(turn, meaning, choices);
  return go(turn, { step: 'type_numbers', raffleId }, meaning, choices);
}

/** Goes on with a raffle that sells to this buyer now, `left` numbers at most; else says why not. */
export function selling(
  turn: Turn,
  raffleId: string,
  make: (raffle: OfferedRaffle, left: number) => Decision,
): Decision {
  return offer(turn, () => {
    const raffle = findRaffle(turn.facts, raffleId);
    const why = raffle === null ? 'closed' : whyNotSelling(raffle, turn.facts.now);
    if (raffle === null || why !== null) return notSelling(turn, raffle?.title ?? null, why ?? 'closed');
    const left = numbersLeft(turn.facts, raffle);
    return left > 0 ? make(raffle, left) : limitReached(turn, raffle.maxPerPerson);
  });
}

export function notSelling(turn: Turn, title: string | null, why: WhyNotSelling): Decision {
  const others = turn.facts.raffles.length > 1 ? ({ do: 'raffles', from: 0 } as const) : null;
  const choices = buttons(others, { do: 'my_tickets', from: 0 }, { do: 'menu' });
  return go(turn, menuStep, { kind: 'not_selling', title, why }, choices);
}

export function limitReached(turn: Turn, max: number): Decision {
  const choices = buttons({ do: 'my_tickets', from: 0 }, { do: 'menu' });
  return go(turn, menuStep, { kind: 'over_limit', asked: null, left: 0, max }, choices);
}
