import { readRate, writeRate } from './rate.js';
import type { Market, RateCard, RatePeriod } from './rate-card.js';

/** Messages of one kind to one market, sent or about to be. */
export interface Charge {
  /** Where they go: a phone number's or user id's beginning, `RateCard.prefixLength` characters or more. Null: unknown. */
  readonly to: string | null;
  /** Meta's price category. One we do not know has no price. */
  readonly category: string;
  readonly messages: number;
  readonly at: Date;
}

/** What messages will cost, or cost, by the rate card. Meta's invoice decides. */
export interface Estimate {
  readonly currency: string;
  /** Minor units with decimals, as text: `"12.34"` of USD are 12.34 cents. */
  readonly minorUnits: string;
  /** Messages the card has no price for; not in the sum. */
  readonly unpriced: number;
}

/** Free-form messages cost since this day, at the market's utility rate (Meta, "Pricing": non-template messages). */
const SERVICE_CHARGED_FROM = Date.UTC(2026, 9, 1);

/** Where a card has no price of its own for a category, Meta charges that of another. */
const SAME_AS: ReadonlyMap<string, string> = new Map([
  ['service', 'utility'],
  ['authentication-international', 'authentication'],
  ['authentication_international', 'authentication'],
  ['marketing_lite', 'marketing'],
]);

/** Free-form messages Meta lets a business phone number deliver for nothing in a calendar month; integrators say so, not Meta's page. */
export const SERVICE_ALLOWANCE = 1_000;

/** Moments at which a price may change, ascending: between two of them one price holds. */
export function priceChanges(card: RateCard): Date[] {
  const times = [SERVICE_CHARGED_FROM, ...card.periods.map(({ from }) => from.getTime())];
  return [...new Set(times)].toSorted((one, other) => one - other).map((time) => new Date(time));
}

/**
 * The sum of what the charges cost; exact, whatever the number of messages.
 * @param free so many of the messages cost nothing, taken evenly from all: nobody knows which (then rounded down to a millionth)
 */
export function estimate(card: RateCard, charges: readonly Charge[], free = 0): Estimate {
  let [sum, messages, unpriced] = [0n, 0, 0];
  for (const charge of charges) {
    const rate = rateOf(card, charge);
    messages += charge.messages;
    if (rate === null) unpriced += charge.messages;
    else sum += rate * BigInt(charge.messages);
  }
  const paid = Math.max(0, messages - free);
  return {
    currency: card.currency,
    minorUnits: writeRate(messages === 0 ? 0n : (sum * BigInt(paid)) / BigInt(messages)),
    unpriced,
  };
}

/** Estimates of one card, together. */
export function sumOf(card: RateCard, estimates: readonly Estimate[]): Estimate {
  return {
    currency: card.currency,
    minorUnits: writeRate(estimates.reduce((sum, { minorUnits }) => sum + readRate(minorUnits), 0n)),
    unpriced: estimates.reduce((sum, { unpriced }) => sum + unpriced, 0),
  };
}

/** Millionths of a minor unit for one message; null where the card has none. */
export function rateOf(card: RateCard, { to, category, at }: Omit<Charge, 'messages'>): bigint | null {
  const period = periodAt(card, at);
  if (period === null) return null;
  const kind = kindOf(category);
  if (kind === 'service' && at.getTime() < SERVICE_CHARGED_FROM) return 0n;
  const { rates } = marketOf(period, to);
  return rates.get(category) ?? rates.get(kind) ?? rates.get(SAME_AS.get(kind) ?? '') ?? null;
}

/** The market of a recipient by longest prefix; the name of the default row for anybody else. */
export function marketName(card: RateCard, to: string | null, at: Date): string | null {
  const period = periodAt(card, at);
  return period === null ? null : marketOf(period, to).name;
}

function periodAt(card: RateCard, at: Date): RatePeriod | null {
  return card.periods.find(({ from }) => from <= at) ?? null;
}

function marketOf({ markets, others }: RatePeriod, to: string | null): Market {
  for (let length = to?.length ?? 0; length > 0; length--) {
    const market = markets.get(to?.slice(0, length) ?? '');
    if (market !== undefined) return market;
  }
  return others;
}

/** Messages to groups cost as those to persons where the card says nothing else. */
function kindOf(category: string): string {
  return category.startsWith('group_') ? category.slice('group_'.length) : category;
}
