import { describe, expect, it } from 'vitest';
import { maskName } from './mask-name.js';

describe('The name on a public ticket page', () => {
  it.each([
    ['Lucía Ramos', 'L••• R•••'],
    ['maría de los ángeles', 'M••• D•••'],
    ['Ñandú', 'Ñ•••'],
    ['🌟 Ana 🌟', 'A•••'],
  ])('of %s is %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it.each([null, '', '  ', '🌟', '12345'])('is left out where there is none to mask (%s)', (name) => {
    expect(maskName(name)).toBeNull();
  });
});
