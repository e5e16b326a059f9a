import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FairDrawError } from './errors.js';
import { canonicalize } from './jcs.js';
import { MAX_DEPTH, parseStrictJson } from './json.js';

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof FairDrawError) return error.code;
    throw error;
  }
  return 'accepted';
}

const text = fc.string({ unit: 'binary' });
const profile = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, text, fc.maxSafeInteger(), fc.boolean(), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
})).value;

describe('reading JSON strictly', () => {
  it('agrees with JSON.parse on every text of the profile, however it is spaced', () => {
    fc.assert(
      fc.property(profile, fc.constantFrom(undefined, 1, '\t', ' \n'), (value, space) => {
        const json = JSON.stringify(value, null, space);
        expect(parseStrictJson(json)).toEqual(JSON.parse(json));
      }),
    );
  });

  it('agrees with JSON.parse on what is no JSON at all', () => {
    const token = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\u0061"',
      '1',
      '-',
      '01',
      'true',
      'nul',
      ' ',
      '"',
      '\\',
      '\u0001',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 8 }), (tokens) => {
        const json = tokens.join('');
        const strict = codeOf(() => parseStrictJson(json));
        const lenient = codeOf(() => {
          try {
            JSON.parse(json);
          } catch {
            throw new FairDrawError('E_SCHEMA', 'not JSON');
          }
        });
        expect(strict === 'E_JSON_DUP' ? 'accepted' : strict).toBe(
          strict === 'E_JSON_DUP' ? lenient.replace('E_SCHEMA', 'accepted') : lenient,
        );
      }),
    );
  });

  it.each([
    ['null', 'E_JSON_TYPE'],
    ['[null]', 'E_JSON_TYPE'],
    ['1.5', 'E_JSON_TYPE'],
    ['1.0', 'E_JSON_TYPE'],
    ['1e3', 'E_JSON_TYPE'],
    ['1e200000', 'E_JSON_TYPE'],
    ['9007199254740992', 'E_JSON_TYPE'],
    ['-9007199254740992', 'E_JSON_TYPE'],
    [String.raw`"\ud800"`, 'E_JSON_SURROGATE'],
    [String.raw`"\udc00\ud800"`, 'E_JSON_SURROGATE'],
    [String.raw`{"\ud800":1}`, 'E_JSON_SURROGATE'],
    ['{"a":1,"a":1}', 'E_JSON_DUP'],
    [String.raw`{"a":1,"\u0061":2}`, 'E_JSON_DUP'],
    ['{"b":{"a":1,"c":2,"a":3}}', 'E_JSON_DUP'],
    ['{"__proto__":1,"__proto__":2}', 'E_JSON_DUP'],
    ['', 'E_SCHEMA'],
    ['{"a":1', 'E_SCHEMA'],
    ['{a:1}', 'E_SCHEMA'],
    ["{'a':1}", 'E_SCHEMA'],
    ['[1,]', 'E_SCHEMA'],
    ['01', 'E_SCHEMA'],
    ['+1', 'E_SCHEMA'],
    ['"a', 'E_SCHEMA'],
    ['"\\', 'E_SCHEMA'],
    ['"\\x"', 'E_SCHEMA'],
    ['"\n"', 'E_SCHEMA'],
    ['1 2', 'E_SCHEMA'],
    ['\u{FEFF}1', 'E_SCHEMA'],
    ['\u{A0}1', 'E_SCHEMA'],
  ])('refuses %s with %s', (json, code) => {
    expect(codeOf(() => parseStrictJson(json))).toBe(code);
  });

  it('accepts the largest integers and a surrogate pair', () => {
    expect(parseStrictJson('[9007199254740991,-9007199254740991,"\\ud83c\\udfab"]')).toEqual([
      Number.MAX_SAFE_INTEGER,
      Number.MIN_SAFE_INTEGER,
      '🎫',
    ]);
  });

  it.each(['1.0', '1.05', '1e0', '1e05', '1E+0', '1e-05', '-0.0'])(
    'refuses %s, though it may be a whole number',
    (written) => {
      expect(codeOf(() => parseStrictJson(written))).toBe('E_JSON_TYPE');
    },
  );

  it.each<[string, (depth: number) => unknown]>([
    ['lists', (depth) => nested(depth, (inner) => [inner])],
    ['objects', (depth) => nested(depth, (inner) => ({ a: inner }))],
  ])('reads and writes values inside 200 %s, and not inside 201', (_, make) => {
    expect(codeOf(() => parseStrictJson(JSON.stringify(make(200))))).toBe('accepted');
    expect(codeOf(() => parseStrictJson(JSON.stringify(make(201))))).toBe('E_SCHEMA');
    expect(codeOf(() => canonicalize(make(200)))).toBe('accepted');
    expect(codeOf(() => canonicalize(make(201)))).toBe('E_SCHEMA');
  });

  it('refuses a hundred thousand brackets with a sentence instead of an exhausted stack', () => {
    expect(codeOf(() => parseStrictJson('['.repeat(100_000)))).toBe('E_SCHEMA');
    expect(codeOf(() => parseStrictJson('{"a":'.repeat(100_000)))).toBe('E_SCHEMA');
    expect(codeOf(() => parseStrictJson('['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH)))).toBe('accepted');
  });

  it('keeps a key named __proto__ an ordinary member', () => {
    const value = parseStrictJson('{"__proto__":{"admin":true}}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(canonicalize(value)).toBe('{"__proto__":{"admin":true}}');
  });
});

describe('canonical JSON', () => {
  it('survives reading and writing again, whatever the order of members was', () => {
    fc.assert(
      fc.property(profile, (value) => {
        const canonical = canonicalize(value);
        expect(canonicalize(parseStrictJson(canonical))).toBe(canonical);
        const reversed: unknown = JSON.parse(canonical, (_, member: unknown) =>
          typeof member === 'object' && member !== null && !Array.isArray(member)
            ? Object.fromEntries(Object.entries(member).toReversed())
            : member,
        );
        expect(canonicalize(reversed)).toBe(canonical);
      }),
    );
  });

  it('sorts members by UTF-16 code units, so an emoji comes before a ligature', () => {
    expect(canonicalize({ ﬁ: 1, '🎫': 2, Z: 3, a: 4 })).toBe('{"Z":3,"a":4,"🎫":2,"ﬁ":1}');
  });

  it('writes minus zero as zero', () => {
    expect(canonicalize(-0)).toBe('0');
  });

  it.each([
    ['null', null, 'E_JSON_TYPE'],
    ['undefined', { a: undefined }, 'E_JSON_TYPE'],
    ['a fraction', 0.5, 'E_JSON_TYPE'],
    ['not a number', Number.NaN, 'E_JSON_TYPE'],
    ['an integer beyond 2^53', 2 ** 53, 'E_JSON_TYPE'],
    ['a bigint', 1n, 'E_JSON_TYPE'],
    ['half a surrogate pair', ['\uD800'], 'E_JSON_SURROGATE'],
    ['half a surrogate pair as key', { '\uDC00': 1 }, 'E_JSON_SURROGATE'],
  ])('refuses %s', (_, value, code) => {
    expect(codeOf(() => canonicalize(value))).toBe(code);
  });

  it('refuses a value that contains itself', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(codeOf(() => canonicalize(loop))).toBe('E_SCHEMA');
  });
});

function nested(depth: number, around: (inner: unknown) => unknown): unknown {
  return depth === 0 ? 1 : around(nested(depth - 1, around));
}
