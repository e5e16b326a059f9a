import {
  FairDrawError,
  VERSION,
  canonicalize,
  parseRules,
  rulesHash,
  supportedRules,
} from '../../fair-draw/index.js';
import {
  fairdrawId,
  lastNumber,
  type DrawMethod,
  type MissRule,
  type RaffleTerms,
} from '../catalogue/index.js';
import { utcSeconds } from './utc-seconds.js';

/** Published rules: canonical JSON and its `rules_hash` in hexadecimal. */
export interface PublishedRules {
  readonly json: string;
  readonly hash: string;
}

/** The rules object of B2 for draw `ordinal`. */
export function publishedRules(terms: RaffleTerms, raffleId: string, ordinal: number): PublishedRules {
  const rules = rulesObject(terms, fairdrawId(raffleId, ordinal));
  return { json: canonicalize(rules), hash: rulesHash(rules) };
}

/** Why a raffle with these terms could not be drawn, as a sentence part; null if it can. Asked before anything is sold. */
export function whyNotDrawable(terms: RaffleTerms): string | null {
  const { onMiss, consecutive } = terms.drawMethod;
  if (onMiss.policy === 'next_draw' && consecutive !== true) {
    return 'next_draw needs consecutive draws: otherwise a lottery draw could be skipped at will';
  }
  try {
    supportedRules(parseRules(rulesObject(terms, 'draft')));
    return null;
  } catch (error) {
    if (error instanceof FairDrawError) return error.message;
    throw error;
  }
}

function rulesObject(terms: RaffleTerms, drawId: string): object {
  const { firstNumber: first, width } = terms;
  return {
    v: VERSION,
    type: 'rules',
    raffle_id: drawId,
    title: terms.title,
    numbers: { first, last: lastNumber(terms), width },
    prizes: terms.prizes.map(({ prizeId: id, name, units, extract }) => ({ id, name, units, extract })),
    alternates: 0,
    one_prize_per_holder: terms.onePrizePerHolder,
    redraw: 'sequence',
    sales_close_at: utcSeconds(terms.salesCloseAt),
    entropy: entropyObject(terms.drawMethod),
  };
}

function entropyObject(method: DrawMethod): object {
  return {
    mode: 'lottery',
    method: 'direct',
    source: method.source,
    first_draw: method.firstDraw,
    ...(method.consecutive === undefined ? {} : { consecutive: method.consecutive }),
    positions: method.positions.map(({ id, width, first, last }) => ({ id, width, first, last })),
    extractors: method.extractors.map(({ id, position, take, n }) => ({ id, position, take, n })),
    map: method.map,
    ...(method.zeroIsTop === undefined ? {} : { zero_is_top: method.zeroIsTop }),
    on_miss: missObject(method.onMiss),
  };
}

function missObject(onMiss: MissRule): object {
  if (onMiss.policy === 'house') return { policy: 'house' };
  const { maxDraws, ...rest } = onMiss;
  return { ...rest, max_draws: maxDraws };
}
