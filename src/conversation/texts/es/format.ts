import { minorDigits, ticketLabel, type Money } from '../../../kernel/index.js';
import { joined, numberList } from '../shorten.js';

/** `$100.00 MXN`: the code always stands behind, because half of Latin America writes $. */
export function money({ amountMinor, currency }: Money): string {
  const digits = minorDigits(currency);
  const text = String(amountMinor).padStart(digits + 1, '0');
  const whole = COUNT.format(Number(text.slice(0, text.length - digits)));
  const fraction = digits === 0 ? '' : `.${text.slice(-digits)}`;
  return `${symbol(currency)}${whole}${fraction} ${currency}`;
}

const COUNT = new Intl.NumberFormat('es-MX', { useGrouping: 'always' });
const SYMBOLS = new Map<string, string>();

function symbol(currency: string): string {
  const known = SYMBOLS.get(currency) ?? findSymbol(currency);
  SYMBOLS.set(currency, known);
  return known;
}

/** Nothing where a currency has no sign of its own: its code stands behind anyway. */
function findSymbol(currency: string): string {
  const parts = new Intl.NumberFormat('es-MX', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(0);
  const sign = parts.find(({ type }) => type === 'currency')?.value ?? '';
  return sign === currency ? '' : sign;
}

export function count(value: number): string {
  return COUNT.format(value);
}

/** `dom 20 dic, 8:00 p. m. (hora de Ciudad de México)` */
export function moment(instant: Date, timeZone: string): string {
  const { day, time, zone } = partsOf(instant, timeZone);
  return `${day}, ${time} (${zone})`;
}

/** `dom 20 dic` */
export function dayOf(instant: Date, timeZone: string): string {
  return partsOf(instant, timeZone).day;
}

/** `5:12 p. m.` */
export function timeOf(instant: Date, timeZone: string): string {
  return partsOf(instant, timeZone).time;
}

/** A deadline as people say it: `hoy lun 14 dic, 6:40 p. m.` */
export function deadline(instant: Date, now: Date, timeZone: string): string {
  const { day, time } = partsOf(instant, timeZone);
  const tomorrow = new Date(now.getTime() + 24 * 3_600_000);
  if (day === partsOf(now, timeZone).day) return `hoy ${day}, ${time}`;
  return day === partsOf(tomorrow, timeZone).day ? `mañana ${day}, ${time}` : `${day}, ${time}`;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function partsOf(instant: Date, timeZone: string): { day: string; time: string; zone: string } {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => (parts.get(type) ?? '').replace('.', '').trim();
  const half = part('dayPeriod').toLowerCase().startsWith('a') ? 'a. m.' : 'p. m.';
  return {
    day: `${part('weekday')} ${part('day')} ${part('month')}`,
    time: `${part('hour')}:${part('minute')} ${half}`,
    zone: parts.get('timeZoneName') ?? timeZone,
  };
}

/** Making one takes a hundred times longer than using it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('es-MX', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h12',
    timeZone,
    timeZoneName: 'shortGeneric',
  });
  FORMATS.set(timeZone, format);
  return format;
}

/** `007, 300 y 18 más` */
export function numbers(list: readonly number[], width: number, max: number): string {
  return numberList(list, width, max, more);
}

export function items(list: readonly string[], max: number): string {
  return joined(list, max, more);
}

function more(left: number): string {
  return `y ${count(left)} más`;
}

/** `de 000 a 999` */
export function range(raffle: { firstNumber: number; emission: number; width: number }): string {
  const last = raffle.firstNumber + raffle.emission - 1;
  return `de ${ticketLabel(raffle.firstNumber, raffle.width)} a ${ticketLabel(last, raffle.width)}`;
}

/** The one or the other word, by how many. */
export function plural(how: number, one: string, many: string): string {
  return how === 1 ? one : many;
}

/** The lines there are, without gaps. */
export function lines(...all: readonly (string | null)[]): string {
  return all.filter((line) => line !== null).join('\n');
}
