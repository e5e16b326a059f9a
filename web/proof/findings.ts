import {
  drandSourceOf,
  presentSlots,
  printedNumber,
  type Draw,
  type Rules,
  type WarningCode,
} from '../../src/fair-draw/index.js';
import { el } from './elements.js';
import type { Settings } from './settings.js';
import type { Finding } from './tasks.js';
import { texts } from './texts/es.js';

/** Who holds each prize by a draw: its number as printed on tickets, or the word for none. */
export function winnerRows(rules: Rules, draw: Draw): { readonly prize: string; readonly number: string }[] {
  const prizes = new Map(rules.prizes.map((prize) => [prize.id, prize]));
  return presentSlots(draw).map(({ prize, unit, status, number }) => {
    const { name, units } = prizes.get(prize) ?? { name: prize, units: 1 };
    return {
      prize: texts.unit(name, unit, units),
      number:
        number === null
          ? texts.unfilled[status === 'pending' ? 'pending' : 'vacant']
          : printedNumber(rules.numbers, number),
    };
  });
}

/** The winners as a table, with what has to be said about them. */
export function winnersTable({ rules, draw }: Finding): Element[] {
  if (draw === undefined) return [];
  const rows = winnerRows(rules, draw).map(({ prize, number }) =>
    el('tr', {}, el('th', { scope: 'row' }, prize), el('td', { class: 'winner' }, number)),
  );
  const head = el(
    'tr',
    {},
    el('th', { scope: 'col' }, texts.prize),
    el('th', { scope: 'col' }, texts.number),
  );
  const table = el(
    'table',
    {},
    el('caption', {}, texts.winners),
    el('thead', {}, head),
    el('tbody', {}, ...rows),
  );
  return draw.replacements.length === 0 ? [table] : [table, el('p', {}, texts.replaced)];
}

/** Warnings in words; a code nobody gave words for is shown as it is. */
export function warningsList(
  codes: readonly WarningCode[],
  { warnings }: Pick<Settings, 'warnings'>,
): Element[] {
  if (codes.length === 0) return [];
  const lines = codes.map((code) => el('li', { 'data-warning': code }, warnings[code] ?? code));
  return [el('h3', {}, texts.warnings), el('ul', {}, ...lines)];
}

/** A draw by a test chain is none: its value could be known beforehand. */
export function demoNote({ entropy }: Rules, { testChains }: Pick<Settings, 'testChains'>): Element[] {
  const source = drandSourceOf(entropy);
  const isTest = testChains.some(({ hash }) => hash === source?.chain_hash);
  return isTest ? [el('p', { class: 'demo' }, el('strong', {}, texts.testChain))] : [];
}
