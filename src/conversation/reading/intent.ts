import { plainText } from './plain-text.js';
import {
  CANCEL,
  COUNTED,
  GREETING,
  LEAVING,
  PAID,
  PAY,
  PHRASES,
  POLITE,
  VERIFY,
  WISH,
} from './vocabulary.js';

type Phrase = Exclude<keyof typeof PHRASES, 'random'>;

/**
 * What a typed message means, where that is plain from its words alone. Numbers of a raffle are read by `parse-numbers`; what
 * is `none` here is left to the step it meets.
 */
export type Intent =
  | { readonly is: Phrase | 'emoji' | 'none' }
  /** `code`: what was written behind the word. */
  | { readonly is: 'verify'; readonly code: string | null }
  /** `rest`: what was written behind the word, an order's code or nothing. */
  | { readonly is: 'cancel' | 'pay' | 'paid'; readonly rest: string }
  /** `count`: how many, if said. */
  | { readonly is: 'random'; readonly count: number | null };

const MEANINGS = new Map(
  Object.entries(PHRASES).flatMap(([is, phrases]) =>
    phrases.split('|').map((phrase) => [phrase, is as keyof typeof PHRASES] as const),
  ),
);

/** A phrase longer than this is a letter, not an order; only a wish to leave is looked for in it. */
const LONGEST_PHRASE = 120;

/** Reads what a message means from its words. */
export function readIntent(typed: string): Intent {
  const said = words(typed);
  if (said === '') return { is: /\p{Extended_Pictographic}/u.test(typed) ? 'emoji' : 'none' };
  if (wantsToLeave(said)) return { is: 'opt_out' };
  if (said.length > LONGEST_PHRASE) return { is: 'none' };
  const ungreeted = said.replace(GREETING, '').replace(POLITE, '').trim();
  if (ungreeted === '') return { is: 'menu' };
  return readPhrase(ungreeted) ?? readPhrase(ungreeted.replace(WISH, '')) ?? { is: 'none' };
}

/** Which line of a list a message names: its position ("2") or a part of its label that no other has; null if none. */
export function readListChoice(typed: string, labels: readonly string[]): number | null {
  const said = words(typed);
  if (/^\d{1,2}$/.test(said) && labels[Number(said) - 1] !== undefined) return Number(said) - 1;
  if (said.length < 2) return null;
  const matches = labels.flatMap((label, i) => (` ${words(label)} `.includes(` ${said} `) ? [i] : []));
  return matches.length === 1 ? (matches[0] ?? null) : null;
}

/** A whole message that is a quantity: "5", "5 boletos"; null if it is none. */
export function readCount(typed: string): number | null {
  const found = /^(?:\D{0,12} )?(\d{1,4})(?: \D{0,20})?$/.exec(words(typed));
  return found === null ? null : Number(found[1]);
}

/** Whether what stands behind a word is this order's code, however it is written: "k7q 281". */
export function saysCode(rest: string, code: string): boolean {
  return rest !== '' && words(rest).replaceAll(' ', '') === words(code).replaceAll(' ', '');
}

function readPhrase(text: string): Intent | null {
  const compact = text.replaceAll(' ', '');
  const is = MEANINGS.get(text) ?? (compact === 'alta' ? 'opt_in' : undefined);
  if (is === 'random') return { is, count: null };
  if (is !== undefined) return { is };
  const counted = COUNTED.exec(text);
  if (counted !== null) return { is: 'random', count: Number(counted[1]) };
  const verify = VERIFY.exec(text);
  if (verify !== null) return { is: 'verify', code: verify[1] ?? null };
  return (
    readOrderWord('cancel', CANCEL, text) ??
    readOrderWord('paid', PAID, text) ??
    readOrderWord('pay', PAY, text)
  );
}

function readOrderWord(is: 'cancel' | 'paid' | 'pay', pattern: RegExp, text: string): Intent | null {
  const found = pattern.exec(text);
  return found === null ? null : { is, rest: found[1] ?? '' };
}

/** BAJA in any spelling: also with dots, dashes or spaces between the letters. */
function wantsToLeave(said: string): boolean {
  const compact = said.replaceAll(' ', '');
  return compact === 'baja' || compact === 'stop' || LEAVING.some((pattern) => pattern.test(said));
}

/** Only letters and digits, one space between words. */
function words(typed: string): string {
  return plainText(typed)
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
}
