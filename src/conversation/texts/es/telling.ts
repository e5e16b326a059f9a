import type { DrawnPrize, UnreadableWhy } from '../../news.js';
import { quoted } from '../shorten.js';
import type { BodiesOf } from '../texts.js';
import { count, deadline, items, moment, money, plural } from './format.js';
import { codeInGroups, numbersOf, titleOf } from './ordering.js';
import { values } from './values.js';

type Kinds =
  | 'hold_expired'
  | 'holds_extended'
  | 'paid'
  | 'rejected'
  | 'refund_owed'
  | 'receipt_unreadable'
  | 'list_frozen'
  | 'draw_won'
  | 'draw_out'
  | 'draw_result';

export const telling: BodiesOf<Kinds> = {
  hold_expired: ({ order }) =>
    `⌛ Se venció tu apartado *${order.code}* y liberé *${numbersOf(order, 300)}* de ${titleOf(order)}. Si ya pagaste, mándame el comprobante: *tu dinero no se pierde*.`,
  holds_extended: ({ orders, now }) => {
    const each = orders.flatMap(({ code, deadlineAt, timeZone }) =>
      deadlineAt === null ? [] : [`${code} (${deadline(deadlineAt, now, timeZone)})`],
    );
    return `Tuvimos una falla y te dimos más tiempo para pagar. Ahora ${plural(each.length, 'vence', 'vencen')}: ${items(each, 600)}.`;
  },
  paid: ({ order }) =>
    [
      `🎉 *Pagado. Ya ${plural(order.numbers.length, 'participa', 'participan')}* ${plural(order.numbers.length, 'tu boleto', 'tus boletos')} *${numbersOf(order, 400)}* en ${titleOf(order)}.`,
      `Sorteo *${moment(order.drawAt, order.timeZone)}*.`,
      ...(order.validationCode === null
        ? []
        : [
            `Código de verificación: *${codeInGroups(order.validationCode)}*`,
            `Compruébalo cuando quieras: escribe VERIFICAR ${codeInGroups(order.validationCode)}`,
          ]),
    ].join('\n'),
  rejected: ({ order, reason, now }) => {
    const kept =
      order.hasNumbers && order.deadlineAt !== null
        ? ` Guardo *${numbersOf(order, 200)}* hasta *${deadline(order.deadlineAt, now, order.timeZone)}* para corregirlo.`
        : '';
    return `No pudimos confirmar el pago de *${order.code}*: *${quoted(reason, 300)}*.${kept}`;
  },
  refund_owed: ({ order }) =>
    `Tu pago de *${order.code}* llegó, pero *${numbersOf(order, 200)}* ya no ${plural(order.numbers.length, 'puede', 'pueden')} ser ${plural(order.numbers.length, 'tuyo', 'tuyos')}. *Te devolvemos ${money(order)}* completos; una persona te contacta por aquí.`,
  receipt_unreadable: ({ order, why }) =>
    `No pude abrir el comprobante de *${order.code}*: ${UNREADABLE[why]}. Mándalo otra vez, por favor; mientras tanto tu pedido sigue en pie.`,
  list_frozen: ({ news, title, isPreDraw }) =>
    [
      `🔒 ${isPreDraw ? 'Lista cerrada' : 'Venta cerrada'}${title === null ? '' : ` de *${quoted(title, 60)}*`}. ${plural(news.size, 'Participa', 'Participan')} *${count(news.size)}* ${plural(news.size, 'boleto', 'boletos')}.`,
      `Huella de la lista: *${quoted(news.fingerprint, 40)}*`,
      `Decide ${values.decider(news.decidedBy)}.`,
      'Guarda este mensaje: así nadie puede cambiar la lista.',
      `Compara la huella y tu lugar en la página del sorteo. Si algo no coincide, reclama antes de *${moment(new Date(news.drawAt), news.timeZone)}*: escribe RECLAMO y te atiende una persona.`,
    ].join('\n'),
  draw_won: ({ news, title, byHand }) =>
    [
      `🏆 ¡Ganaste *${quoted(news.prizeName, 60)}* con el *${quoted(news.number, 20)}*!${title === null ? '' : ` Rifa *${quoted(title, 60)}*.`}${byHand ? ' Fue un sorteo manual.' : ''}`,
      'Nunca te pediremos pagar para entregarlo. Ten a la mano tu código de verificación y una identificación: una persona te contacta por aquí.',
    ].join('\n'),
  draw_out: ({ news, title }) =>
    [
      `🚫 Tu número ${values.out(news)}${title === null ? '' : ` en la rifa *${quoted(title, 60)}*`}. El premio ya no es tuyo y se decide otra vez.`,
      'Si no estás de acuerdo, escribe RECLAMO y te atiende una persona.',
    ].join('\n'),
  draw_result: ({ news, title, isPreDraw, byHand }) => {
    const winners = new Set(news.winners.map(({ number }) => number));
    const won = news.mine.filter((number) => winners.has(number));
    const mine = `Tus números: ${items(
      news.mine.map((number) => quoted(number, 20)),
      250,
    )}`;
    const lost = news.out ?? [];
    return [
      lost.length === 0
        ? null
        : `🚫 ${items(lost.map(values.out), 200)}. El resultado anterior sigue publicado.`,
      `🏁 Resultado${byHand ? ' del sorteo manual' : ''}${title === null ? '' : ` de *${quoted(title, 60)}*`}: ${items(news.winners.map(prizeLine), lost.length === 0 ? 450 : 260)}.`,
      news.pending ? `${values.onePending[news.waitsFor ?? 'lottery']}. Sigues participando.` : null,
      won.length > 0
        ? `${mine}. ¡Ganaste con ${items(won, 100)}! 🎉`
        : `${mine}${news.pending ? '' : '; esta vez no fue'}.`,
      isPreDraw && news.inMainDraw !== false ? 'Tus boletos siguen en el sorteo principal.' : null,
    ]
      .filter((line) => line !== null)
      .join('\n');
  },
};

const UNREADABLE: Readonly<Record<UnreadableWhy, string>> = {
  too_big: 'pesa más de 10 MB',
  wrong_type: 'no es una foto ni un PDF',
  gone: 'ya no está disponible',
  checksum: 'llegó dañado',
};

function prizeLine({ prizeName, number, status }: DrawnPrize): string {
  const name = quoted(prizeName, 60);
  if (number !== null) return `${name}, ganó *${quoted(number, 20)}*`;
  return status === 'pending' ? `${name}, pendiente` : `${name}, desierto`;
}
