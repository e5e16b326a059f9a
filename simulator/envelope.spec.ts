import { describe, expect, it } from 'vitest';
import { envelope, type Update } from './envelope.js';
import { businessNumber } from './numbers.js';

const shop = businessNumber({ phoneNumberId: '1', displayPhoneNumber: '573001112233', wabaId: '9' });
const other = businessNumber({ phoneNumberId: '2', displayPhoneNumber: '573004445566', wabaId: '9' });
const ana = { profile: { name: 'Ana' }, wa_id: '573104445566' };
const luis = { profile: { name: 'Luis' }, user_id: 'VE.1' };

function message(number: typeof shop, contact: typeof ana | typeof luis | undefined, id: string): Update {
  return { kind: 'messages', number, contact, item: { id } };
}

describe('a webhook body', () => {
  it('has the keys of Meta for a single message', () => {
    expect(envelope([message(shop, ana, 'a')])).toEqual({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '9',
          changes: [
            {
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '573001112233', phone_number_id: '1' },
                contacts: [ana],
                messages: [{ id: 'a' }],
              },
              field: 'messages',
            },
          ],
        },
      ],
    });
  });

  it('batches by number and kind and names each contact once', () => {
    const status: Update = { kind: 'statuses', number: shop, contact: ana, item: { id: 's' } };
    const body = envelope([
      message(shop, ana, 'a'),
      message(shop, luis, 'b'),
      message(shop, ana, 'c'),
      message(other, ana, 'd'),
      status,
    ]);
    expect(body.entry).toHaveLength(1);
    expect(body.entry[0]?.changes.map((change) => change.value)).toMatchObject([
      {
        metadata: { phone_number_id: '1' },
        contacts: [ana, luis],
        messages: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      },
      { metadata: { phone_number_id: '2' }, contacts: [ana], messages: [{ id: 'd' }] },
      { metadata: { phone_number_id: '1' }, contacts: [ana], statuses: [{ id: 's' }] },
    ]);
  });

  it('has no contacts for a system message', () => {
    expect(JSON.stringify(envelope([message(shop, undefined, 'a')]))).not.toContain('contacts');
  });

  it('gives a change of another field an entry with its time', () => {
    const change: Update = {
      kind: 'change',
      entryId: '9',
      time: 5,
      field: 'account_update',
      value: { event: 'X' },
    };
    expect(envelope([message(shop, ana, 'a'), change]).entry).toMatchObject([
      { id: '9', changes: [{ field: 'messages' }] },
      { id: '9', time: 5, changes: [{ field: 'account_update', value: { event: 'X' } }] },
    ]);
  });
});
