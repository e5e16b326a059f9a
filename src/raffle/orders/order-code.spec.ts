import { expect, it } from 'vitest';
import { newOrderCode } from './order-code.js';

it('an order code is short to say and has no letter that looks like a digit', () => {
  for (let i = 0; i < 500; i++) expect(newOrderCode()).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}-[0-9]{3}$/);
});
