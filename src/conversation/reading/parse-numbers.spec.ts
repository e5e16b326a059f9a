import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticketLabel } from '../../kernel/index.js';
import { MOST_NUMBERS, parseNumbers, type HeardNumbers, type NumberRange } from './parse-numbers.js';

const THOUSAND: NumberRange = { firstNumber: 0, emission: 1000, width: 3 };
const TEN_THOUSAND: NumberRange = { firstNumber: 0, emission: 10_000, width: 4 };

/** What was heard, without what was not. */
function heard(text: string, range = THOUSAND): Partial<HeardNumbers> {
  const all = Object.entries(parseNumbers(text, range));
  return Object.fromEntries(all.filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value)));
}

describe('Numbers as buyers type them', () => {
  it.each([
    ['a list with commas', '7, 45 y 300', [7, 45, 300]],
    ['a list with spaces', '7 45 300', [7, 45, 300]],
    ['lines, bullets and hash signs', '- 7\n- 45\n#300', [7, 45, 300]],
    ['dots between them', '7.45.300', [7, 45, 300]],
    ['slashes and hyphens in a row', '7/45 y 7-8-9', [7, 45, 8, 9]],
    ['leading zeros', '007 045', [7, 45]],
    ['No. before the number', 'No. 7, n° 8, nro9, num.10', [7, 8, 9, 10]],
    ['words glued to them', 'dame el7 y el8', [7, 8]],
    ['a range in words', 'del 100 al 103', [100, 101, 102, 103]],
    ['a range with a hyphen', '100-103', [100, 101, 102, 103]],
    ['a range with a long dash and spaces', '100 – 103', [100, 101, 102, 103]],
    ['a range between', 'entre el 100 y el 103', [100, 101, 102, 103]],
    ['a range told from above', 'del 103 al 100', [100, 101, 102, 103]],
    ['full-width digits', '７，４５', [7, 45]],
    ['Arabic-Indic digits', '٧ و ٤٥', [7, 45]],
    ['Persian and Devanagari digits', '۷ १२', [7, 12]],
    ['mathematical digits', '𝟕 𝟒𝟓', [7, 45]],
    ['emoji digits', '7️⃣ 4️⃣5️⃣', [7, 45]],
    ['zero-width characters inside a number', '4\u200b5 3\u20600\u200d0', [45, 300]],
    ['text direction marks', '\u200f7\u200f \u202e45\u202c', [7, 45]],
  ])('%s', (_, text, wanted) => {
    expect(heard(text)).toEqual({ wanted, ...(text.includes('7/45') ? { repeated: [7] } : {}) });
  });
});

describe('What is no number of the raffle', () => {
  it.each([
    ['a five-digit number is not cut to four', '12345', TEN_THOUSAND, { unknown: ['12345'] }],
    ['nor to three', 'el 12345', THOUSAND, { unknown: ['12345'] }],
    ['nor when something invisible stands in it', '12\u200b345', THOUSAND, { unknown: ['12345'] }],
    ['one digit more than a ticket has, though the value exists', '0007', THOUSAND, { unknown: ['0007'] }],
    ['twenty digits', '9'.repeat(20), THOUSAND, { unknown: ['9'.repeat(20)] }],
    ['below the first', '0 1', { firstNumber: 1, emission: 10, width: 2 }, { wanted: [1], unknown: ['0'] }],
    ['a range that leaves the raffle', 'del 990 al 1005', THOUSAND, { unknown: ['1005'] }],
    ['thousands in a raffle that has them', '1.000', TEN_THOUSAND, { unread: ['1.000'] }],
    ['digits glued to letters', '7mo 2x1', THOUSAND, { unread: ['7mo', '2x1'] }],
    ['money, percentages, times', '$50 10% 7:30', THOUSAND, { unread: ['$50', '10%', '7:30'] }],
    ["an order's code", 'K7Q-281', THOUSAND, { unread: ['k7q-281'] }],
    ['numerals that are no digits', '½ Ⅷ 7² ①', THOUSAND, { unread: ['□', '□', '7□', '□'] }],
    ['no number at all', 'buenas tardes', THOUSAND, {}],
  ])('%s', (_, text, range, expected) => {
    expect(heard(text, range)).toEqual(expected);
  });
});

