import type { OfferedRaffle } from '../../facts.js';
import type { Remarks } from '../../reading/parse-numbers.js';
import type { MenuNotice } from '../../reply.js';
import { quoted } from '../shorten.js';
import type { BodiesOf } from '../texts.js';
import { count, deadline, items, lines, numbers, plural, range } from './format.js';
import { card, summary, total } from './raffle.js';

type Kinds =
  | 'menu'
  | 'more_options'
  | 'nothing_on_sale'
  | 'choose_raffle'
  | 'choose_way'
  | 'not_selling'
  | 'ask_numbers'
  | 'ask_count'
  | 'random_offer'
  | 'numbers_checked'
  | 'numbers_unknown'
  | 'numbers_lost'
  | 'over_limit'
  | 'few_left';

export const choosing: BodiesOf<Kinds> = {
  menu: ({ notice, raffle, onSale, open, now }) =>
    lines(
      noticeOf(notice),
      raffle === null ? `Hay *${count(onSale)} rifas* a la venta.` : summary(raffle),
      open === null || open.deadlineAt === null
        ? null
        : `⏳ Tu pedido *${open.code}* espera tu pago; vence *${deadline(open.deadlineAt, now, open.timeZone)}*`,
      raffle === null
        ? '¿Qué quieres hacer?'
        : '¿Qué quieres hacer? También puedes escribirme ya tus números, por ejemplo *7, 45, 300*.',
    ),
  more_options: () => 'Esto también puedo hacer por ti. Toca *Ver opciones* o escríbelo.',
  nothing_on_sale: ({ notice }) =>
    lines(
      noticeOf(notice),
      'Por ahora no hay rifas a la venta. Tus boletos siguen aquí: escribe *MIS BOLETOS*.',
    ),
  choose_raffle: ({ onSale }) =>
    `Hay *${count(onSale)} rifas* a la venta. ¿Cuál te interesa? Elige en la lista o escribe su nombre.`,
  choose_way: ({ raffle, mine }) =>
    lines(
      card(raffle),
      `Máximo ${raffle.maxPerPerson} por persona${mine === 0 ? '' : `; ya tienes ${mine}`}.`,
      'Escríbeme los números que quieres, por ejemplo *7, 45, 300*, o elige cómo:',
    ),
  not_selling: ({ title, why }) => {
    const name = title === null ? 'Esa rifa' : `*${quoted(title, 60)}*`;
    if (why === 'paused') return `${name} está en pausa. Lo que ya apartaste no vence durante la pausa.`;
    if (why === 'silenced')
      return `Por ahora no podemos vender por este número: ${name} sigue, pero aquí no puedo apartarte boletos. Escríbenos más tarde.`;
    return why === 'sold_out'
      ? `¡Se agotaron los boletos! ${name} ya no tiene números libres.`
      : `${name} ya no está a la venta.`;
  },
  ask_numbers: ({ raffle, left, because }) =>
    lines(
      because === 'spins_used' ? 'Ya giramos varias veces: ahora elige tú. 😉' : null,
      because === 'all_dropped' ? 'Entendido, esos no.' : null,
      `Escríbeme los números que quieres (${range(raffle)}), por ejemplo *7, 45, 300* o *del 100 al 110*. Puedes llevar hasta ${left}.`,
    ),
  ask_count: ({ left }) => `¿Cuántos boletos al azar? Toca uno o escribe cuántos (hasta ${left}).`,
  random_offer: ({ raffle, numbers: picked, asked, last }) =>
    lines(
      `🎰 *${numbers(picked, raffle.width, 400)}*`,
      picked.length < asked
        ? `Solo ${plural(picked.length, 'queda', 'quedan')} ${count(picked.length)} de los ${count(asked)} que pediste.`
        : null,
      `Total *${total(raffle, picked.length)}*. ${plural(picked.length, 'Aún no está apartado', 'Aún no están apartados')}.`,
      last
        ? plural(picked.length, '¿Te gusta o eliges tú?', '¿Te gustan o eliges tú?')
        : plural(picked.length, '¿Te gusta?', '¿Te gustan?'),
    ),
  numbers_checked: ({ raffle, remarks: said, free, taken, neighbours }) =>
    lines(...remarks(raffle, said), ...availability(raffle, free, taken, neighbours)),
  numbers_unknown: ({ raffle, remarks: said }) =>
    lines(
      ...remarks(raffle, said),
      `Escríbeme números ${range(raffle)}, separados por comas: por ejemplo *7, 45, 300*.`,
    ),
  numbers_lost: ({ raffle, taken, free, neighbours }) =>
    lines(
      `Por segundos te ganaron *${numbers(taken, raffle.width, 200)}*; no aparté nada todavía.`,
      ...availability(raffle, free, [], neighbours),
    ),
  over_limit: ({ asked, left, max }) => {
    if (left === 0) return `Ya tienes el máximo de ${count(max)} por persona en esta rifa.`;
    const wish = asked === null ? 'Son demasiados' : `Pediste ${count(asked)}`;
    return `${wish}; te ${plural(left, 'queda', 'quedan')} ${count(left)} de ${count(max)} por persona. Escríbeme hasta ${count(left)}.`;
  },
  few_left: ({ title, left }) =>
    `En *${quoted(title, 60)}* ${plural(left, 'queda', 'quedan')} *${count(left)}*. Escríbeme cuáles quieres o pide al azar.`,
};

