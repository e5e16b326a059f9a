import { fingerprintOf, ticketLabel } from '../../kernel/index.js';
import type { ActaBlock, ActaInput } from './acta-block.js';
import { CHECKS, REMARKS, STATUS } from './acta-words.js';
import { entropyBlocks } from './acta-entropy.js';
import { personOf, type DrawFacts } from './facts.js';
import { journalSales, soldByOrigin, sumOf } from './totals.js';
import { grouped, moment, money } from './written.js';

/** The acta of a draw, in the words a notary reads. */
export function actaBlocks(input: ActaInput): ActaBlock[] {
  const { facts, draw } = input;
  return [
    { kind: 'title', text: input.papers.byHand ? 'Acta del sorteo manual' : 'Acta del sorteo' },
    { kind: 'text', text: facts.raffle.title },
    ...raffleBlocks(input),
    ...listBlocks(input),
    ...moneyBlocks(input),
    ...entropyBlocks(input),
    ...outcomeBlocks(input),
    ...peopleBlocks(input),
    ...(input.papers.byHand ? byHandBlocks() : remarkBlocks(draw)),
    ...programBlocks(input),
    { kind: 'signatures', title: 'Firmas', roles: ['Por el organizador', 'Notario o autoridad', 'Testigo'] },
  ];
}

function fact(label: string, value: string | undefined): ActaBlock[] {
  return value === undefined ? [] : [{ kind: 'fact', label, value }];
}

function hash(label: string, value: string): ActaBlock {
  return { kind: 'fact', label, value, hash: true };
}

function raffleBlocks({ facts: { raffle }, draw }: ActaInput): ActaBlock[] {
  const { organiser } = raffle;
  const last = raffle.firstNumber + raffle.emission - 1;
  const range = `de ${ticketLabel(raffle.firstNumber, raffle.width)} a ${ticketLabel(last, raffle.width)}`;
  return [
    { kind: 'heading', text: 'Rifa' },
    ...fact('Organizador', organiser.name),
    ...fact('Registro fiscal', organiser.taxId),
    ...fact('Permiso', organiser.permit),
    ...fact('Contacto', organiser.contact),
    ...fact('Jurisdicción', raffle.jurisdiction),
    ...fact('Números', `${range}, ${grouped(raffle.emission)} en total`),
    ...fact('Precio por número', money(raffle.priceMinor, raffle.digits, raffle.currency)),
    ...fact('Presorteo', draw.name ?? undefined),
    ...fact('Sorteo', `${draw.ordinal} de esta rifa, ${draw.fairdrawId}`),
    ...fact('Fecha anunciada', moment(draw.drawAt ?? raffle.drawAt, raffle.timeZone)),
  ];
}

function listBlocks({ facts: { raffle }, draw, papers, sale }: ActaInput): ActaBlock[] {
  const counts = sale.counts();
  return [
    { kind: 'heading', text: 'Lista cerrada antes del sorteo' },
    ...fact('Cierre de la lista', moment(draw.closedAt, raffle.timeZone)),
    ...fact('Números que participan', grouped(papers.size)),
    ...fact(
      'Estado de los números',
      `${grouped(counts.paid)} pagados, ${grouped(counts.void)} anulados, ${grouped(counts.held)} apartados, ${grouped(counts.free)} libres`,
    ),
    // By the names and in the form in which buyers, pages and slips have them.
    ...fact('Huella de la lista', fingerprintOf(papers.commitmentHash)),
    hash('La misma, completa (acta de cierre)', papers.commitmentHash),
    hash('Raíz de la lista', papers.root),
    hash('Huella de las bases', papers.rulesHash),
  ];
}

function moneyBlocks({ facts: { raffle }, sale, journal }: ActaInput): ActaBlock[] {
  const written = (amount: bigint): string => money(amount, raffle.digits, raffle.currency);
  const by = soldByOrigin(sale);
  const sum = sumOf(by.values());
  const rows = [...by, ['total', sum] as const].map(([origin, sold]) => [
    ORIGINS[origin] ?? origin,
    grouped(sold.orders),
    grouped(sold.numbers),
    written(sold.gross),
    written(sold.voided),
    written(sold.gross - sold.voided),
  ]);
  return [
    { kind: 'heading', text: 'Ventas al cierre de la lista' },
    {
      kind: 'table',
      head: ['Origen', 'Pedidos', 'Números', 'Bruto', 'Anulado', 'Neto'],
      rows,
      widths: [16, 12, 12, 20, 20, 20],
    },
    ...fact('Ventas según el libro de dinero', written(journalSales(journal))),
  ];
}

const ORIGINS: Readonly<Record<string, string>> = {
  chat: 'Chat',
  web: 'Página',
  seller: 'Vendedor',
  cash: 'Efectivo',
  total: 'Total',
};

