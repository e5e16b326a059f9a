import { minorDigits, type Money } from '../../kernel/index.js';
import { joined } from './shorten.js';

/** What a language other than Spanish needs to say of dates and lists. */
export interface Speech {
  /** For Intl: en-GB, pt-BR. */
  readonly locale: string;
  readonly hourCycle: 'h12' | 'h23';
  readonly today: string;
  readonly tomorrow: string;
  readonly more: (left: number) => string;
}

const DAY_MS = 24 * 3_600_000;

/** Dates, money and lists as a language writes them, by its locale's own rules. */
export function formatOf({ locale, hourCycle, today, tomorrow, more }: Speech) {
  const counts = new Intl.NumberFormat(locale, { useGrouping: 'always' });
  const day = (instant: Date, timeZone: string): string =>
    plain(
      new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone }),
      instant,
    );
  const time = (instant: Date, timeZone: string): string =>
    plain(
      new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', hourCycle, timeZone }),
      instant,
    );
  return {
    count: (value: number): string => counts.format(value),
    items: (list: readonly string[], max: number): string => joined(list, max, more),
    money: (amount: Money): string => money(amount, locale),
    moment: (instant: Date, timeZone: string): string =>
      `${day(instant, timeZone)}, ${time(instant, timeZone)} (${zoneName(instant, timeZone, locale)})`,
    deadline: (instant: Date, now: Date, timeZone: string): string => {
      const said = day(instant, timeZone);
      const when = `${said}, ${time(instant, timeZone)}`;
      if (said === day(now, timeZone)) return `${today} ${when}`;
      return said === day(new Date(now.getTime() + DAY_MS), timeZone) ? `${tomorrow} ${when}` : when;
    },
  };
}

/** To the last unit; the code stands behind, since half of the continent writes $. */
function money({ amountMinor, currency }: Money, locale: string): string {
  const digits = minorDigits(currency);
  const text = String(amountMinor).padStart(digits + 1, '0');
  const parts = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(1.1);
  const part = (type: Intl.NumberFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  const sign = part('currency') === currency ? '' : part('currency');
  const whole = new Intl.NumberFormat(locale, { useGrouping: 'always' }).format(
    BigInt(text.slice(0, text.length - digits)),
  );
  const fraction = digits === 0 ? '' : `${part('decimal') || '.'}${text.slice(-digits)}`;
  return `${sign}${whole}${fraction} ${currency}`;
}

function zoneName(instant: Date, timeZone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'shortGeneric' }).formatToParts(
    instant,
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** Without the dots and commas that locales put behind short names. */
function plain(format: Intl.DateTimeFormat, instant: Date): string {
  return format
    .formatToParts(instant)
    .map(({ type, value }) => (type === 'literal' ? literal(value) : value.replace('.', '')))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

function literal(value: string): string {
  return value.includes(':') ? ':' : ' ';
}