/** What was heard besides free and taken numbers: nothing a buyer typed is dropped silently. */
function remarks(raffle: OfferedRaffle, { dropped, repeated, unknown, unread }: Remarks): (string | null)[] {
  const { width } = raffle;
  return [
    dropped.length === 0 ? null : `Entendí: sin *${numbers(dropped, width, 80)}*.`,
    repeated.length === 0
      ? null
      : `Repetiste ${numbers(repeated, width, 80)}; ${plural(repeated.length, 'cuenta', 'cuentan')} una vez.`,
    unknown.length === 0
      ? null
      : `*${typed(unknown)}* no ${plural(unknown.length, 'existe', 'existen')}: los boletos son de ${width} ${plural(width, 'cifra', 'cifras')}, ${range(raffle)}.`,
    unread.length === 0 ? null : `No entendí «${typed(unread)}».`,
  ];
}

/** Their words, so that they find them again. */
function typed(pieces: readonly string[]): string {
  return items(
    pieces.map((piece) => quoted(piece, 20)),
    80,
  );
}

function availability(
  raffle: OfferedRaffle,
  free: readonly number[],
  taken: readonly number[],
  neighbours: readonly number[],
): (string | null)[] {
  const { width } = raffle;
  return [
    taken.length === 0
      ? null
      : `❌ ${plural(taken.length, 'Ocupado', 'Ocupados')}: ${numbers(taken, width, 150)}.`,
    neighbours.length === 0 ? null : `Parecidos libres: ${numbers(neighbours, width, 60)}.`,
    free.length === 0
      ? 'Escríbeme otros números.'
      : `✅ ${plural(free.length, 'Libre', 'Libres')}: *${numbers(free, width, 300)}*. Total *${total(raffle, free.length)}*.`,
    free.length === 0 ? null : plural(free.length, '¿Lo aparto?', '¿Los aparto?'),
  ];
}

function noticeOf(notice: MenuNotice | null): string | null {
  switch (notice) {
    case 'late':
      return 'Perdona la tardanza: tu mensaje me llegó con retraso y no hice nada con él. Así están las cosas:';
    case 'answers_lost':
      return 'Perdona la tardanza: no pude contestarte a tiempo. Así están las cosas:';
    case 'back':
      return 'Volví 🤖. ¿Seguimos?';
    case 'selection_dropped':
      return 'Listo, dejamos de elegir; no aparté nada.';
    case 'sale_closed':
      return 'La venta de la rifa que veías acaba de cerrar; no aparté nada.';
    case null:
      return null;
  }
}