function outcomeBlocks({ facts: { raffle }, papers: { rules, draw }, sale }: ActaInput): ActaBlock[] {
  const names = new Map(rules.prizes.map(({ id, name }) => [id, name]));
  const holders = new Map(draw.winners.map(({ prize, unit, number }) => [`${prize}/${unit}`, number]));
  const label = (number: number): string => ticketLabel(number, raffle.width);
  const rows = draw.slots.map((slot) => {
    const number = holders.get(`${slot.prize}/${slot.unit}`);
    const status = slot.status === 'won' && number === undefined ? 'vacant' : slot.status;
    const order = number === undefined ? null : sale.paidBy(number);
    return [
      names.get(slot.prize) ?? slot.prize,
      String(slot.unit),
      number === undefined ? STATUS[status] : label(number),
      order?.code ?? '',
    ];
  });
  return [
    { kind: 'heading', text: 'Resultado' },
    { kind: 'table', head: ['Premio', 'Unidad', 'Número ganador', 'Pedido'], rows, widths: [46, 12, 22, 20] },
    ...draw.alternates.flatMap(({ rank, number }) => fact(`Suplente ${rank}`, label(number))),
    ...draw.replacements.flatMap(({ slot, out, in: next }) =>
      fact(
        `Sustitución en ${slot}`,
        `${label(out)} quedó fuera; ${next === undefined ? 'nadie lo sustituye' : `le sigue ${label(next)}`}`,
      ),
    ),
  ];
}

function peopleBlocks({ facts, draw, papers }: ActaInput): ActaBlock[] {
  const { raffle } = facts;
  // The books are reconciled when the sale is over: a draw before that has none of its own.
  const reconciliation = (draw.name ?? null) === null ? facts.reconciliation : null;
  const drawn =
    draw.drawnBy === null ? 'el programa, sin petición registrada' : personOf(facts, draw.drawnBy);
  const table = reconciliation?.table ?? [];
  return [
    { kind: 'heading', text: 'Quién intervino' },
    ...fact('Sorteo pedido por', drawn),
    ...fact(
      papers.byHand ? 'Registro emitido' : 'Certificado emitido',
      `número ${draw.issueNo}, ${moment(draw.issuedAt, raffle.timeZone)}`,
    ),
    ...(reconciliation === null
      ? []
      : [
          ...fact('Cuadre confirmado por', personOf(facts, reconciliation.by)),
          ...fact('Cuadre confirmado el', moment(`${reconciliation.at.slice(0, 19)}Z`, raffle.timeZone)),
          ...fact('Nota del cuadre', reconciliation.note ?? undefined),
          {
            kind: 'table' as const,
            head: ['Cuadre', 'Esperado', 'Encontrado', 'Diferencia'],
            rows: table.map(({ check, expected, found, difference }) => [
              CHECKS[check] ?? check,
              ...[expected, found, difference].map((value) =>
                check === 'money' ? money(value, raffle.digits, raffle.currency) : grouped(value),
              ),
            ]),
            widths: [52, 16, 16, 16],
          },
        ]),
  ];
}

function remarkBlocks({ warnings }: DrawFacts): ActaBlock[] {
  const lines = warnings.length === 0 ? ['Ninguna.'] : warnings.map((code) => `${REMARKS[code]} (${code})`);
  return [
    { kind: 'heading', text: 'Observaciones de la comprobación' },
    ...lines.map((text) => ({ kind: 'text' as const, text })),
  ];
}

/** Stands where the remarks of a verification stand. */
function byHandBlocks(): ActaBlock[] {
  return [
    { kind: 'heading', text: 'Sorteo manual' },
    {
      kind: 'text',
      text: 'Los números ganadores se sacaron a mano de los boletos impresos y se capturaron después. Ningún programa los eligió y ninguno puede comprobarlos: se comprueba la lista. Dan fe quienes estuvieron presentes, el acta escaneada y la grabación si la hay.',
    },
  ];
}

function programBlocks({ facts, papers, certificateHash }: ActaInput): ActaBlock[] {
  const { software, raffle, log } = facts;
  return [
    { kind: 'heading', text: 'Programa y comprobación' },
    {
      kind: 'text',
      text: papers.byHand
        ? 'El programa indicado escribió la lista y su huella antes del sorteo. El resultado lo capturaron las personas que se nombran en esta acta.'
        : 'El programa indicado recalculó el sorteo completo a partir de las bases, la lista y el valor público, y obtuvo este mismo resultado antes de escribir esta acta.',
    },
    ...fact('Programa', `Talonario ${software.version}`),
    hash('Versión (commit)', software.commit ?? 'desconocida'),
    hash('Huella del código del sorteo', software.drawCode),
    hash(papers.byHand ? 'Huella del registro' : 'Huella del certificado', certificateHash),
    ...(papers.kid === null ? [] : [hash('Clave que firma', papers.kid)]),
    hash(`Bitácora hasta el asiento ${log.seq}`, log.hash),
    ...fact('Acta escrita', moment(facts.madeAt, raffle.timeZone)),
    {
      kind: 'text',
      text: 'Esta acta no contiene datos personales de compradores. Su firma electrónica (Ed25519) está en acta.pdf.sig.',
    },
  ];
}
