import { expect, it } from 'vitest';
import { freshFor } from './fresh-for.js';

it('a quick count is shown for a second', () => expect(freshFor(0.4)).toBe(1_000));

it('counting a large raffle never takes more than a twenty-fifth of the time', () => {
  for (const took of [30, 100, 400]) expect(took / freshFor(took)).toBeLessThanOrEqual(1 / 25);
});
