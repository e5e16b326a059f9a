import type { Commitment } from './commitment.js';
import type { CheckOptions } from './evidence.js';
import { type DirectRules, drandSourceOf, type Rules } from './rules.js';
import { finalPolicy } from './rules-direct.js';
import type { LotterySource } from './rules-lottery.js';
import { reachOf } from './universe.js';

/** What a verifier says beside "valid" (B11). */
export type WarningCode =
  | 'W_NO_EXTERNAL'
  | 'W_LOW_ENTROPY'
  | 'W_BIASED_FALLBACK'
  | 'W_UNREACHABLE'
  | 'W_UNIVERSE'
  | 'I_KNOWN_SUCCESSOR'
  | 'W_RULES_CHANGED'
  | 'W_SUPERSEDED'
  | 'W_NO_PINS'
  | 'W_BLS_UNCHECKED';

const ENOUGH = 2n ** 64n;

/** Warnings the rules alone give, worth showing before publication. */
export function warningsOfRules(rules: Rules): readonly WarningCode[] {
  const { entropy } = rules;
  const direct = entropy.mode === 'lottery' && entropy.method === 'direct';
  const warnings = direct ? ofDirect({ ...rules, entropy }) : ofSequence(rules);
  return rules.supersedes === undefined ? warnings : [...warnings, 'W_RULES_CHANGED'];
}

/** All warnings of a certificate. Without a pin it can be consistent, never proven. */
export function warningsOf(
  certificate: {
    readonly rules: Rules;
    readonly commitment: Commitment;
    readonly pins: readonly unknown[];
  },
  { bls = true }: CheckOptions,
): readonly WarningCode[] {
  const { rules, commitment, pins } = certificate;
  const warnings = [...warningsOfRules(rules)];
  if (commitment.supersedes !== undefined) warnings.push('W_SUPERSEDED');
  if (pins.length === 0) warnings.push('W_NO_PINS');
  if (!bls && drandSourceOf(rules.entropy) !== undefined) warnings.push('W_BLS_UNCHECKED');
  return warnings;
}

function ofSequence({ entropy, redraw }: Rules): readonly WarningCode[] {
  const warnings: WarningCode[] = [];
  if (entropy.mode === 'commit-reveal') {
    const { external } = entropy;
    if (external.kind === 'none') warnings.push('W_NO_EXTERNAL');
    if (external.kind === 'lottery' && isPoor(external, external.draws)) warnings.push('W_LOW_ENTROPY');
  }
  if (entropy.mode === 'lottery' && entropy.method === 'seeded' && isPoor(entropy, entropy.draws))
    warnings.push('W_LOW_ENTROPY');
  if (redraw === 'sequence') warnings.push('I_KNOWN_SUCCESSOR');
  return warnings;
}

/** True when so few results are possible that an organiser could grind the list against them. */
function isPoor({ positions }: LotterySource, draws: number): boolean {
  let outcomes = 1n;
  for (let draw = 0; draw < draws && outcomes < ENOUGH; draw++) {
    for (const { first, last } of positions) outcomes *= BigInt(last - first + 1);
    // A lottery with a single possible result stays at one however often it is held.
    if (outcomes === 1n) break;
  }
  return outcomes < ENOUGH;
}

function ofDirect(rules: DirectRules): readonly WarningCode[] {
  const policy = finalPolicy(rules.entropy);
  const warnings: WarningCode[] = [];
  if (policy === 'seeded') warnings.push('W_LOW_ENTROPY');
  else if (policy !== 'house') warnings.push('W_BIASED_FALLBACK');
  const reaches = reachesOf(rules);
  if (reaches.some((reach) => reach.misses)) warnings.push('W_UNREACHABLE');
  if (reaches.some((reach) => reach.uneven)) warnings.push('W_UNIVERSE');
  return warnings;
}

/** How evenly each extractor that a prize uses reaches the raffle's numbers. */
function reachesOf({ entropy, numbers, prizes }: DirectRules): ReturnType<typeof reachOf>[] {
  const used = new Set(prizes.flatMap((prize) => prize.extract));
  return entropy.extractors
    .filter((extractor) => used.has(extractor.id))
    .flatMap((extractor) =>
      entropy.positions
        .filter((position) => position.id === extractor.position)
        .map((position) => reachOf(entropy, numbers, extractor, position)),
    );
}
