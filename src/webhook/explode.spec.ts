import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explode } from './explode.js';

const SAMPLES = join(import.meta.dirname, '../../test/webhook-samples');
const bodyOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const sample = (name: string): Buffer => readFileSync(join(SAMPLES, `${name}.json`));
const message = (fields: object): Buffer =>
  bodyOf({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        changes: [{ field: 'messages', value: { metadata: { phone_number_id: '9' }, messages: [fields] } }],
      },
    ],
  });
const statusOf = (fields: object): Buffer =>
  bodyOf({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        changes: [{ field: 'messages', value: { metadata: { phone_number_id: '9' }, statuses: [fields] } }],
      },
    ],
  });

describe('the updates of a delivery', () => {
  it.each(readdirSync(SAMPLES).filter((name) => name.endsWith('.json')))(
    'of %s are as many as its elements',
    (name) => {
      const body = readFileSync(join(SAMPLES, name));
      const updates = explode(body);
      expect(updates).toHaveLength(expectedRows(JSON.parse(body.toString())));
      for (const update of updates) expect(update.key).toHaveLength(16);
    },
  );

  it('carry the values a message is looked up by', () => {
    expect(explode(sample('messages--text-reply-context'))[0]).toMatchObject({
      kind: 'message',
      field: 'messages',
      type: 'text',
      entry: 0,
      change: 0,
      item: 0,
    });
  });

  it('carry the price of a status in Meta’s words, and never whether `billable` is set', () => {
    const pricingOf = (name: string) => explode(sample(`messages--status-${name}`))[0]?.pricing;
    expect(pricingOf('delivered-service-regular')).toEqual({
      model: 'PMP',
      type: 'regular',
      category: 'service',
    });
    expect(pricingOf('sent-free-entry-point')).toEqual({
      model: 'PMP',
      type: 'free_entry_point',
      category: 'referral_conversion',
    });
    const told = (pricing: unknown) => explode(statusOf({ id: 'w', status: 'sent', pricing }))[0]?.pricing;
    expect(told({ billable: true, pricing_model: 'PMP' })).toBeNull();
    expect(told({ type: 'regular', category: 'a new one', billable: false })).toEqual({
      model: null,
      type: 'regular',
      category: 'a new one',
    });
    for (const odd of [null, 7, [], 'regular', { type: {}, category: [] }]) expect(told(odd)).toBeNull();
  });

  it('name a sender who has no phone number', () => {
    const [update] = explode(sample('messages--interactive-button-reply-bsuid-no-phone'));
    expect(update?.person?.waId).toBeUndefined();
    expect(update?.person?.userId).toMatch(/^[A-Z]{2}\./);
  });

  it('name the person as known before where a number or user id changed', () => {
    const personOf = (name: string) => explode(sample(`messages--system-${name}`))[0]?.person;
    expect(personOf('user-changed-number')).toEqual({ waId: '573104445566' });
    expect(personOf('user-changed-user-id-parent')).toEqual({ userId: 'CO.90551273316478820035' });
    const system = { user_id: 'CO.2', previous_user_id: 'CO.1', wa_id: '2', type: 'user_changed_number' };
    const [both] = explode(message({ id: 'w', type: 'system', from: '1', from_user_id: 'CO.2', system }));
    expect(both?.person).toEqual({ waId: '1', userId: 'CO.1' });
  });

  it('match a contact by identifier when the order differs', () => {
    const [update] = explode(
      bodyOf({
        entry: [
          {
            changes: [
              {
                field: 'messages',
                value: {
                  contacts: [
                    { wa_id: '2', profile: { name: 'B' } },
                    { wa_id: '1', user_id: 'MX.7', profile: { name: 'A' } },
                  ],
                  messages: [{ from: '1', id: 'w', type: 'text' }],
                },
              },
            ],
          },
        ],
      }),
    );
    expect(update?.person).toEqual({ waId: '1', userId: 'MX.7', name: 'A' });
  });

  it('read seconds and milliseconds alike, and nothing absurd', () => {
    expect(explode(message({ id: 'a', timestamp: '1767225600' }))[0]?.metaAt?.toISOString()).toBe(
      '2026-01-01T00:00:00.000Z',
    );
    expect(explode(message({ id: 'a', timestamp: 1767225600000 }))[0]?.metaAt?.toISOString()).toBe(
      '2026-01-01T00:00:00.000Z',
    );
    expect(explode(message({ id: 'a', timestamp: '99999999999999' }))[0]?.metaAt).toBeNull();
    expect(explode(message({ id: 'a', timestamp: {} }))[0]?.metaAt).toBeNull();
  });

  it('have clean lifted values', () => {
    const [update] = explode(message({ id: 'a\u0000b', type: 'x\ud800', from: '1' }));
    expect(update?.wamid).toBe('ab');
    expect(update?.type?.isWellFormed()).toBe(true);
  });

  it('have equal keys exactly when they are repeats', () => {
    const [first] = explode(message({ id: 'w1', text: { body: 'a' } }));
    const [repeat] = explode(message({ id: 'w1', text: { body: 'b' } }));
    const [other] = explode(message({ id: 'w2', text: { body: 'a' } }));
    expect(repeat?.key).toEqual(first?.key);
    expect(other?.key).not.toEqual(first?.key);
  });

  it('distinguish the statuses of one message', () => {
    const status = (word: string): Buffer | undefined =>
      explode(
        bodyOf({
          entry: [{ changes: [{ field: 'messages', value: { statuses: [{ id: 'w', status: word }] } }] }],
        }),
      )[0]?.key;
    expect(status('sent')).not.toEqual(status('delivered'));
  });

  it('are one unreadable update where there is no JSON or no entry', () => {
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '{"entry":[]}',
      '{"entry":{}}',
      '{"object":"x"}',
      '{"entry":[{}]}',
    ])
      expect(explode(Buffer.from(text)).map((update) => update.kind)).toEqual(['unreadable']);
  });

  it('survive hostile content', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const bodies = [
      `{"entry":[{"changes":[{"field":"x","value":${deep}}]}]}`,
      `{"entry":[{"changes":[{"field":"messages","value":{"messages":[${deep}]}}]}]}`,
      '{"entry":[{"changes":[{"field":"messages","value":{"messages":[{"id":1e200000,"from":"\\u0000","timestamp":1e200000}]}}]}]}',
      '{"entry":[null,1,{"changes":[null,{"value":null},{"field":7,"value":[1]}]}]}',
      '{"__proto__":{"x":1},"entry":[{"changes":[{"field":"x","value":{"__proto__":1}}]}]}',
    ];
    for (const body of bodies) expect(explode(Buffer.from(body)).length).toBeGreaterThan(0);
  });

  it('exist for any JSON whatever', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(explode(Buffer.from(text)).length).toBeGreaterThan(0);
        const nested = explode(
          Buffer.from(
            `{"entry":[{"changes":[{"field":"messages","value":{"messages":[${text}],"statuses":[${text}]}}]}]}`,
          ),
        );
        expect(nested).toHaveLength(2);
      }),
    );
  });
});

interface Body {
  entry?: { changes?: { field?: string; value?: { messages?: unknown[]; statuses?: unknown[] } }[] }[];
}

/** The contract said in other words: counted straight from the body. */
function expectedRows(body: Body): number {
  let rows = 0;
  for (const entry of body.entry ?? [])
    for (const change of entry.changes ?? []) {
      const items =
        change.field === 'messages'
          ? (change.value?.messages?.length ?? 0) + (change.value?.statuses?.length ?? 0)
          : 0;
      rows += Math.max(1, items);
    }
  return Math.max(1, rows);
}
