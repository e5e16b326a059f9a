import {
  drandSourceOf,
  firstRoundAt,
  type Draw,
  type DrandChain,
  type Rules,
} from '../../fair-draw/index.js';
import type { RaffleState } from '../catalogue/index.js';
import type { DrawState } from './stored-draw.js';

/** Reasons and reach of B8. */
export const DISQUALIFICATION_REASONS = ['unclaimed', 'ineligible', 'declined', 'fraud', 'other'] as const;
export const DISQUALIFICATION_SCOPES = ['ticket', 'holder'] as const;
export type DisqualificationReason = (typeof DISQUALIFICATION_REASONS)[number];
export type DisqualificationScope = (typeof DISQUALIFICATION_SCOPES)[number];

/** Who holds which prize unit, and is to lose it. */
export interface HeldPrize {
  readonly prizeId: string;
  readonly unit: number;
  readonly number: number;
}

/** An event of B8 as published: the beacon of a fresh draw is named, its value is not known yet. */
export interface PublishedEvent {
  readonly seq: number;
  /** `<prize>/<unit>` */
  readonly slot: string;
  readonly number: number;
  readonly scope: DisqualificationScope;
  readonly reason: DisqualificationReason;
  readonly at: string;
  readonly target?: RedrawTarget;
}

/** The beacon that decides who follows. */
export interface RedrawTarget {
  readonly chain_hash: string;
  readonly round: number;
  readonly min_lead_s: number;
}

/** A draw as its last certificate tells it; nulls before the first. */
export interface DrawSoFar {
  readonly raffleState: RaffleState;
  readonly drawState: DrawState;
  readonly draw: Pick<Draw, 'winners'> | null;
  /** Events the certificate has, and events that are confirmed. */
  readonly drawnEvents: number;
  readonly confirmedEvents: number;
}

export type WhyNotOut =
  /** Nothing is drawn yet, or the raffle is over. */
  | { readonly kind: 'not_drawn'; readonly state: string }
  /** A prize is still to be decided, or the certificate of the last disqualification is not issued yet. */
  | { readonly kind: 'undecided' }
  /** The prize unit does not have this number now. */
  | { readonly kind: 'not_held'; readonly held: number | null };

/**
 * Why this number cannot be put out of this draw now; null if it can. Only of a draw whose every prize is decided: else what a later
 * value decides would hang on which disqualification somebody put first.
 */
export function whyNotOut(so: DrawSoFar, { prizeId, unit, number }: HeldPrize): WhyNotOut | null {
  if (so.raffleState === 'cancelled' || so.raffleState === 'settled')
    return { kind: 'not_drawn', state: so.raffleState };
  if (so.drawState === 'pending') return { kind: 'undecided' };
  if (so.drawState !== 'drawn' || so.draw === null) return { kind: 'not_drawn', state: so.drawState };
  if (so.confirmedEvents > so.drawnEvents) return { kind: 'undecided' };
  const winner = so.draw.winners.find((one) => one.prize === prizeId && one.unit === unit);
  return winner?.number === number ? null : { kind: 'not_held', held: winner?.number ?? null };
}

/** The event that is published when a disqualification is confirmed `at` (UTC, seconds), after `confirmed` earlier ones. */
export function publishedEvent(
  rules: Pick<Rules, 'redraw' | 'entropy'>,
  out: HeldPrize & { readonly scope: DisqualificationScope; readonly reason: DisqualificationReason },
  { confirmed, at, chain }: { confirmed: number; at: string; chain: DrandChain | null },
): PublishedEvent {
  const target = redrawTarget(rules, at, chain);
  return {
    seq: confirmed + 1,
    slot: `${out.prizeId}/${out.unit}`,
    number: out.number,
    scope: out.scope,
    reason: out.reason,
    at,
    ...(target === null ? {} : { target }),
  };
}

/** The first round of the rules' chain, their lead after the event; null where the sequence, or the next lottery draw, goes on. */
function redrawTarget(
  { redraw, entropy }: Pick<Rules, 'redraw' | 'entropy'>,
  at: string,
  chain: DrandChain | null,
): RedrawTarget | null {
  const source = drandSourceOf(entropy);
  if (redraw !== 'fresh' || source === undefined || chain === null) return null;
  const { min_lead_s } = source;
  const round = firstRoundAt(chain, Date.parse(at) / 1000 + min_lead_s);
  return { chain_hash: chain.hash, round, min_lead_s };
}
