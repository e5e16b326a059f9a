import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hiddenWamid, redact } from './redact.js';

const SAMPLES = join(import.meta.dirname, '../../../test/webhook-samples');

/** Every text and number of a JSON value with the member it stands in. */
function leaves(value: unknown, member = ''): [string, string][] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, one]) => leaves(one, Array.isArray(value) ? member : key));
  return typeof value === 'string' || typeof value === 'number' ? [[member, String(value)]] : [];
}

/** What says who somebody is, or what they wrote. */
const PERSONAL =
  /^(from|from_user_id|wa_id|user_id|recipient_id|recipient_user_id|name|username|body|text|caption|sha256|filename|link|url|address|email|phone|latitude|longitude|first_name|formatted_name|payload|biz_opaque_callback_data)$/;

describe('a payload for somebody who may not see people', () => {
  it('keeps what happened and loses who and what', () => {
    const message = {
      from: '5215550001111',
      from_user_id: 'MX.13491208655302741918',
      id: 'wamid.HBgNNTIxNTU1MDAwMTExMRUCABEYEjBGQTQ3RDk5QzU5RTVGMkQ3NQA=',
      timestamp: '1795000000',
      type: 'image',
      image: { id: '1234567890123456', mime_type: 'image/jpeg', caption: 'pagado, Marta', sha256: 'abc=' },
      context: { from: '15550001111', id: 'wamid.short' },
    };
    expect(redact(message)).toEqual({
      from: '•••11',
      from_user_id: '•••',
      id: 'wamid.•••MkQ3NQA=',
      timestamp: '1795000000',
      type: 'image',
      image: { id: '•••56', mime_type: 'image/jpeg', caption: '•••', sha256: '•••' },
      context: { from: '•••11', id: 'wamid.•••' },
    });
  });

  it('keeps the words of statuses and of changes about the account', () => {
    const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'service' };
    expect(
      redact({ status: 'failed', pricing, errors: [{ code: 131026, title: 'Message undeliverable' }] }),
    ).toEqual({
      status: 'failed',
      pricing,
      errors: [{ code: 131026, title: 'Message undeliverable' }],
    });
    expect(redact({ event: 'ACCOUNT_RESTRICTION', restriction_info: [{ expiration: 1795000000 }] })).toEqual({
      event: 'ACCOUNT_RESTRICTION',
      restriction_info: [{ expiration: 1795000000 }],
    });
  });

  it('loses what a safe member holds where it looks like a person or a sentence', () => {
    expect(
      redact({
        type: '5215550001111',
        title: 'Hola, soy Marta; ¿ganó?',
        reason: 'a@b.example',
        code: 5215550001,
      }),
    ).toEqual({
      type: '•••11',
      title: '•••',
      reason: '•••',
      code: '•••',
    });
  });

  it('tells a title of Meta’s from one of a person', () => {
    const contacts = [{ org: { title: 'Manager' } }];
    const choice = { list_reply: { id: 'x', title: 'Ganador' } };
    const errors = [{ title: 'Not sent' }];
    expect(redact({ contacts, interactive: choice, errors })).toEqual({
      contacts: [{ org: { title: '•••' } }],
      interactive: { list_reply: { id: '•••', title: '•••' } },
      errors,
    });
    expect(
      redact({ user_preferences: [{ category: 'marketing_messages', value: 'stop', detail: 'no' }] }),
    ).toEqual({
      user_preferences: [{ category: 'marketing_messages', value: 'stop', detail: '•••' }],
    });
  });

  it('hides what nests too deeply to be walked', () => {
    let deep: unknown = 'Marta';
    for (let n = 0; n < 100_000; n++) deep = { body: deep };
    expect(redact(deep)).toBe('•••');
  });

  it('hides a body that is no JSON whole, and members that are numbers or sentences', () => {
    expect(redact('{"from":"521555')).toBe('•••');
    expect(Object.keys(redact({ '5215550001111': 1, 'hola Marta': 2 }) as object)).toEqual(['•••0', '•••1']);
  });

  it.each(readdirSync(SAMPLES).filter((name) => name.endsWith('.json')))('leaves nobody in %s', (name) => {
    const body: unknown = JSON.parse(readFileSync(join(SAMPLES, name), 'utf8'));
    const people = leaves(redact(body)).filter(([member]) => PERSONAL.test(member));
    expect(people.filter(([, text]) => !/^(wamid\.)?•••/.test(text))).toEqual([]);
  });

  it('is any JSON with the same shape', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const before = leaves(json).length;
        expect(leaves(redact(json))).toHaveLength(before);
      }),
    );
  });
});

it('a hidden wamid no longer holds the phone number', () => {
  const wamid = `wamid.${Buffer.from('\u001d\u0018\r5215550001111\u0015\u0002\u0000\u0011\u0018\u00123EB0').toString('base64')}`;
  const hidden = hiddenWamid(wamid);
  expect(Buffer.from(hidden.slice(6), 'base64').toString()).not.toContain('5215');
});
