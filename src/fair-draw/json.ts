import { refuse } from './errors.js';

export type Json = string | number | boolean | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: Json;
}

/** Deeper than any real certificate, shallow enough that no input can exhaust the stack. */
export const MAX_DEPTH = 200;

// In unicode mode a pair counts as one code point, so only lone surrogates match.
const LONE_SURROGATE = /\p{Surrogate}/u;
const SCALAR = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const BYTE_ORDER_MARK = '\u{feff}';
const WHITE_SPACE = /[ \t\n\r]*/y;

/** Refuses strings that have no UTF-8 form (`E_JSON_SURROGATE`). */
export function assertWellFormed(text: string): void {
  if (LONE_SURROGATE.test(text)) refuse('E_JSON_SURROGATE', 'a string holds half of a surrogate pair');
}

/**
 * Reads JSON text in the profile of B1. `JSON.parse` cannot do it: it keeps the last of two equal keys and rounds big integers.
 * Throws `E_JSON_TYPE` (null, fractions, exponents, integers beyond ±(2^53-1)), `E_JSON_SURROGATE`, `E_JSON_DUP`;
 * text that is no JSON (RFC 8259) or nested beyond {@link MAX_DEPTH} is `E_SCHEMA`.
 */
export function parseStrictJson(text: string): Json {
  return new StrictReader(text).document();
}

/** UTF-8 as text; `what` names it where it is none, or begins with a byte order mark (`E_SCHEMA`). */
export function decode(bytes: Uint8Array, what: string): string {
  const text = decodeUtf8(bytes, what);
  return text.startsWith(BYTE_ORDER_MARK)
    ? refuse('E_SCHEMA', `${what} begins with a byte order mark, which some editors add`)
    : text;
}

function decodeUtf8(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse('E_SCHEMA', `${what} is not UTF-8`);
  }
}

class StrictReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Json {
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#at !== this.#text.length) this.#malformed();
    return value;
  }

  #value(depth: number): Json {
    if (depth > MAX_DEPTH) refuse('E_SCHEMA', 'JSON is nested too deeply');
    this.#skipSpace();
    switch (this.#text.charAt(this.#at)) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return this.#string();
      default:
        return this.#scalar();
    }
  }

  #object(depth: number): JsonObject {
    const members = new Map<string, Json>();
    this.#expect('{');
    if (this.#take('}')) return {};
    do {
      this.#skipSpace();
      const key = this.#string();
      if (members.has(key)) refuse('E_JSON_DUP', 'an object holds the same key twice');
      this.#expect(':');
      members.set(key, this.#value(depth + 1));
    } while (this.#take(','));
    this.#expect('}');
    // fromEntries defines own members, so a key named __proto__ stays an ordinary key.
    return Object.fromEntries(members);
  }

  #array(depth: number): readonly Json[] {
    const items: Json[] = [];
    this.#expect('[');
    if (this.#take(']')) return items;
    do {
      items.push(this.#value(depth + 1));
    } while (this.#take(','));
    this.#expect(']');
    return items;
  }

  #string(): string {
    if (this.#text[this.#at] !== '"') this.#malformed();
    let end = this.#at + 1;
    while (this.#text[end] !== '"') {
      if (end >= this.#text.length) this.#malformed();
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    const value = this.#unescape(this.#text.slice(this.#at, end + 1));
    this.#at = end + 1;
    assertWellFormed(value);
    return value;
  }

  #unescape(token: string): string {
    try {
      const value: unknown = JSON.parse(token);
      if (typeof value === 'string') return value;
    } catch {
      // An unknown escape or a raw control character: reported below like every other malformed text.
    }
    return this.#malformed();
  }

  #scalar(): Json {
    SCALAR.lastIndex = this.#at;
    const token = SCALAR.exec(this.#text)?.[0];
    if (token === undefined) return this.#malformed();
    this.#at += token.length;
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'null') refuse('E_JSON_TYPE', 'null is not allowed');
    const value = Number(token);
    if (!/^-?[0-9]+$/.test(token) || !Number.isSafeInteger(value)) {
      refuse('E_JSON_TYPE', 'numbers are integers between -(2^53-1) and 2^53-1');
    }
    return value;
  }

  #skipSpace(): void {
    WHITE_SPACE.lastIndex = this.#at;
    this.#at += WHITE_SPACE.exec(this.#text)?.[0].length ?? 0;
  }

  #take(mark: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== mark) return false;
    this.#at += 1;
    return true;
  }

  #expect(mark: string): void {
    if (!this.#take(mark)) this.#malformed();
  }

  #malformed(): never {
    return refuse('E_SCHEMA', `the text is not JSON (character ${this.#at + 1})`);
  }
}
