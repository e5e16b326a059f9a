import {
  FairDrawError,
  QUICKNET,
  VERSION,
  canonicalize,
  firstRoundAt,
  parseRules,
  rulesHash,
  type DrandChain,
  type OnMiss,
} from '../../fair-draw/index.js';
import {
  fairdrawId,
  lastNumber,
  type DrawMethod,
  type LotteryMethod,
  type LotterySource,
  type ManualMethod,
  type MissRule,
  type RaffleTerms,
} from '../catalogue/index.js';
import { MANUAL_VERSION } from './draw-rules.js';
import { utcSeconds } from './utc-seconds.js';

/** Published rules: canonical JSON and its `rules_hash` in hexadecimal. */
export interface PublishedRules {
  readonly json: string;
  readonly hash: string;
}

/** The rules object of B2 for draw `ordinal`. A beacon's round is of `chain`. */
export function publishedRules(
  terms: RaffleTerms,
  raffleId: string,
  ordinal: number,
  chain: DrandChain = QUICKNET,
): PublishedRules {
  const drawId = fairdrawId(raffleId, ordinal);
  const { drawMethod } = terms;
  const rules =
    drawMethod.mode === 'manual'
      ? manualObject(terms, drawMethod, drawId)
      : rulesObject(terms, drawMethod, drawId, chain);
  return { json: canonicalize(rules), hash: rulesHash(rules) };
}

/** Why a raffle with these terms could not be drawn, as a sentence part; null if it can. Asked before anything is sold. */
export function whyNotDrawable(terms: RaffleTerms): string | null {
  const { drawMethod } = terms;
  if (drawMethod.mode === 'manual') return null;
  const reason = whyChoosable(drawMethod);
  if (reason !== null) return reason;
  try {
    parseRules(rulesObject(terms, drawMethod, 'draft', QUICKNET));
    return null;
  } catch (error) {
    if (error instanceof FairDrawError) return error.message;
    throw error;
  }
}

/** Rules that fairdraw/1 allows, but that would leave the organiser a choice once values are known. */
function whyChoosable(method: DrawMethod): string | null {
  if (method.mode === 'lottery' && method.onMiss.policy === 'next_draw' && method.consecutive !== true)
    return 'next_draw needs consecutive draws: otherwise a lottery draw could be skipped at will';
  const several =
    method.mode === 'lottery_seeded'
      ? method
      : method.mode === 'commit_reveal' && method.external.kind === 'lottery'
        ? method.external
        : null;
  return several !== null && several.draws > 1 && several.consecutive !== true
    ? 'several lottery draws must be consecutive: otherwise one could be skipped at will'
    : null;
}

function manualObject(terms: RaffleTerms, { place }: ManualMethod, drawId: string): object {
  return {
    v: MANUAL_VERSION,
    type: 'rules',
    raffle_id: drawId,
    title: terms.title,
    numbers: numbersObject(terms),
    prizes: terms.prizes.map(({ prizeId: id, name, units }) => ({ id, name, units })),
    one_prize_per_holder: terms.onePrizePerHolder,
    sales_close_at: utcSeconds(terms.salesCloseAt),
    entropy: { mode: 'manual', place, draw_at: utcSeconds(terms.drawAt) },
  };
}

function numbersObject(terms: RaffleTerms): object {
  return { first: terms.firstNumber, last: lastNumber(terms), width: terms.width };
}

function rulesObject(
  terms: RaffleTerms,
  method: Exclude<DrawMethod, ManualMethod>,
  drawId: string,
  chain: DrandChain,
): object {
  const entropy = entropyObject(method, terms.drawAt, chain);
  return {
    v: VERSION,
    type: 'rules',
    raffle_id: drawId,
    title: terms.title,
    numbers: numbersObject(terms),
    prizes: terms.prizes.map(({ prizeId: id, name, units, extract }) => ({
      id,
      name,
      units,
      ...(method.mode === 'lottery' ? { extract } : {}),
    })),
    alternates: 0,
    one_prize_per_holder: terms.onePrizePerHolder,
    // Only a beacon has a new value for every disqualification; with a sequence everybody knows who would follow.
    redraw: method.mode === 'drand' ? 'fresh' : 'sequence',
    sales_close_at: utcSeconds(terms.salesCloseAt),
    entropy,
  };
}

function entropyObject(method: Exclude<DrawMethod, ManualMethod>, drawAt: Date, chain: DrandChain): object {
  switch (method.mode) {
    case 'lottery':
      return { mode: 'lottery', method: 'direct', ...lotteryObject(method), ...digitsObject(method) };
    case 'lottery_seeded':
      return { mode: 'lottery', method: 'seeded', ...lotteryObject(method), draws: method.draws };
    case 'drand':
      return { mode: 'drand', ...beaconObject(drawAt, method.minLeadS, chain) };
    case 'commit_reveal': {
      const { seeds, external } = method;
      const promised = seeds.map(({ party, seedHash }) => ({ party, seed_hash: seedHash }));
      return { mode: 'commit-reveal', seeds: promised, external: externalObject(external, drawAt, chain) };
    }
  }
}

function externalObject(
  external: Extract<DrawMethod, { mode: 'commit_reveal' }>['external'],
  drawAt: Date,
  chain: DrandChain,
): object {
  if (external.kind === 'none') return { kind: 'none' };
  if (external.kind === 'drand') return { kind: 'drand', ...beaconObject(drawAt, external.minLeadS, chain) };
  return { kind: 'lottery', ...lotteryObject(external), draws: external.draws };
}

/** The round is fixed here, before the first sale: the first one at the announced time of the draw. */
function beaconObject(drawAt: Date, minLeadS: number, chain: DrandChain): object {
  const seconds = Math.ceil(drawAt.getTime() / 1000);
  return {
    chain_hash: chain.hash,
    round: firstRoundAt(chain, seconds),
    draw_at: utcSeconds(new Date(seconds * 1000)),
    min_lead_s: minLeadS,
  };
}

function lotteryObject({ source, firstDraw, consecutive, positions }: LotterySource): object {
  return {
    source,
    first_draw: firstDraw,
    ...(consecutive === undefined ? {} : { consecutive }),
    positions: positions.map(({ id, width, first, last }) => ({ id, width, first, last })),
  };
}

function digitsObject(method: LotteryMethod): object {
  return {
    extractors: method.extractors.map(({ id, position, take, n }) => ({ id, position, take, n })),
    map: method.map,
    ...(method.zeroIsTop === undefined ? {} : { zero_is_top: method.zeroIsTop }),
    on_miss: missObject(method.onMiss),
  };
}

/** `on_miss` of B2. */
export function missObject(onMiss: MissRule): OnMiss {
  if (onMiss.policy !== 'next_draw') return { policy: onMiss.policy };
  const { maxDraws, ...rest } = onMiss;
  return { ...rest, max_draws: maxDraws };
}
