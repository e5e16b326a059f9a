import { fingerprintOf } from '../../kernel/index.js';
import type { ActaBlock } from '../evidence/acta-block.js';
import { grouped, moment } from '../evidence/written.js';

/** A frozen list as it goes into a barrel: one slip for each number. */
export interface TicketSheet {
  /** As buyers know the draw. */
  readonly title: string;
  readonly organiser: string;
  /** Both UTC in whole seconds, `2027-01-31T20:15:43Z`. */
  readonly drawAt: string;
  readonly closedAt: string;
  readonly timeZone: string;
  /** Hexadecimal. */
  readonly commitmentHash: string;
  /** How many numbers the list has. */
  readonly slips: number;
  /** Digits of a printed number. */
  readonly width: number;
}

/** The first sheet: what this is, and how slips become a draw nobody can doubt. */
export function coverBlocks(sheet: TicketSheet, sheets: number): ActaBlock[] {
  const slips = grouped(sheet.slips);
  return [
    { kind: 'title', text: sheet.title },
    { kind: 'text', text: 'Papeletas para un sorteo a mano (tómbola)' },
    { kind: 'heading', text: 'Sorteo' },
    { kind: 'fact', label: 'Organizador', value: sheet.organiser },
    { kind: 'fact', label: 'Fecha del sorteo', value: moment(sheet.drawAt, sheet.timeZone) },
    { kind: 'fact', label: 'Cierre de la lista', value: moment(sheet.closedAt, sheet.timeZone) },
    { kind: 'fact', label: 'Huella de la lista', value: fingerprintOf(sheet.commitmentHash) },
    { kind: 'fact', label: 'Papeletas', value: slips },
    { kind: 'fact', label: 'Hojas', value: `${grouped(sheets)}, con esta` },
    { kind: 'heading', text: 'Cómo se usa' },
    ...steps(slips).map((text, at): ActaBlock => ({ kind: 'text', text: `${at + 1}. ${text}` })),
  ];
}

function steps(slips: string): string[] {
  return [
    'Imprima todas las hojas por una sola cara, en papel carta y sin ajustar el tamaño. El pie dice cuántas son: no debe faltar ninguna.',
    'Corte por las líneas punteadas. Esta hoja no se corta y no entra en la tómbola.',
    'Doble todas las papeletas igual, con el número hacia dentro.',
    `Cuéntelas ante testigos antes de echarlas: deben ser exactamente ${slips}, las mismas que números tiene la lista.`,
    'Cada papeleta lleva los primeros 8 caracteres de la huella. Compare la huella de arriba con la de la página del sorteo: si no es la misma, estas papeletas son de otra lista.',
  ];
}

/** Where a slip stands in the list, from 1 on. */
export function placeWords(place: number, slips: number): string {
  return `lugar ${grouped(place)} de ${grouped(slips)}`;
}

/** What part of the list a sheet has. */
export function partWords(first: number, last: number): string {
  return `Lugares ${grouped(first)} a ${grouped(last)}`;
}

export function sheetWords(sheet: number, sheets: number): string {
  return `Hoja ${grouped(sheet)} de ${grouped(sheets)}`;
}

/** The start of the fingerprint, short enough for a slip. */
export function shortFingerprint(commitmentHash: string): string {
  return fingerprintOf(commitmentHash).slice(0, '0123 4567'.length);
}
