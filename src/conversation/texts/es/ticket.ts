import { ticketLabel } from '../../../kernel/index.js';
import type { TicketFace } from '../../ticket-picture/ticket-svg.js';
import type { PrintedOrder } from '../../ticket-picture/printed-order.js';
import { money, moment } from './format.js';
import { codeInGroups } from './ordering.js';

/** More numbers than this do not fit at a size people read. */
const SHOWN = 24;

/** The words on the picture of a paid order. */
export function ticketFace(order: PrintedOrder): TicketFace {
  const labels = order.numbers.map((number) => ticketLabel(number, order.width));
  const more = labels.length - SHOWN;
  return {
    organiser:
      order.organiser.permit === undefined
        ? order.organiser.name
        : `${order.organiser.name} · permiso ${order.organiser.permit}`,
    title: order.raffleTitle,
    numbersCaption: labels.length === 1 ? 'Tu boleto' : `Tus ${labels.length} boletos`,
    numbers: more > 0 ? [...labels.slice(0, SHOWN), `y ${more} más`] : labels,
    lines: [
      ['Estado', 'Pagado: participa'],
      ['Sorteo', moment(order.drawAt, order.timeZone)],
      ['Pagado el', moment(order.paidAt, order.timeZone)],
      ['Total', money(order)],
      ['Pedido', order.code],
    ],
    codeCaption: 'Código de verificación',
    code: codeInGroups(order.validationCode),
    notes: ['Escanea para comprobarlo.', 'Nadie te pedirá pagar por un premio.'],
  };
}
