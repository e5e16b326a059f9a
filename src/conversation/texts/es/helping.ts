import type { BuyerOrder } from '../../facts.js';
import type { Hint, Unread } from '../../reply.js';
import type { BodiesOf } from '../texts.js';
import { codeAnswer } from './checking.js';
import { dayOf, deadline, plural } from './format.js';
import { codeInGroups, numbersOf, stateWord, titleOf } from './ordering.js';

type Kinds =
  | 'my_tickets'
  | 'no_tickets'
  | 'prove_identity'
  | 'ask_code'
  | 'code_answer'
  | 'help'
  | 'human_called'
  | 'not_understood'
  | 'offer_human'
  | 'cannot_read'
  | 'send_again'
  | 'no_catalogue'
  | 'number_saved'
  | 'thanks'
  | 'stale_button'
  | 'opted_out'
  | 'opted_in';

export const helping: BodiesOf<Kinds> = {
  my_tickets: ({ orders, more, now }) =>
    [
      ...orders.map((order) => orderLines(order, now)),
      ...(more === 0 ? [] : [`Y ${more} ${plural(more, 'pedido', 'pedidos')} más.`]),
    ].join('\n\n'),
  no_tickets: () => 'Aún no tienes boletos.',
  prove_identity: () =>
    'WhatsApp me avisa que este chat puede haber cambiado de teléfono. Para mostrarte tus boletos, escríbeme el código de verificación de uno de ellos, o pide un *ASESOR*.',
  ask_code: ({ because }) =>
    because === 'malformed'
      ? 'Ese código no está completo: son 16 letras y números, por ejemplo *8FJ4-M2XQ-7ABC-12DE*. Escríbelo otra vez o escribe *MENU*.'
      : 'Escríbeme el código de verificación: 16 letras y números, por ejemplo *8FJ4-M2XQ-7ABC-12DE*.',
  code_answer: ({ answer }) => codeAnswer(answer),
  help: () =>
    [
      'Puedes escribirme en cualquier momento:',
      '*MENU* para empezar de nuevo',
      '*MIS BOLETOS* para ver lo tuyo',
      '*PAGAR* para ver la cuenta',
      '*CANCELAR* para soltar un apartado',
      '*VERIFICAR* y un código para comprobar un boleto',
      '*ASESOR* para hablar con una persona',
      '*BAJA* para no recibir mensajes (*ALTA* para volver)',
    ].join('\n'),
  human_called: ({ open, now }) => {
    const called =
      'Te paso con una persona: te contesta aquí en cuanto pueda. Mientras tanto yo no respondo.';
    if (open === null || open.deadlineAt === null) return called;
    return `${called} Tu pedido *${open.code}* vence *${deadline(open.deadlineAt, now, open.timeZone)}*; si mandas tu comprobante aquí, lo guardo.`;
  },
  not_understood: ({ hint }) => `No te entendí. ${HINTS[hint]}`,
  offer_human: () => 'Sigo sin entenderte, perdona. ¿Te paso con una persona?',
  cannot_read: ({ what }) => `${UNREAD[what]} También puedo pasarte con alguien.`,
  send_again: () =>
    'Ese archivo no me llegó: quizá pesa demasiado. Mándalo otra vez como *foto* o *PDF* de hasta 10 MB.',
  no_catalogue: () =>
    'Aquí no se compra con catálogo ni carrito, así que no aparté nada. Dime tus números por aquí, por ejemplo *7, 45, 300*.',
  number_saved: () => '¡Gracias! Guardé tu número: así podemos avisarte si ganas.',
  thanks: () => '¡A ti! 🙌 Si necesitas algo, escribe *MENU*.',
  stale_button: ({ open }) =>
    open === null
      ? 'Ese botón era de un mensaje anterior y ya no aplica. No cambié nada.'
      : `Ese botón era de un mensaje anterior. No cambié nada: tu pedido actual es *${open.code}*.`,
  opted_out: ({ level, asks }) => {
    if (level === 'all')
      return 'Listo: ya no te escribo, salvo por tu dinero o si ganas. Tus pedidos siguen igual. Para volver, escribe *ALTA*.';
    if (!asks)
      return 'Listo: no te mandaré promociones; solo te aviso de tus boletos. Para volver, escribe *ALTA*.';
    return 'Listo: no te mandaré promociones. Sí te avisaré de *tus* boletos y resultados. ¿Tampoco eso? Tus pedidos siguen igual.';
  },
  opted_in: () => 'Listo: otra vez recibes avisos. Para dejarlos, escribe *BAJA*.',
};

const UNREAD: Readonly<Record<Unread, string>> = {
  audio: 'Aún no escucho audios; ¿me lo escribes?',
  video: 'No puedo ver videos; ¿me mandas una foto o me lo escribes?',
  location: 'Solo entiendo texto, fotos y PDF; ¿me lo escribes?',
  cards: 'De una tarjeta de contacto no tomo datos; ¿me lo escribes?',
  form: 'Solo entiendo texto, fotos y PDF; ¿me lo escribes?',
  unsupported: 'WhatsApp no me deja ver ese mensaje; ¿me lo escribes?',
};

const HINTS: Readonly<Record<Hint, string>> = {
  general: '¿Buscas alguna de estas opciones?',
  raffle: 'Escribe el nombre de la rifa o su lugar en la lista.',
  numbers: 'Escríbeme números, por ejemplo *7, 45, 300*, o *AL AZAR*.',
  count: 'Escríbeme cuántos boletos quieres, por ejemplo *3*.',
  confirm: 'Escribe *SÍ* para apartar esos números, otros números para cambiarlos, o *MENU*.',
  order: 'Escribe el código del pedido o su lugar en la lista.',
  receipt: 'Para este pedido me falta la foto o el PDF de tu comprobante. ¿O buscas otra cosa?',
  yes_no: 'Contéstame *SÍ* o *NO*, por favor.',
};

function orderLines(order: BuyerOrder, now: Date): string {
  const list = numbersOf(order, 70);
  const title = `${titleOf(order)} · ${dayOf(order.drawAt, order.timeZone)}`;
  const until = order.deadlineAt === null ? '' : `, vence ${deadline(order.deadlineAt, now, order.timeZone)}`;
  switch (order.state) {
    case 'paid':
      return `${title}\n✅ *Pagado*: ${list}${order.validationCode === null ? '' : `\nCódigo ${codeInGroups(order.validationCode)}`}`;
    case 'held':
    case 'rejected':
      return `${title}\n⏳ *${capital(stateWord(order.state))}* (${order.code}): ${list}${until}`;
    case 'in_review':
      return `${title}\n🔎 *En revisión* (${order.code}): ${list}${order.hasNumbers ? '' : '; ya no están libres'}`;
    case 'expired':
    case 'cancelled':
    case 'refund_owed':
    case 'refunded':
      return `${title}\n↩️ *${capital(stateWord(order.state))}* (${order.code}): ${list}`;
  }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
