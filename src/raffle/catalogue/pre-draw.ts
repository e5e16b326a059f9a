import { faultsAmong, type Fault } from './fault.js';
import type { PreDraw, RaffleTerms } from './raffle-view.js';

/** The place of the main draw among a raffle's draws; those before it in time have 2, 3, and so on. */
export const MAIN_DRAW = 1;

/** Draws before the main one at most. */
const MOST_PRE_DRAWS = 10;

/** The ordinals of all draws, the main one first. */
export function drawOrdinals({ preDraws }: Pick<RaffleTerms, 'preDraws'>): number[] {
  return [MAIN_DRAW, ...preDraws.map((_, index) => index + MAIN_DRAW + 1)];
}

/** The draw before the main one with this ordinal; undefined for the main draw. */
export function preDrawOf({ preDraws }: Pick<RaffleTerms, 'preDraws'>, ordinal: number): PreDraw | undefined {
  return preDraws[ordinal - MAIN_DRAW - 1];
}

/** What a raffle's terms say of draw `ordinal`, as if it were the only one. */
export function termsOfDraw(terms: RaffleTerms, ordinal: number): RaffleTerms {
  const pre = preDrawOf(terms, ordinal);
  if (pre === undefined) return terms;
  const { name, listClosesAt, ...own } = pre;
  return { ...terms, ...own, title: drawTitle(terms.title, name), salesCloseAt: listClosesAt, preDraws: [] };
}

/** How a draw is called: its own name first where it has one, since a long title may be cut. */
export function drawTitle(raffleTitle: string, name: string | null): string {
  return name === null ? raffleTitle : `${name} · ${raffleTitle}`;
}

/** The name a field of the terms has in a draw before the main one. */
export function preDrawField(ordinal: number, field: string): string {
  return `preDraws.${ordinal - MAIN_DRAW - 1}.${field === 'salesCloseAt' ? 'listClosesAt' : field}`;
}

/** What is wrong with the draws before the main one besides what can be wrong with any draw. */
export function preDrawFaults(terms: RaffleTerms): Fault[] {
  const { preDraws } = terms;
  const names = preDraws.map(({ name }) => name.trim());
  const each = drawOrdinals({ preDraws }).flatMap((ordinal, index) => {
    const pre = preDrawOf(terms, ordinal);
    if (pre === undefined) return [];
    const before = preDraws[index - 2];
    const field = (name: string): string => preDrawField(ordinal, name);
    return faultsAmong([
      [!isName(pre.name), field('name'), 'must be 1 to 40 characters'],
      [names.indexOf(pre.name.trim()) !== index - 1, field('name'), 'must be unique'],
      [
        !(pre.listClosesAt <= terms.salesCloseAt),
        field('listClosesAt'),
        'must not be after the end of the sale',
      ],
      [!(pre.drawAt < terms.drawAt), field('drawAt'), 'must be before the main draw'],
      [
        before !== undefined && !(before.drawAt <= pre.drawAt),
        field('drawAt'),
        'must not be before the draw above it',
      ],
    ]);
  });
  const many = faultsAmong([
    [preDraws.length > MOST_PRE_DRAWS, 'preDraws', `must be ${MOST_PRE_DRAWS} at most`],
  ]);
  return [...many, ...each];
}

function isName(text: string): boolean {
  return text.trim().length > 0 && text.length <= 40 && text.isWellFormed() && !/\p{Cc}/u.test(text);
}
