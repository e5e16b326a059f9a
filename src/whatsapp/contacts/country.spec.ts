import { describe, expect, it } from 'vitest';
import { countryOf } from './country.js';

describe('the country of a person', () => {
  it.each([
    ['573001112233', null, '57'],
    ['18095551234', null, '1809'],
    ['79161234567', 'RU.1', '7'],
    ['593991234567', null, '593'],
    [null, 'CO.20413377918265540127', 'CO'],
    [null, 'unheard', null],
    [null, null, null],
  ])('of %s and %s is %s', (waId, userId, country) => {
    expect(countryOf({ waId, userId })).toBe(country);
  });
});
