import type { Commitment } from './commitment.js';
import type { DirectRules } from './rules.js';
import { reachOf } from './universe.js';

/** What a verifier says beside "valid" (B11), as far as it can arise in lottery/direct draws. */
export type WarningCode = 'W_UNREACHABLE' | 'W_UNIVERSE' | 'W_RULES_CHANGED' | 'W_SUPERSEDED' | 'W_NO_PINS';

/** Warnings the rules alone give, worth showing before publication. */
export function warningsOfRules(rules: DirectRules): readonly WarningCode[] {
  const { entropy, numbers, prizes } = rules;
  const used = new Set(prizes.flatMap((prize) => prize.extract));
  const reaches = entropy.extractors
    .filter((extractor) => used.has(extractor.id))
    .flatMap((extractor) =>
      entropy.positions
        .filter((position) => position.id === extractor.position)
        .map((position) => reachOf(entropy, numbers, extractor, position)),
    );
  const warnings: WarningCode[] = [];
  if (reaches.some((reach) => reach.misses)) warnings.push('W_UNREACHABLE');
  if (reaches.some((reach) => reach.uneven)) warnings.push('W_UNIVERSE');
  if (rules.supersedes !== undefined) warnings.push('W_RULES_CHANGED');
  return warnings;
}

/** All warnings of a certificate. Without a pin it can be consistent, never proven. */
export function warningsOf(
  rules: DirectRules,
  commitment: Commitment,
  pins: readonly unknown[],
): readonly WarningCode[] {
  const warnings = [...warningsOfRules(rules)];
  if (commitment.supersedes !== undefined) warnings.push('W_SUPERSEDED');
  if (pins.length === 0) warnings.push('W_NO_PINS');
  return warnings;
}
