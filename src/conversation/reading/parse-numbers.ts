import { numberTokens, type Token } from './number-tokens.js';
import { NO, YES, WANT, ADD, UP_TO, BETWEEN, AND, ARTICLE } from './number-words.js';
import { plainText } from './plain-text.js';

/** The numbers a raffle has. */
export interface NumberRange {
  readonly firstNumber: number;
  readonly emission: number;
  readonly width: number;
}

/** What a message says about numbers. Nothing here is a decision: whatever was heard is echoed before anything is held. */
export interface HeardNumbers {
  /** In the order they were first named, each once, all in range. */
  readonly wanted: readonly number[];
  /** Named in order to be left out: "el 7 no". */
  readonly dropped: readonly number[];
  /** Named more than once. */
  readonly repeated: readonly number[];
  /** Digits that are no number of this raffle, as typed: out of range, or more digits than a ticket has. */
  readonly unknown: readonly string[];
  /** Pieces with digits that we do not guess at: "7mo", "$50", "1.000". */
  readonly unread: readonly string[];
  /** The message adds to what was chosen before: "también el 8". */
  readonly adds: boolean;
  /** More numbers were named than anybody can hold: the rest was not read. */
  readonly tooMany: boolean;
}

/** What is said about a message besides which of its numbers are free. */
export type Remarks = Pick<HeardNumbers, 'dropped' | 'repeated' | 'unknown' | 'unread'>;

/** Numbers read from one message at most; an order has at most 1,000. */
export const MOST_NUMBERS = 1000;

/**
 * Reads the numbers of a raffle in a buyer's message: lists, ranges ("del 100 al 110", "100-110"), negations ("el 7 no, mejor
 * el 8"), in any script's digits. Digits are taken whole or not at all. Rules and examples: parse-numbers.spec.ts.
 */
export function parseNumbers(typed: string, range: NumberRange): HeardNumbers {
  const listener = new Listener(range);
  const tokens = numberTokens(plainText(typed), range.width);
  for (let at = 0; at < tokens.length;) at += listener.hear(tokens, at);
  return listener.heard();
}

class Listener {
  /** Number → wanted or not, by its last mention; a Map keeps the order of the first. */
  private readonly named = new Map<number, boolean>();
  private readonly repeated = new Set<number>();
  private readonly unknown: string[] = [];
  private readonly unread: string[] = [];
  /** Named since the last comma or stop: what a "no" behind them is about. */
  private group: number[] = [];
  private wanting = true;
  private adds = false;
  private tooMany = false;

  constructor(private readonly range: NumberRange) {}

  /** Takes in the token at `at`, and what belongs to it; answers how many tokens that were. */
  hear(tokens: readonly Token[], at: number): number {
    const token = tokens[at];
    switch (token?.kind) {
      case 'digits':
        return this.hearDigits(tokens, at, token.text);
      case 'word':
        this.hearWord(tokens, at, token.text);
        return 1;
      case 'unread':
        this.unread.push(token.text);
        return 1;
      case 'stop':
        this.wanting = true;
        this.group = [];
        return 1;
      case 'comma':
        this.group = [];
        return 1;
      case 'dash':
      case undefined:
        return 1;
    }
  }

  heard(): HeardNumbers {
    const numbers = [...this.named];
    return {
      wanted: numbers.filter(([, wanted]) => wanted).map(([number]) => number),
      dropped: numbers.filter(([, wanted]) => !wanted).map(([number]) => number),
      repeated: [...this.repeated],
      unknown: this.unknown,
      unread: this.unread,
      adds: this.adds,
      tooMany: this.tooMany,
    };
  }

  private hearDigits(tokens: readonly Token[], at: number, from: string): number {
    const end = rangeEnd(tokens, at);
    if (end === null) {
      this.name(from);
      return 1;
    }
    const [first, last] = [this.numberOf(from), this.numberOf(end.digits)];
    if (first === null || last === null)
      this.unknown.push(...[from, end.digits].filter((digits) => this.numberOf(digits) === null));
    else for (let n = Math.min(first, last); n <= Math.max(first, last) && !this.tooMany; n++) this.add(n);
    return end.tokens;
  }

  private hearWord(tokens: readonly Token[], at: number, word: string): void {
    if (ADD.has(word)) this.adds = true;
    if (NO.has(word)) this.hearNo(tokens, at);
    else if (word === 'si' && this.group.length > 0)
      this.group.forEach((number) => this.named.set(number, true));
    else if (YES.has(word) && !isWord(tokens[at - 1], NO)) this.wanting = true;
    else if (word === 'por' && this.group.length > 0) this.wanting = true; // cambia el 7 por el 8
  }

  /** "el 7 no, …" is about what came before, "no, el 7" answers something else, "no quiero el 7" is about what follows. */
  private hearNo(tokens: readonly Token[], at: number): void {
    const after = tokens[isWord(tokens[at + 1], WANT) ? at + 2 : at + 1];
    const ends = after === undefined || after.kind === 'comma' || after.kind === 'stop';
    if (ends || (this.group.length > 0 && isWord(after, YES)))
      this.group.forEach((number) => this.named.set(number, false));
    else this.wanting = false;
  }

  private name(digits: string): void {
    const number = this.numberOf(digits);
    if (number === null) this.unknown.push(digits);
    else this.add(number);
  }

  private add(number: number): void {
    if (this.named.get(number) === true && this.wanting) this.repeated.add(number);
    if (!this.named.has(number) && this.named.size >= MOST_NUMBERS) {
      this.tooMany = true;
      return;
    }
    this.named.set(number, this.wanting);
    this.group.push(number);
  }

  private numberOf(digits: string): number | null {
    const { firstNumber, emission, width } = this.range;
    const number = Number(digits);
    return digits.length <= width && number >= firstNumber && number < firstNumber + emission ? number : null;
  }
}

/** "100 - 110", "100 al 110", "entre 100 y 110": the other end and how many tokens the range takes; null if it is none. */
function rangeEnd(tokens: readonly Token[], at: number): { digits: string; tokens: number } | null {
  const link = tokens[at + 1];
  if (link?.kind === 'dash') {
    // 7-45-300 is a list
    if (tokens[at - 1]?.kind === 'dash' || tokens[at + 3]?.kind === 'dash') return null;
  } else if (!isWord(link, UP_TO) && !(isWord(link, AND) && saidBetween(tokens, at))) return null;
  const skip = isWord(tokens[at + 2], ARTICLE) ? 3 : 2;
  const end = tokens[at + skip];
  return end?.kind === 'digits' ? { digits: end.text, tokens: skip + 1 } : null;
}

function saidBetween(tokens: readonly Token[], at: number): boolean {
  return isWord(tokens[isWord(tokens[at - 1], ARTICLE) ? at - 2 : at - 1], BETWEEN);
}

function isWord(token: Token | undefined, words: ReadonlySet<string>): boolean {
  return token?.kind === 'word' && words.has(token.text);
}
