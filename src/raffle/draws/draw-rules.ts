import {
  drandSourceOf,
  lotterySourceOf,
  parseRules,
  parseStrictJson,
  type DrandSource,
  type Rules,
} from '../../fair-draw/index.js';
import { asObject } from '../../kernel/index.js';

/** Rules and record of a draw by hand. They are no `fairdraw/1`: a verifier has nothing to compute, and must say so. */
export const MANUAL_VERSION = 'manual/1';

/** Slips are drawn by people, where and when everybody may come. */
export interface ManualEntropy {
  readonly mode: 'manual';
  readonly place: string;
  readonly draw_at: string;
}

/** What was announced of a draw by hand. The list it is drawn from is fixed and published like any other. */
export interface ManualRules extends Pick<
  Rules,
  'type' | 'raffle_id' | 'title' | 'numbers' | 'prizes' | 'one_prize_per_holder' | 'sales_close_at'
> {
  readonly v: typeof MANUAL_VERSION;
  readonly entropy: ManualEntropy;
}

/** The rules of any draw this service carries out. */
export type DrawRules = Rules | ManualRules;

/** Whether people draw and write down what came out. */
export function isByHand(rules: DrawRules): rules is ManualRules {
  return rules.entropy.mode === 'manual';
}

/** Reads rules as they are stored. */
export function readDrawRules(json: string): DrawRules {
  const rules = parseStrictJson(json);
  return asObject(rules)?.['v'] === MANUAL_VERSION ? manualRules(json) : parseRules(rules);
}

/** The beacon that decides; undefined where none does. */
export function beaconSourceOf(entropy: DrawRules['entropy']): DrandSource | undefined {
  return entropy.mode === 'manual' ? undefined : drandSourceOf(entropy);
}

/** The lottery that decides; undefined where none does. */
export function officialSourceOf(entropy: DrawRules['entropy']): ReturnType<typeof lotterySourceOf> {
  return entropy.mode === 'manual' ? undefined : lotterySourceOf(entropy);
}

/** This service wrote them, and they are locked since: nobody can have changed them. */
function manualRules(json: string): ManualRules {
  const rules: Omit<ManualRules, 'prizes'> & { prizes: Omit<Rules['prizes'][number], 'extract'>[] } =
    JSON.parse(json);
  return { ...rules, prizes: rules.prizes.map((prize) => ({ ...prize, extract: [] })) };
}
