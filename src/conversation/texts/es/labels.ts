import { ticketLabel } from '../../../kernel/index.js';
import type { Action, ActionName } from '../../buttons.js';
import type { ListItem, Reply } from '../../reply.js';
import { clip, quoted } from '../shorten.js';
import { count, dayOf, money } from './format.js';
import { numbersOf } from './ordering.js';

const LABELS: Readonly<Record<Exclude<ActionName, 'count' | 'add' | 'pay'>, string>> = {
  menu: 'Menú',
  more: 'Más opciones',
  buy: 'Comprar boletos',
  raffles: 'Ver rifas',
  raffle: 'Apartar otra vez',
  choose: 'Elegir números',
  random: 'Al azar 🎰',
  spin: 'Otra vez',
  hold: 'Sí, apartar',
  my_tickets: 'Mis boletos',
  paid: 'Ya pagué',
  cancel: 'Cancelar',
  cancel_yes: 'Sí, cancelar',
  cancel_no: 'No, conservar',
  receipt_for: 'De este pedido',
  is_receipt: 'Sí, de un pago',
  not_receipt: 'No',
  verify: 'Verificar boleto',
  help: 'Ayuda',
  human: 'Hablar con asesor',
  opt_out: 'Dejar de recibir',
  only_mine: 'Solo lo mío',
  nothing_at_all: 'Nada de nada',
  rules: 'Ver bases',
  consent_yes: 'Sí, acepto',
  consent_no: 'No',
};

/** Where the same action reads better in other words. */
const LABELS_IN: Readonly<Partial<Record<Reply['kind'], Readonly<Partial<Record<ActionName, string>>>>>> = {
  random_offer: { hold: 'Me gustan', choose: 'Elegir yo' },
  numbers_checked: { choose: 'Cambiar' },
  numbers_lost: { choose: 'Cambiar' },
  rejected: { paid: 'Mandar otro' },
  choose_raffle: { raffles: 'Ver más' },
};

const DESCRIPTIONS: Readonly<Partial<Record<ActionName, string>>> = {
  raffles: 'Premios, fechas y precio',
  my_tickets: 'Lo que apartaste y lo que pagaste',
  verify: 'Con tu código de 16 letras y números',
  rules: 'Lo que aceptaste al empezar',
  help: 'Lo que puedes escribirme',
  human: 'Te contesta una persona',
  opt_out: 'Sin promociones ni avisos',
};

export function label(action: Action, reply: Reply): string {
  if (action.do === 'count') return `${action.count} ${action.count === 1 ? 'boleto' : 'boletos'}`;
  if (action.do === 'add') return addLabel(action.number, reply);
  if (action.do === 'pay') return clip(`Pagar ${codeOf(action.orderId, reply) ?? 'ahora'}`, 20);
  if (action.do === 'my_tickets' && action.from > 0) return 'Ver más';
  return LABELS_IN[reply.kind]?.[action.do] ?? LABELS[action.do];
}

function addLabel(number: number, reply: Reply): string {
  if (reply.kind !== 'numbers_checked' && reply.kind !== 'numbers_lost') return String(number);
  return `${reply.free.length === 0 ? 'Quiero' : 'Sumar'} ${ticketLabel(number, reply.raffle.width)}`;
}

/** Whose payment: a buyer may have several orders open. */
function codeOf(orderId: string, reply: Reply): string | null {
  const orders = 'orders' in reply && typeof reply.orders !== 'number' ? reply.orders : [];
  const one = 'order' in reply ? reply.order : 'open' in reply ? reply.open : null;
  return [...orders, one].find((order) => order?.id === orderId)?.code ?? null;
}

export function row(item: ListItem, reply: Reply): { title: string; description?: string } {
  switch (item.kind) {
    case 'action': {
      const description = reply.kind === 'more_options' ? DESCRIPTIONS[item.action.do] : undefined;
      return { title: label(item.action, reply), ...(description === undefined ? {} : { description }) };
    }
    case 'raffle': {
      const { title, priceMinor: amountMinor, currency, drawAt, timeZone, free } = item.raffle;
      const cost = amountMinor === 0 ? 'Sin costo' : money({ amountMinor, currency });
      const stock = free === null ? '' : ` · ${free === 1 ? 'queda' : 'quedan'} ${count(free)}`;
      return {
        title: clip(`${item.position}. ${quoted(title, 60)}`, 24),
        description: clip(`${cost} · ${dayOf(drawAt, timeZone)}${stock}`, 72),
      };
    }
    case 'order':
      return {
        title: clip(`${item.position}. ${item.order.code}`, 24),
        description: clip(
          `${quoted(item.order.raffleTitle, 30)} · ${money(item.order)} · ${numbersOf(item.order, 24)}`,
          72,
        ),
      };
  }
}

export function listButton({ kind }: Reply): string {
  return kind === 'choose_raffle' ? 'Ver rifas' : kind === 'choose_order' ? 'Ver pedidos' : 'Ver opciones';
}

export function linkLabel({ kind }: Reply): string {
  if (kind === 'code_answer') return 'Ver y comprobar';
  return kind === 'paid' ? 'Ver mi boleto' : kind === 'rules' ? 'Ver bases' : 'Ver el sorteo';
}
