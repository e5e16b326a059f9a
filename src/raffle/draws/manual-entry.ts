import type { HeldPrize } from './disqualification.js';
import type { ManualRules } from './draw-rules.js';
import type { LotteryEntry } from './lottery-entry.js';
import { utcSeconds } from './utc-seconds.js';

/** What people drew by hand: whose slip came out for which prize unit. */
export interface ManualEntry {
  readonly drawnAt: Date;
  readonly winners: readonly HeldPrize[];
}

/** What decided a draw by hand, as its record and the raffle's log tell it. */
export interface ManualEvidence {
  readonly kind: 'manual';
  readonly place: string;
  readonly drawn_at: string;
  /** The number, as printed, by `<prize>/<unit>`. */
  readonly results: Readonly<Record<string, string>>;
  /** Where a recording is, and the hash of the scanned acta. */
  readonly source_url?: string;
  readonly source_sha256?: string;
}

/** An entry as evidence. @param source of it, as in the log */
export function manualEvidence(
  entry: Pick<LotteryEntry, 'source' | 'drawnAt' | 'results'>,
  source: Pick<ManualEvidence, 'source_url' | 'source_sha256'>,
): ManualEvidence {
  const { source: place, drawnAt, results } = entry;
  return { kind: 'manual', place, drawn_at: utcSeconds(drawnAt), results, ...source };
}

/** What of the frozen list has to be known to judge an entry. */
export interface Slips {
  /** Who holds the numbers that are named; one that is not in the list has nobody. */
  readonly holders: ReadonlyMap<number, { readonly contactId: string }>;
  /** How many winners the list could have in all. */
  readonly most: number;
}

/** Why this cannot be what was drawn, as a sentence part; null if it can. */
export function whyNotDrawn(
  rules: ManualRules,
  { drawnAt, winners }: ManualEntry,
  slips: Slips,
  times: { readonly closedAt: Date; readonly drawAt: Date; readonly now: Date },
): string | null {
  if (drawnAt.getUTCMilliseconds() !== 0) return 'drawnAt is given in whole seconds';
  if (drawnAt > times.now) return 'it lies in the future';
  if (drawnAt < times.drawAt)
    return `nothing is drawn before the announced time, ${utcSeconds(times.drawAt)}`;
  if (drawnAt <= times.closedAt) return 'it is not later than the closing of the list';
  return whyNotThese(rules, winners, slips);
}

function whyNotThese(rules: ManualRules, winners: readonly HeldPrize[], slips: Slips): string | null {
  const open = new Set(unitsOf(rules).map(({ prizeId, unit }) => `${prizeId}/${unit}`));
  const [numbers, people] = [new Set<number>(), new Set<string>()];
  for (const { prizeId, unit, number } of winners) {
    if (!open.delete(`${prizeId}/${unit}`))
      return `there is no prize unit ${prizeId}/${unit}, or it is named twice`;
    const holder = slips.holders.get(number);
    if (holder === undefined) return `number ${number} is not in the list`;
    if (numbers.has(number)) return `number ${number} is named twice: its slip was drawn once`;
    if (rules.one_prize_per_holder && people.has(holder.contactId))
      return `number ${number} is of somebody who has won: by the rules its slip is put aside`;
    numbers.add(number);
    people.add(holder.contactId);
  }
  return open.size > 0 && winners.length < slips.most
    ? `a winner is missing of ${[...open].join(', ')}, and slips are left`
    : null;
}

/** Every unit of every prize, in the order of the rules. */
export function unitsOf({ prizes }: Pick<ManualRules, 'prizes'>): { prizeId: string; unit: number }[] {
  return prizes.flatMap(({ id, units }) =>
    Array.from({ length: units }, (_, index) => ({ prizeId: id, unit: index + 1 })),
  );
}
