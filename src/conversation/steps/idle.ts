import { silent, type Decision, type Turn } from '../decision.js';
import { hasConsented, meantRaffle } from '../facts.js';
import { readListChoice } from '../reading/intent.js';
import { callHuman, miss } from '../moves/help.js';
import { hearNumbers } from '../moves/numbers.js';
import { askCount, askNumbers, showMenu, showRaffles } from '../moves/offers.js';
import { keepOwnNews, leaveEntirely } from '../moves/opt-out.js';
import { pickRandom } from '../moves/random.js';
import type { Said } from './said.js';

/** Nothing was asked but what to do next: whoever starts with numbers at once gets them, where only one raffle can be meant. */
export function atMenu(turn: Turn, { text, intent }: Said): Decision {
  if (!hasConsented(turn.facts)) return showMenu(turn);
  const { raffles } = turn.facts;
  const meant = meantRaffle(turn.facts);
  if (raffles.length === 0) return miss(turn, 'general');
  if (meant === null) {
    const named =
      intent.is === 'random' ||
      intent.is === 'choose' ||
      readListChoice(
        text,
        raffles.map(({ title }) => title),
      ) !== null;
    return named || /\d/.test(text) ? showRaffles(turn) : miss(turn, 'general');
  }
  if (intent.is === 'choose') return askNumbers(turn, meant.id);
  if (intent.is === 'random')
    return intent.count === null ? askCount(turn, meant.id) : pickRandom(turn, meant.id, intent.count, 1);
  return hearNumbers(turn, meant.id, text) ?? miss(turn, 'general');
}

/** Waiting for money: digits typed here are a bank's reference, not a wish for more numbers; "ok" needs no answer. */
export function atOrder(turn: Turn, { intent }: Said): Decision {
  return intent.is === 'yes' || intent.is === 'like' ? silent(turn) : miss(turn, 'receipt');
}

/** "Not those either?" was asked. */
export function atOptOut(turn: Turn, said: Said): Decision {
  const { is } = said.intent;
  if (is === 'nothing_at_all' || is === 'yes') return leaveEntirely(turn);
  return is === 'only_mine' || is === 'no' ? keepOwnNews(turn) : atMenu(turn, said);
}

export function atOfferHuman(turn: Turn, said: Said): Decision {
  if (said.intent.is === 'yes') return callHuman(turn, 'asked');
  return said.intent.is === 'no' ? showMenu(turn) : atMenu(turn, said);
}
