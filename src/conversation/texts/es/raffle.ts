import { times } from '../../../kernel/index.js';
import type { OfferedRaffle } from '../../facts.js';
import { quoted } from '../shorten.js';
import { count, dayOf, items, lines, moment, money, plural } from './format.js';

/** One line: what, for how much, how many left, when. */
export function summary(raffle: OfferedRaffle): string {
  return `🎟️ *${quoted(raffle.title, 60)}* · boleto *${price(raffle)}*${stock(raffle)} · sortea ${raffle.drawMethod.mode === 'manual' ? 'a mano ' : ''}*${dayOf(raffle.drawAt, raffle.timeZone)}*`;
}

/** What is raffled, for how much, when and by whom. */
export function card(raffle: OfferedRaffle): string {
  const { title, drawAt, timeZone, drawMethod, organiser, prizes } = raffle;
  const prizeNames = namesOf(prizes);
  const permit = organiser.permit === undefined ? '' : `, permiso ${quoted(organiser.permit, 60)}`;
  return lines(
    `🎟️ *${quoted(title, 60)}*`,
    prizeNames.length === 0
      ? null
      : `${plural(prizeNames.length, 'Premio', 'Premios')}: ${items(prizeNames, 160)}`,
    `Boleto *${price(raffle)}*${stock(raffle)}`,
    `Sorteo *${moment(drawAt, timeZone)}*, ${decidedBy(drawMethod)}`,
    earlierDraws(raffle),
    `Organiza ${quoted(organiser.name, 60)}${permit}`,
  );
}

function namesOf(prizes: OfferedRaffle['prizes']): string[] {
  return prizes.map(({ name, units }) => (units === 1 ? quoted(name, 60) : `${units} × ${quoted(name, 60)}`));
}

/** Who pays in time takes part in them, too. */
function earlierDraws({ preDraws, timeZone }: OfferedRaffle): string | null {
  if (preDraws.length === 0) return null;
  const each = preDraws.map(
    ({ name, drawMethod, listClosesAt, drawAt, prizes }) =>
      `*${quoted(name, 40)}* (${items(namesOf(prizes), 60)}) ${dayOf(drawAt, timeZone)}${drawMethod.mode === 'manual' ? ', a mano,' : ''} si pagas antes de ${moment(listClosesAt, timeZone)}`,
  );
  return `Y además: ${items(each, 200)}`;
}

function decidedBy(method: OfferedRaffle['drawMethod']): string {
  if (method.mode === 'manual') return `a mano, en ${quoted(method.place, 100)}`;
  if (method.mode === 'drand') return 'según el valor público de drand a esa hora';
  if (method.mode === 'commit_reveal') return `según las semillas de ${count(method.seeds.length)} testigos`;
  return `según ${quoted(method.source, 60)}, sorteo ${quoted(method.firstDraw, 40)}`;
}

function stock({ free, emission }: OfferedRaffle): string {
  return free === null ? '' : ` · ${plural(free, 'queda', 'quedan')} *${count(free)} de ${count(emission)}*`;
}

function price({ priceMinor: amountMinor, currency }: OfferedRaffle): string {
  return amountMinor === 0 ? 'sin costo' : money({ amountMinor, currency });
}

export function total(raffle: OfferedRaffle, quantity: number): string {
  const sum = times({ amountMinor: raffle.priceMinor, currency: raffle.currency }, quantity);
  return sum === null || sum.amountMinor === 0 ? price(raffle) : money(sum);
}
