import { parseRules, parseStrictJson, warningsOfRules, type WarningCode } from '../../fair-draw/index.js';
import { jurisdictionOf, type RaffleTerms } from '../catalogue/index.js';
import { publishedRules } from './rules.js';

/** A weakness of a way to draw; the code is that of `fairdraw/1` (B11). */
export interface DrawWarning {
  readonly code: WarningCode;
  readonly sentence: string;
}

/** In words of somebody who sells numbers. Warnings that follow from what happens later have none. */
const SENTENCES: Readonly<Partial<Record<WarningCode, string>>> = {
  W_NO_EXTERNAL:
    'Nothing from outside takes part in the draw: whoever knows all seeds knows the winner before the list is closed. Add an outside value.',
  W_LOW_ENTROPY:
    'The result that decides has few possibilities: somebody who tries lists on a computer could choose one that suits them. Use more digits or draws, or a beacon.',
  W_BIASED_FALLBACK:
    'If nobody bought the number drawn, a neighbour wins: numbers beside a gap win more often than others, and who buys last can look for them.',
  W_UNREACHABLE:
    'No result of the lottery can give the prize to some of your numbers: whoever buys them cannot win.',
  W_UNIVERSE: 'Some of your numbers win with more results of the lottery than others: their chances differ.',
  I_KNOWN_SUCCESSOR: 'If a winner is disqualified, everybody knows beforehand who follows.',
};

const BY_HAND =
  'Drawn by hand, nobody can compute the result again: buyers can only check the list and look at what you upload. Choose it where the law wants no program to draw.';

/** What is weak about the draw of these terms, from its rules alone. The terms must be drawable. */
export function drawWarnings(terms: RaffleTerms): DrawWarning[] {
  if (terms.drawMethod.mode === 'manual') return [];
  const rules = parseRules(parseStrictJson(publishedRules(terms, 'draft', 1).json));
  return warningsOfRules(rules).flatMap((code) => {
    const sentence = SENTENCES[code];
    return sentence === undefined ? [] : [{ code, sentence }];
  });
}

/** What publishing tells the organiser of the draw, in sentences. */
export function drawAdvice(terms: RaffleTerms): string[] {
  const sentences = drawWarnings(terms).map(({ sentence }) => sentence);
  const law = jurisdictionOf(terms.jurisdiction) ?? jurisdictionOf('OTHER');
  if (terms.drawMethod.mode === 'manual')
    return law?.draw === 'by_hand' ? sentences : [...sentences, BY_HAND];
  if (law?.draw !== 'unclear' || terms.drawMethod.mode === 'lottery') return sentences;
  const ask = `Ask the authority whether a program may draw in ${law.name}, and with which source of chance: nobody has found that out.`;
  return [...sentences, ask];
}
