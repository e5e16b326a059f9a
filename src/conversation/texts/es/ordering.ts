import { inGroups } from '../../../kernel/index.js';
import type { BuyerOrder, OrderState } from '../../facts.js';
import { quoted } from '../shorten.js';
import type { BodiesOf } from '../texts.js';
import { deadline, moment, money, numbers, plural, timeOf } from './format.js';

type Kinds =
  | 'held'
  | 'pay'
  | 'send_receipt'
  | 'ask_receipt'
  | 'receipt_taken'
  | 'not_a_receipt'
  | 'choose_order'
  | 'no_order'
  | 'confirm_cancel'
  | 'cancelled'
  | 'not_cancelled'
  | 'cancel_refused'
  | 'order_moved_on';

export const ordering: BodiesOf<Kinds> = {
  held: ({ order, now }) =>
    [
      `✅ *${plural(order.numbers.length, 'Apartado', 'Apartados')}* (aún NO ${plural(order.numbers.length, 'participa', 'participan')}): *${numbersOf(order, 250)}*`,
      `${titleOf(order)} · Pedido *${order.code}* · Total *${money(order)}*`,
      due(order, now),
      '',
      transfer(order),
    ].join('\n'),
  pay: ({ order, now }) =>
    [
      `Pedido *${order.code}* (${titleOf(order)}): *${numbersOf(order, 250)}*`,
      due(order, now),
      '',
      transfer(order),
    ].join('\n'),
  send_receipt: ({ order }) =>
    `Mándame aquí la *foto* o el *PDF* del comprobante de *${order.code}* (${money(order)}) y lo revisamos.${
      order.state === 'expired' ? ' Aunque ya venció, tu dinero no se pierde.' : ''
    }`,
  ask_receipt: ({ order }) =>
    order === null
      ? '¿Esto que mandaste es un comprobante de pago?'
      : `¿Esto que mandaste es el comprobante de un pago? No tienes pedidos abiertos; el último fue *${order.code}*, ${stateWord(order.state)}.`,
  receipt_taken: ({ order, how, sentAt, asksNumber }) => {
    const number = asksNumber
      ? '\n\nWhatsApp no me muestra tu número. Si quieres que también podamos llamarte cuando ganes, compártelo con el botón.'
      : '';
    const received = `📄 Recibí tu comprobante de *${order.code}*, enviado a las ${timeOf(sentAt, order.timeZone)}`;
    switch (how) {
      case 'in_time':
        return `${received} *Tu apartado ya no vence* mientras lo revisamos. Te aviso aquí.${number}`;
      case 'late_held':
        return `${received} El plazo ya había terminado, pero tus números seguían libres y *te los volví a guardar* mientras lo revisamos. Te aviso aquí.${number}`;
      case 'late_gone':
        return `${received} El plazo ya había terminado y tus números ya no están libres. Una persona revisa tu pago: si llegó, *te devolvemos ${money(order)}*. Te aviso aquí.`;
      case 'refused':
        return `*${order.code}* está ${stateWord(order.state)} y ya no necesita comprobante. Si hay un problema con ese pago, habla con un asesor.`;
    }
  },
  not_a_receipt: () => 'De acuerdo, no lo tomo como comprobante. ¿Qué sigue?',
  choose_order: ({ purpose }) => {
    const question = {
      pay: '¿Qué pedido quieres pagar?',
      paid: '¿De qué pedido es el pago?',
      cancel: '¿Qué pedido quieres cancelar?',
      receipt: '📄 ¿De qué pedido es este comprobante?',
    }[purpose];
    return `${question} Elige en la lista o escribe su código, por ejemplo *K7Q-281*.`;
  },
  no_order: ({ purpose }) => {
    if (purpose === 'receipt')
      return 'No encuentro ningún pedido tuyo. Si hiciste un pago, te ayuda una persona: no se pierde.';
    return purpose === 'cancel'
      ? 'No tienes ningún pedido que cancelar.'
      : 'No tienes ningún pedido por pagar.';
  },
  confirm_cancel: ({ order }) =>
    `¿Cancelo *${order.code}* (${titleOf(order)}) y libero *${numbersOf(order, 300)}*?`,
  cancelled: ({ order }) =>
    `Cancelé *${order.code}* y liberé *${numbersOf(order, 300)}*. Si ya habías pagado, mándame el comprobante.`,
  not_cancelled: ({ order }) =>
    order === null ? 'No cancelé nada.' : `No cancelé nada: *${order.code}* sigue igual.`,
  cancel_refused: ({ order, why }) =>
    why === 'in_review'
      ? `El pago de *${order.code}* está *en revisión*. Si quieres cancelarlo, un asesor te ayuda con la devolución.`
      : `*${order.code}* ya está *pagado*. Devoluciones: ${quoted(order.refundPolicy, 500)}`,
  order_moved_on: ({ order }) =>
    `Tu pedido *${order.code}* está *${stateWord(order.state)}*. ${nextStep(order)}`,
};

/** One word per state, the same everywhere. */
export function stateWord(state: OrderState): string {
  return {
    held: 'apartado',
    in_review: 'en revisión',
    paid: 'pagado',
    rejected: 'rechazado',
    expired: 'vencido',
    cancelled: 'cancelado',
    refund_owed: 'por devolver',
    refunded: 'devuelto',
  }[state];
}

export function numbersOf(order: Pick<BuyerOrder, 'numbers' | 'width'>, max: number): string {
  return numbers(order.numbers, order.width, max);
}

export function titleOf({ raffleTitle }: Pick<BuyerOrder, 'raffleTitle'>): string {
  return `*${quoted(raffleTitle, 60)}*`;
}

/** The code as it is read out: `8FJ4-M2XQ-7ABC-12DE`. */
export function codeInGroups(code: string): string {
  return inGroups(code.replaceAll('-', ''));
}

function due({ deadlineAt, numbers: list, timeZone }: BuyerOrder, now: Date): string {
  if (deadlineAt === null) return 'Aún no participa.';
  return `${plural(list.length, 'Vence', 'Vencen')} *${deadline(deadlineAt, now, timeZone)}* (${zoneOf(deadlineAt, timeZone)}).`;
}

function zoneOf(instant: Date, timeZone: string): string {
  return /\((.*)\)/.exec(moment(instant, timeZone))?.[1] ?? timeZone;
}

function transfer(order: BuyerOrder): string {
  const { bank, holder, account, kind } = order.transferAccount;
  return [
    'Paga por transferencia:',
    `${quoted(kind, 30)}: ${quoted(account, 60)}`,
    `Banco: ${quoted(bank, 60)}`,
    `Titular: ${quoted(holder, 120)}`,
    `Monto exacto: *${money(order)}*`,
    `Concepto: *${order.code.replace('-', '')}*`,
    '🔒 Paga solo a esta cuenta. Al terminar, manda aquí la *foto* o el *PDF* del comprobante.',
  ].join('\n');
}

function nextStep({ state }: BuyerOrder): string {
  switch (state) {
    case 'in_review':
      return 'Te aviso aquí en cuanto lo revisemos.';
    case 'paid':
      return 'No necesitas pagar de nuevo.';
    case 'expired':
    case 'cancelled':
      return 'Si ya pagaste, mándame el comprobante: *tu dinero no se pierde*.';
    case 'refund_owed':
    case 'refunded':
      return 'Si tienes dudas de tu devolución, habla con un asesor.';
    case 'held':
    case 'rejected':
      return 'Espera tu pago.';
  }
}