describe('Negations', () => {
  it.each([
    ['el 7 no, mejor el 8', { wanted: [8], dropped: [7] }],
    ['no quiero el 452, dame el 453', { wanted: [453], dropped: [452] }],
    ['no quiero el 452 dame el 453', { wanted: [453], dropped: [452] }],
    ['no quiero el 452 sino el 453', { wanted: [453], dropped: [452] }],
    ['no me gusta el 7 ni el 8, dame el 9', { wanted: [9], dropped: [7, 8] }],
    ['no quiero 7, 8', { dropped: [7, 8] }],
    ['no quiero el 7. El 8 y el 9', { wanted: [8, 9], dropped: [7] }],
    ['cambia el 7 por el 8', { wanted: [8], dropped: [7] }],
    ['del 1 al 5 menos el 3', { wanted: [1, 2, 4, 5], dropped: [3] }],
    ['quita el 7', { dropped: [7] }],
    ['el 7 no lo quiero', { dropped: [7] }],
    ['el 7 no, el 8 sí', { wanted: [8], dropped: [7] }],
    ['no, el 7', { wanted: [7] }],
    ['no quiero el 7, el 8 sí', { wanted: [8], dropped: [7] }],
    ['7 y 8 no', { dropped: [7, 8] }],
  ])('%s', (text, expected) => {
    expect(heard(text)).toEqual(expected);
  });

  it('adding is told from starting anew', () => {
    expect(heard('también el 8')).toEqual({ wanted: [8], adds: true });
    expect(heard('agrega 8 y 9')).toEqual({ wanted: [8, 9], adds: true });
  });
});

describe('Many numbers', () => {
  it('repeats are told, counted once', () => {
    expect(heard('7 45 7 7')).toEqual({ wanted: [7, 45], repeated: [7] });
  });

  it('stop being read where nobody could hold them', () => {
    const all = parseNumbers('del 0 al 999999', { firstNumber: 0, emission: 1_000_000, width: 6 });
    expect(all.tooMany).toBe(true);
    expect(all.wanted).toHaveLength(MOST_NUMBERS);
  });
});

describe('For every text', () => {
  const ranges = fc
    .record({
      width: fc.integer({ min: 1, max: 7 }),
      firstNumber: fc.constantFrom(0, 1),
      share: fc.double({ min: 0.01, max: 1, noNaN: true }),
    })
    .map(({ width, firstNumber, share }) => ({
      width,
      firstNumber,
      emission: Math.max(1, Math.floor((10 ** width - 1) * share)),
    }));
  const pieces = fc.oneof(
    fc.constantFrom(
      ...'el|no|mejor|del|al|y|entre|quiero|-|,|.|/|\n|\u200b|\u200f|½|７|٤|$|si|menos|😀|ñ'.split('|'),
    ),
    fc.nat({ max: 12_000 }).map(String),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  const texts = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(' '));

  it('only numbers of the raffle are heard, each once', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: 'binary' })), ranges, (text, range) => {
        const { wanted, dropped } = parseNumbers(text, range);
        const all = [...wanted, ...dropped];
        const last = range.firstNumber + range.emission - 1;
        expect(all.every((n) => Number.isInteger(n) && n >= range.firstNumber && n <= last)).toBe(true);
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });

  it('no number is cut out of longer digits', () => {
    const longer = fc
      .tuple(fc.stringMatching(/^[0-9]{4,25}$/), fc.constantFrom('', ' ', ', ', 'el ', '\u200b', '('))
      .map(([digits, before]) => `${before}${digits}`);
    fc.assert(
      fc.property(fc.array(longer, { minLength: 1, maxLength: 5 }), (parts) => {
        expect(parseNumbers(parts.join(', '), THOUSAND).wanted).toEqual([]);
      }),
    );
  });

  it('a list is heard in its order, and what we wrote ourselves is heard as we meant it', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 40 });
    const separators = fc.constantFrom(', ', ' ', ' y ', '\n', ' / ', ',\u200f');
    fc.assert(
      fc.property(numbers, separators, (list, separator) => {
        const written = list.map((number) => ticketLabel(number, 3)).join(separator);
        expect(parseNumbers(written, THOUSAND)).toEqual({
          wanted: list,
          dropped: [],
          repeated: [],
          unknown: [],
          unread: [],
          adds: false,
          tooMany: false,
        });
      }),
    );
  });

  it('nothing that was typed with a digit is dropped silently', () => {
    const parts = fc.array(fc.stringMatching(/^[0-9]{1,6}[mox]?$/), { maxLength: 8 });
    fc.assert(
      fc.property(parts, (typed) => {
        const { wanted, unknown, unread } = parseNumbers(typed.join(', '), THOUSAND);
        const told = new Set([...wanted.map((number) => ticketLabel(number, 3)), ...unknown, ...unread]);
        expect(typed.filter((part) => !told.has(part) && !told.has(part.padStart(3, '0')))).toEqual([]);
      }),
    );
  });
});
