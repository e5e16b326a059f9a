/** `1234.50`: an amount as a program or spreadsheet reads it, to the last unit. */
export function decimal(amountMinor: number | bigint, digits: number): string {
  const text = String(amountMinor)
    .replace('-', '')
    .padStart(digits + 1, '0');
  const fraction = digits === 0 ? '' : `.${text.slice(-digits)}`;
  return `${amountMinor < 0 ? '-' : ''}${text.slice(0, text.length - digits)}${fraction}`;
}

/** `1,234.50 MXN`: an amount as people read it. By hand, since what Intl writes changes with its data. */
export function money(amountMinor: number | bigint, digits: number, currency: string): string {
  const [whole = '', fraction] = decimal(amountMinor, digits).split('.');
  return `${grouped(whole)}${fraction === undefined ? '' : `.${fraction}`} ${currency}`;
}

/** `1,234` */
export function grouped(whole: number | string): string {
  return String(whole).replace(/(?<=\d)(?=(\d{3})+$)/g, ',');
}

/** `2026-12-20 20:00:05 (America/Mexico_City), 2026-12-21T02:00:05Z`: figures only, since names of days and zones change with Intl's data. */
export function moment(utc: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const parts = new Map(format.formatToParts(new Date(utc)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const day = `${part('year')}-${part('month')}-${part('day')}`;
  return `${day} ${part('hour')}:${part('minute')}:${part('second')} (${timeZone}), ${utc}`;
}
