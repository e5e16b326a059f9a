import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explode } from './explode.js';
import { personOf } from './person.js';

const SAMPLES = join(import.meta.dirname, '../../test/webhook-samples');

function sender(name: string) {
  return explode(readFileSync(join(SAMPLES, `messages--${name}.json`)))[0]?.person;
}

const CARO = { name: 'Caro 🌸', username: 'caro.rifas', userId: 'CO.90551273316478820035' };

describe('The person a message comes from', () => {
  it('may have a username, with or without @, and a number beside it or none', () => {
    expect(sender('text-username-with-at-sign')).toEqual(CARO);
    expect(sender('text-username-with-phone')).toMatchObject({
      username: expect.stringMatching(/^[^@]+$/),
      waId: expect.any(String),
    });
  });

  it('may have an id for the owner of several portfolios', () => {
    expect(sender('text-parent-bsuid')).toMatchObject({ parentUserId: expect.stringContaining('.ENT.') });
  });

  it('names their number by sharing it when we asked', () => {
    expect(sender('contacts-phone-shared-origin-in-contact')).toEqual({ ...CARO, waId: '573209998877' });
    const card = { phones: [{ wa_id: '573209998877' }] };
    const shared = { from_user_id: 'CO.9', type: 'contacts', origin: 'contact_request', contacts: [card] };
    expect(personOf(shared, {})).toEqual({ userId: 'CO.9', waId: '573209998877' });
  });

  it('is not whoever’s card they pass on', () => {
    expect(sender('contacts-third-party-origin-other')).toEqual(CARO);
  });

  it('is nobody where an old payload names neither a number nor the user id that was', () => {
    const system = { type: 'user_changed_user_id', user_id: 'CO.2' };
    expect(personOf({ type: 'system', system }, {})).toBeNull();
    expect(personOf({ type: 'system', system, from: '573' }, {})).toEqual({ waId: '573' });
  });
});
