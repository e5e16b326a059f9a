import { describe, expect, it } from 'vitest';
import { sharedNumber } from './shared-number.js';

const card = { phones: [{ phone: '+57 320 999 8877', wa_id: '573209998877' }] };
const shared = (more: object): string | null => sharedNumber({ type: 'contacts', ...more });

describe('A contact card', () => {
  it.each([
    ['at the card', { contacts: [{ ...card, origin: 'contact_request' }] }],
    ['at the message', { origin: 'contact_request', contacts: [card] }],
    [
      'without wa_id, but in international form',
      { origin: 'contact_request', contacts: [{ phones: [{ phone: '+57 320 999 8877' }] }] },
    ],
    [
      'beside cards of others',
      { contacts: [{ phones: [{ wa_id: '573111111111' }] }, { ...card, origin: 'contact_request' }] },
    ],
  ])('that answers our request is the person’s own number: %s', (_, message) => {
    expect(shared(message)).toBe('573209998877');
  });

  it.each([
    ['shared unasked', { contacts: [card] }],
    ['of another origin', { origin: 'other', contacts: [{ ...card, origin: 'other' }] }],
    [
      'with two numbers',
      { origin: 'contact_request', contacts: [card, { phones: [{ wa_id: '573111111111' }] }] },
    ],
    ['without a country', { origin: 'contact_request', contacts: [{ phones: [{ phone: '320 999 8877' }] }] }],
    ['without numbers', { origin: 'contact_request', contacts: [{}] }],
    ['in a message of another type', { type: 'text', origin: 'contact_request', contacts: [card] }],
  ])('%s may be anybody’s', (_, message) => {
    expect(shared(message)).toBeNull();
  });
});
