import { describe, expect, it } from 'vitest';
import { csvFile, csvLine } from './csv.js';
import { decimal, grouped, moment, money } from './written.js';

describe('a CSV file', () => {
  it('quotes what would end a cell, and nothing else', () => {
    expect(csvLine(['a', 1, null, 'b,c', 'say "x"', 'two\nlines'])).toBe(
      'a,1,,"b,c","say ""x""","two\nlines"\r\n',
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['@sum', "'@sum"],
    ['+52', "'+52"],
    ['-x', "'-x"],
    ['-50.00', '-50.00'],
    ['-7', '-7'],
  ])('lets no spreadsheet run %s', (value, written) => {
    expect(csvLine([value])).toBe(`${written}\r\n`);
  });

  it('says that it is UTF-8', () => {
    expect(csvFile(['año'], [['ñ']]).toString('hex')).toBe(Buffer.from('\ufeffaño\r\nñ\r\n').toString('hex'));
  });
});

describe('an amount', () => {
  it('is written to the last unit', () => {
    expect([5, 0, -1_234_567, 100].map((amount) => decimal(amount, 2))).toEqual([
      '0.05',
      '0.00',
      '-12345.67',
      '1.00',
    ]);
    expect([decimal(1_500, 0), decimal(-7, 3), decimal(2n ** 53n, 2)]).toEqual([
      '1500',
      '-0.007',
      '90071992547409.92',
    ]);
  });

  it('is grouped for people', () => {
    expect(money(123_456_789, 2, 'MXN')).toBe('1,234,567.89 MXN');
    expect(money(-123_456, 0, 'CLP')).toBe('-123,456 CLP');
    expect([grouped(999), grouped(1_000), grouped(100_000)]).toEqual(['999', '1,000', '100,000']);
  });
});

it('A time is figures only, at the place and in UTC', () => {
  expect(moment('2027-01-01T05:59:05Z', 'America/Mexico_City')).toBe(
    '2026-12-31 23:59:05 (America/Mexico_City), 2027-01-01T05:59:05Z',
  );
});
