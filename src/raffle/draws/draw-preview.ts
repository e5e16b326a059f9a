import {
  MISS_POLICIES,
  parseRules,
  parseStrictJson,
  type DirectRules,
  type Prize,
} from '../../fair-draw/index.js';
import type { MissRule, RaffleTerms } from '../catalogue/index.js';
import { drawWarnings, type DrawWarning } from './draw-advice.js';
import { methodSentence } from './draw-words.js';
import { missObject, publishedRules } from './rules.js';
import { evenOdds, soldOdds, type SoldOdds } from './sold-odds.js';

/** What an organiser sees of the draw before people buy by its rules. */
export interface DrawPreview {
  /** How winners are found, in a sentence. */
  readonly method: string;
  readonly warnings: readonly DrawWarning[];
  readonly odds: readonly PrizeOdds[];
}

/** Odds that several prizes have in common, each drawn alone. */
export interface PrizeOdds {
  readonly prizeIds: readonly string[];
  /** The chosen rule first, then those that could be chosen instead. */
  readonly rules: readonly MissOdds[];
}

/** `onMiss` is null where the draw misses no number. `cases` is empty where the odds are not counted. */
export interface MissOdds {
  readonly onMiss: MissRule | null;
  readonly chosen: boolean;
  readonly cases: readonly SoldOdds[];
}

/** Prizes with the same odds, and what has to be counted for them; null: nothing, since all numbers are alike. */
export interface PrizeGroup {
  readonly prizeIds: readonly string[];
  readonly counted: { readonly rules: DirectRules; readonly prize: Prize } | null;
  readonly onMisses: readonly (MissRule | null)[];
}

/** Offered for comparison where another rule was chosen. */
// oxlint-disable-next-line unicorn/no-thenable -- a word of the draw's rules; never awaited
const NEXT_DRAW: MissRule = { policy: 'next_draw', maxDraws: 4, then: 'house' };

/** Which odds there are to count for these terms, which must be drawable. */
export function prizeGroups(terms: RaffleTerms): readonly PrizeGroup[] {
  if (terms.drawMethod.mode === 'manual') return [];
  const rules = parseRules(parseStrictJson(publishedRules(terms, 'draft', 1).json));
  const { entropy } = rules;
  if (entropy.mode !== 'lottery' || entropy.method !== 'direct' || terms.drawMethod.mode !== 'lottery')
    return [{ prizeIds: rules.prizes.map(({ id }) => id), counted: null, onMisses: [null] }];
  const direct: DirectRules = { ...rules, entropy };
  const onMisses = choices(terms.drawMethod.onMiss);
  const alike = new Map<string, Prize[]>();
  for (const prize of rules.prizes) {
    const shape = shapeOf(direct, prize);
    alike.set(shape, [...(alike.get(shape) ?? []), prize]);
  }
  return [...alike.values()].flatMap(([prize, ...others]) =>
    prize === undefined
      ? []
      : [{ prizeIds: [prize, ...others].map(({ id }) => id), counted: { rules: direct, prize }, onMisses }],
  );
}

/** Numbers that results can name, and sold ones, to look at over all groups for a raffle of so many numbers: about 5 µs each. */
export function resultsToCount(groups: readonly PrizeGroup[], numbers: number): number {
  return groups.reduce((sum, { counted }) => {
    if (counted === null) return sum;
    const { rules, prize } = counted;
    const read = rules.entropy.extractors.filter(({ id }) => prize.extract.includes(id));
    const named = (n: number): number => (rules.entropy.map === 'modulo' ? numbers : 10 ** n);
    return sum + numbers + read.reduce((results, { n }) => results + named(n), 0);
  }, 0);
}

/** How many numbers are taken to be sold where nobody says it: all, and half of them. */
export function usualCounts({ emission }: Pick<RaffleTerms, 'emission'>): readonly number[] {
  return [...new Set([emission, Math.ceil(emission / 2)])];
}

/** The odds of a group for one list of numbers, by rule; undefined where they are not counted. */
export function groupOdds(
  { counted, onMisses }: PrizeGroup,
  sold: readonly number[],
): readonly (SoldOdds | undefined)[] {
  if (counted === null) return [evenOdds(sold)];
  const rules = onMisses.flatMap((onMiss) => (onMiss === null ? [] : [missObject(onMiss)]));
  return soldOdds(counted.rules, counted.prize, rules, sold);
}

/** @param odds for each group, for each list, the odds by rule */
export function previewOf(
  terms: RaffleTerms,
  groups: readonly PrizeGroup[],
  odds: readonly (readonly (readonly (SoldOdds | undefined)[])[])[],
): DrawPreview {
  return {
    method: methodSentence(terms.drawMethod),
    warnings: drawWarnings(terms),
    odds: groups.map(({ prizeIds, onMisses }, group) => ({
      prizeIds,
      rules: onMisses.map((onMiss, rule) => {
        const cases = (odds[group] ?? []).flatMap((byRule) => byRule[rule] ?? []);
        return { onMiss, chosen: rule === 0, cases };
      }),
    })),
  };
}

function choices(chosen: MissRule): readonly MissRule[] {
  const others: readonly MissRule[] = [NEXT_DRAW, ...MISS_POLICIES.map((policy) => ({ policy }))];
  return [chosen, ...others.filter(({ policy }) => policy !== chosen.policy)];
}

/** Equal for prizes whose extractors read as many digits of results alike, whatever their names. */
function shapeOf({ entropy }: DirectRules, { extract }: Prize): string {
  const read = extract.flatMap((id) => entropy.extractors.filter((extractor) => extractor.id === id));
  const positions = [...new Set(read.map(({ position }) => position))];
  const shape = read.map(({ position, take, n }) => {
    const { width, first, last } = entropy.positions.find(({ id }) => id === position) ?? {};
    return [positions.indexOf(position), take, n, width, first, last];
  });
  return JSON.stringify(shape);
}
