import { describe, expect, it } from 'vitest';
import { jurisdictionOf, policyAdvice } from './jurisdiction.js';

describe('what publishing tells the organiser', () => {
  it('names the gambling rule for money and never says that selling is allowed', () => {
    const advice = policyAdvice({ jurisdiction: 'MX', priceMinor: 1, permission: 'granted' }).join(' ');
    expect(advice).toContain('gambling');
    expect(advice).not.toMatch(/is allowed|you may sell/);
  });

  it('warns where Meta is not reported to accept the country, and where permission is unconfirmed', () => {
    const advice = policyAdvice({ jurisdiction: 'CL', priceMinor: 1, permission: 'unconfirmed' }).join(' ');
    expect(advice).toContain('not among the countries');
    expect(advice).toContain('took the risk');
  });

  it('of a free draw speaks of local law only', () => {
    const advice = policyAdvice({ jurisdiction: 'CO', priceMinor: 0, permission: null });
    expect(advice).toHaveLength(1);
    expect(advice[0]).toContain('Coljuegos');
  });

  it('lists Mexico, Colombia and Peru as reported by Meta, others not', () => {
    const listed = ['MX', 'CO', 'PE', 'BR', 'CL', 'AR', 'OTHER'].filter(
      (code) => jurisdictionOf(code)?.listedByMeta,
    );
    expect(listed).toEqual(['MX', 'CO', 'PE']);
  });
});
