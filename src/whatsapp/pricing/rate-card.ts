import { isRateText, readRate } from './rate.js';

/** What one message costs by category, in millionths of a minor unit. */
export type Rates = ReadonlyMap<string, bigint>;

export interface Market {
  readonly name: string;
  readonly rates: Rates;
}

/** Prices from one day on. Meta changes them on the first day of a quarter at most. */
export interface RatePeriod {
  readonly from: Date;
  /** By leading digits of a phone number, or by `MX.`, the beginning of a user id. */
  readonly markets: ReadonlyMap<string, Market>;
  /** For everybody whom no prefix fits. */
  readonly others: Market;
}

/** What Meta charges, as the operator copied it from Meta's rate card. */
export interface RateCard {
  readonly currency: string;
  /** Newest first. */
  readonly periods: readonly RatePeriod[];
  /** Characters of a number or user id that decide its market. */
  readonly prefixLength: number;
}

export type RateCardReading =
  | { readonly kind: 'card'; readonly card: RateCard }
  /** Sentences that name the place in the file. */
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

const OTHERS = 'other markets';
const LONGEST_PREFIX = 7;

/** Reads the JSON of a rate card (format: docs/operations.md). Every fault is named at once. */
export function readRateCard(json: unknown): RateCardReading {
  const faults: string[] = [];
  const root = asRecord(json);
  const currency = root['currency'];
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency))
    faults.push('currency must be three capital letters');
  const periods = asList(root['periods']).map((period, n) => readPeriod(period, `periods[${n}]`, faults));
  if (periods.length === 0) faults.push('periods must hold at least one period');
  const days = periods.map(({ from }) => from.getTime());
  if (new Set(days).size < days.length) faults.push('two periods begin on the same day');
  if (faults.length > 0 || typeof currency !== 'string') return { kind: 'faults', faults };
  const prefixes = periods.flatMap(({ markets }) => [...markets.keys()]);
  return {
    kind: 'card',
    card: {
      currency,
      periods: periods.toSorted((one, other) => other.from.getTime() - one.from.getTime()),
      prefixLength: Math.max(1, ...prefixes.map(({ length }) => length)),
    },
  };
}

function readPeriod(json: unknown, place: string, faults: string[]): RatePeriod {
  const period = asRecord(json);
  const from = period['from'];
  const day =
    typeof from === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(from) ? new Date(`${from}T00:00:00Z`) : null;
  if (day === null || Number.isNaN(day.getTime()))
    faults.push(`${place}.from must be a day such as 2026-10-01`);
  const markets = new Map<string, Market>();
  for (const [n, one] of asList(period['markets']).entries()) {
    const here = `${place}.markets[${n}]`;
    const market = readMarket(one, here, faults);
    for (const prefix of prefixesOf(asRecord(one), here, faults)) {
      if (markets.has(prefix)) faults.push(`${here} repeats the prefix ${prefix}`);
      markets.set(prefix, market);
    }
  }
  const others = readMarket(period['default'], `${place}.default`, faults, OTHERS);
  return { from: day ?? new Date(0), markets, others };
}

function readMarket(json: unknown, place: string, faults: string[], known?: string): Market {
  const { name, rates } = asRecord(json);
  if (known === undefined && (typeof name !== 'string' || name === ''))
    faults.push(`${place}.name is missing`);
  const entries = Object.entries(asRecord(rates));
  if (entries.length === 0) faults.push(`${place}.rates must name a price for each category`);
  const read = entries.flatMap(([category, text]): [string, bigint][] => {
    if (isRateText(text)) return [[category, readRate(text)]];
    faults.push(`${place}.rates.${category} must be minor units as text, such as "0.34"`);
    return [];
  });
  return { name: typeof name === 'string' ? name : (known ?? ''), rates: new Map(read) };
}

/** `prefixes` are digits of phone numbers; `countries` are the two letters a user id begins with (`MX.1234`). */
function prefixesOf(market: Record<string, unknown>, place: string, faults: string[]): string[] {
  const digits = asList(market['prefixes']).map(String);
  const countries = asList(market['countries']).map(String);
  const wrong = [
    ...digits.filter((prefix) => !/^\d+$/.test(prefix) || prefix.length > LONGEST_PREFIX),
    ...countries.filter((country) => !/^[A-Z]{2}$/.test(country)),
  ];
  for (const prefix of wrong) faults.push(`${place} has a prefix that is none: ${prefix}`);
  if (digits.length + countries.length === 0) faults.push(`${place} needs prefixes or countries`);
  return [...digits, ...countries.map((country) => `${country}.`)];
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
