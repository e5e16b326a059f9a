import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/platform/index.js';
import { Prices } from '../../src/whatsapp/index.js';

const folder = mkdtempSync(join(tmpdir(), 'talonario-rates-'));
afterAll(() => rmSync(folder, { recursive: true }));

function pricesOf(content: string | null): Prices {
  const file = join(folder, 'card.json');
  if (content === null) rmSync(file, { force: true });
  else writeFileSync(file, content);
  return new Prices(readConfig({ DEMO: '1', RATE_CARD_FILE: file }));
}

describe('the rate card file', () => {
  it('gives prices by the beginning of a number', () => {
    const markets = [{ name: 'Mexico', prefixes: ['52'], rates: { utility: '0.85' } }];
    const period = { from: '2026-10-01', markets, default: { rates: { utility: '1' } } };
    const prices = pricesOf(JSON.stringify({ currency: 'USD', periods: [period] }));
    const at = new Date('2026-11-22T00:00:00Z');
    expect(prices.prefixLength).toBe(2);
    expect(prices.marketOf('52', at)).toBe('Mexico');
    expect(prices.estimate([{ to: '52', category: 'service', messages: 100, at }])).toEqual({
      currency: 'USD',
      minorUnits: '85',
      unpriced: 0,
    });
  });

  it.each([
    ['is not there', null, 'the file cannot be read'],
    ['is no JSON', '{', 'it is no JSON'],
    ['is no card', '{"currency":"USD","periods":[{"from":"soon"}]}', 'periods[0].from'],
  ])('stops the start where it %s, and says why', (_what, content, why) => {
    expect(() => pricesOf(content)).toThrow(why);
  });

  it('may be missing: then nothing has a price', () => {
    const prices = new Prices(readConfig({ DEMO: '1' }));
    expect(prices.estimate([{ to: '52', category: 'service', messages: 1, at: new Date() }])).toBeNull();
    expect(prices.marketOf('52', new Date())).toBeNull();
  });
});
