import { ticketLabel } from '../../../kernel/index.js';
import type { CodeAnswer, EarlierDraw } from '../../command.js';
import { quoted } from '../shorten.js';
import { count, items, lines, moment, numbers, plural } from './format.js';

type Found = Extract<CodeAnswer, { kind: 'found' }>;

/** What VERIFICAR answers; all parts at their longest stay within one message. */
export function codeAnswer(answer: CodeAnswer): string {
  switch (answer.kind) {
    case 'unknown':
      return 'Ese código no existe aquí. Pregunta antes de pagarle a alguien por ese boleto.';
    case 'too_many_tries':
      return 'Ya revisaste varios códigos seguidos. Espera un rato y vuelve a intentarlo.';
    case 'found':
      return found(answer);
  }
}

function found(answer: Found): string {
  const what = `${plural(answer.numbers.length, 'Boleto', 'Boletos')} *${numbers(answer.numbers, answer.width, 150)}* de *${quoted(answer.raffleTitle, 60)}*`;
  switch (answer.standing) {
    case 'void':
      return `❌ ${what}: *anulado*, no participa.`;
    case 'refund_after_freeze':
      return lines(
        `↩️ ${what}: *anulado* con la lista ya cerrada. Sus números siguen escritos en ella, pero el pago se devuelve.`,
        ...places(answer),
      );
    case 'paid': {
      const paid = answer.paidAt === null ? '' : ` el ${moment(answer.paidAt, answer.timeZone)}`;
      const holder = answer.holderInitials === null ? null : `Titular: ${quoted(answer.holderInitials, 40)}`;
      return lines(
        `✅ ${what}: *pagado*${paid}.`,
        holder,
        ...places(answer),
        // By hand nobody is put out: the two lines never come together.
        ...(answer.byHand ? [BY_HAND] : disqualified(answer)),
        outcome(answer),
        earlier(answer),
        receipt(answer),
      );
    }
  }
}

const BY_HAND = 'Sorteo manual: se comprueba la lista, no el resultado.';

function places({ list, width }: Found): string[] {
  if (list === null) return ['La lista de boletos todavía no se cierra.'];
  const each = list.places.map(
    ({ number, place }) => `${ticketLabel(number, width)} (lugar ${count(place)})`,
  );
  return [
    `En la lista de *${count(list.size)}*: ${items(each, 150)}`,
    `Huella de la lista: *${list.fingerprint}*`,
  ];
}

function outcome({ numbers: mine, wins, out, pending, width }: Found): string | null {
  if (wins === null) return null;
  if (wins.length > 0) {
    const each = wins.map(
      ({ number, prizeName }) => `*${ticketLabel(number, width)}* ganó *${quoted(prizeName, 60)}*`,
    );
    return `🏆 ${items(each, 160)}`;
  }
  if (pending) return 'Todavía falta decidir un premio.';
  if (out.length > 0) return null;
  return plural(mine.length, 'Esta vez no ganó.', 'Esta vez ninguno ganó.');
}

function disqualified({ out, width }: Found): string[] {
  if (out.length === 0) return [];
  const each = out.map(
    ({ number, prizeName }) => `*${ticketLabel(number, width)}* había ganado *${quoted(prizeName, 60)}*`,
  );
  return [`🚫 ${items(each, 160)}, pero quedó descalificado. El motivo está en la página del sorteo.`];
}

/** In the draws before the main one that have its numbers; the places stand on the check page. */
function earlier({ before, width }: Found): string | null {
  if (before.length === 0) return null;
  const each = before.map(
    (draw) => `*${quoted(draw.name, 40)}*${draw.byHand ? ' (manual)' : ''}: ${result(draw, width)}`,
  );
  return `Antes: ${items(each, 110)}`;
}

function result({ wins, pending }: EarlierDraw, width: number): string {
  if (wins === null) return 'está en la lista';
  if (wins.length === 0) return pending ? 'falta decidir un premio' : 'no ganó';
  const each = wins.map(
    ({ number, prizeName }) => `${ticketLabel(number, width)} ganó ${quoted(prizeName, 60)}`,
  );
  return `🏆 ${items(each, 80)}`;
}

function receipt({ receipts: { logSeq, gone } }: Found): string {
  if (gone)
    return 'Terminó el plazo para reclamar premios: ya no se pueden hacer recibos. La lista sigue publicada.';
  return logSeq === null
    ? 'Su recibo firmado se está guardando.'
    : `Su recibo firmado está guardado: entrada ${count(logSeq)} del registro.`;
}
