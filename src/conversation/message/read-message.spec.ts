import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Spoken } from '../input.js';
import { readMessage } from './read-message.js';
import { readSystemNotice } from './read-system-notice.js';

const SAMPLES = join(import.meta.dirname, '../../../test/webhook-samples');

interface Body {
  entry?: { changes: { value: { messages?: unknown[] } }[] }[];
}

function messagesOf(name: string): unknown[] {
  const body: Body = JSON.parse(readFileSync(join(SAMPLES, `messages--${name}.json`), 'utf8'));
  return (body.entry ?? []).flatMap(({ changes }) => changes.flatMap(({ value }) => value.messages ?? []));
}

function text(body: string): Spoken {
  return { kind: 'text', text: body };
}

const ORIGINAL = 'wamid.HBgMmC2ePrmW9VnmM/TRlN7zdh2Qn1o7ZH0ahR/q1nwyydE=';

/** What the first message of each sample says; null where it says nothing to us. */
const EXPECTED: Readonly<Record<string, Spoken | null>> = {
  'audio-file': { kind: 'audio', voice: false },
  'batch-many-messages-one-value': text('07'),
  'batch-mixed-fields': text('Hola'),
  'button-without-context': { kind: 'choice', id: 'Confirmar', title: 'Confirmar' },
  'contacts-phone-shared-origin-in-contact': { kind: 'own_number', waId: '573209998877' },
  'contacts-third-party-origin-other': { kind: 'cards', count: 1 },
  'dashboard-test': text('this is a text message'),
  'dashboard-test-pre-bsuid': text('this is a text message'),
  'document-pdf': {
    kind: 'media',
    mediaId: '1153190269916460',
    mediaType: 'document',
    declaredType: 'application/pdf',
    sha256: 'i1NjnxUsj8bvMIAv3kYroL6c8IX3WA3Gnv1y4AKruzU=',
    url: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1153190269916460&source=webhook&ext=1795349100&hash=ARl9948c645c094247794f4c7acdbeb2bb6',
  },
  'edit-text': { kind: 'edit', of: ORIGINAL, now: { kind: 'text', text: 'Quiero el 07 y el 43' } },
  'group-text': text('Yo quiero el 15'), // kept away by routing: nobody answers in groups
  'image-duplicate-sha256': {
    kind: 'media',
    mediaId: '1063148511167215',
    mediaType: 'image',
    declaredType: 'image/jpeg',
    sha256: 'TNm3Zy1/vuj7UfseBJ9pA0IDX1Q6jv5zS3tf+wwVSkU=',
    url: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1063148511167215&source=webhook&ext=1795349100&hash=ARl0d6f7d4cbf5d538f1dedea4c6b775617',
  },
  'image-forwarded': {
    kind: 'media',
    mediaId: '1121861180045527',
    mediaType: 'image',
    declaredType: 'image/jpeg',
    sha256: 'btUEWTjXENB1FCIooKU67achpFG0bQSJT5jnRyEaHTg=',
    url: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1121861180045527&source=webhook&ext=1795349100&hash=ARla9818d533a6a867304dd2a16f5644215',
    forwarded: true,
  },
  'image-payment-proof': {
    kind: 'media',
    mediaId: '1084497968606591',
    mediaType: 'image',
    declaredType: 'image/jpeg',
    sha256: 'TNm3Zy1/vuj7UfseBJ9pA0IDX1Q6jv5zS3tf+wwVSkU=',
    url: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1084497968606591&source=webhook&ext=1795349100&hash=ARl9ce88802f07591e5ce0457ef51ece021',
  },
  'interactive-button-reply': { kind: 'choice', id: 'rf:2026-11:buy:07,42', title: 'Comprar 07 y 42' },
  'interactive-button-reply-bsuid-no-phone': {
    kind: 'choice',
    id: 'rf:2026-11:menu',
    title: 'Ver menú',
  },
  'interactive-list-reply-no-description': {
    kind: 'choice',
    id: 'rf:2026-11:num:043',
    title: 'Número 043',
  },
  'interactive-nfm-reply-address': {
    kind: 'form',
    name: 'address_message',
    answers: {
      saved_address_id: 'address1',
      values: { in_pin_code: '400063', name: 'A', phone_number: '+911234567890', city: 'Mumbai' },
    },
  },
  'interactive-nfm-reply-flow': {
    kind: 'form',
    name: 'flow',
    answers: {
      flow_token: 'rf-2026-11-573104445566',
      nombre: 'Ana Lucía',
      cedula: '1020304050',
      numeros: ['007', '042'],
    },
  },
  'location-named': { kind: 'location', latitude: 4.6182, longitude: -74.0678 },
  'media-too-large-131052': { kind: 'media_lost' },
  order: { kind: 'catalogue_order', items: 2 },
  'reaction-removed': {
    kind: 'reaction',
    to: 'wamid.HBgM7zBR6C0d9NVVIYwI/FeTgO1mV9Cf2AIJQ8Nrk2LazYg=',
    emoji: null,
  },
  'request-welcome': null,
  revoke: { kind: 'revoke', of: ORIGINAL },
  'sticker-static': { kind: 'sticker', animated: false },
  'system-customer-identity-changed': null,
  'system-user-changed-number': null,
  'system-user-changed-user-id-parent': null,
  'text-bsuid-no-phone-parent': text('Buenas tardes'),
  'text-forwarded': text('Sorteo este sábado a las 8 pm'),
  'text-identity-key-hash': text('Hola'),
  'text-injection-like': text(
    '07\'); DROP TABLE boletos;-- <script>alert(1)</script> {{1}} ${jndi:x} =HYPERLINK("http://x")',
  ),
  'text-no-profile-name': text('Hola'),
  'text-parent-bsuid': text('Buenas'),
  'text-pre-bsuid': text('Hola'),
  'text-referral-ctwa-image': text('Hola, vi el anuncio'),
  'text-referral-post': text('Precio?'),
  'text-referral-status-ad-no-clid': text('Info'),
  'text-reply-context': text('Sí, ese'),
  'text-username-with-at-sign': text('Hola'),
  'text-username-with-phone': text('Ya pagué el 113'),
  'unknown-future-type': null,
  'unsupported-bsuid-no-phone': { kind: 'unsupported', what: 'unknown' },
  'unsupported-no-type': { kind: 'unsupported', what: null },
};

describe('A message', () => {
  it.each(Object.entries(EXPECTED))('as in Meta’s sample %s is understood', (name, expected) => {
    expect(readMessage(messagesOf(name)[0])).toEqual(expected);
  });

  it('of every given sample is expected to say something or nothing', () => {
    const names = readdirSync(SAMPLES)
      .filter((name) => name.startsWith('messages--'))
      .map((name) => name.slice('messages--'.length, -'.json'.length));
    expect(names.filter((name) => messagesOf(name).length > 0 && !(name in EXPECTED))).toEqual([]);
  });

  it('of each other kind is understood', () => {
    const read = (type: string, content: object, more: object = {}) =>
      readMessage({ type, [type]: content, ...more });
    expect(read('audio', { id: '1', voice: true })).toEqual({ kind: 'audio', voice: true });
    expect(read('video', { id: '1' })).toEqual({ kind: 'video' });
    expect(read('image', { mime_type: 'image/jpeg' })).toEqual({ kind: 'media_lost' });
    expect(read('reaction', { message_id: 'wamid.1', emoji: '👍' })).toMatchObject({ emoji: '👍' });
    expect(read('media_placeholder', {})).toBeNull();
    expect(read('ephemeral', {})).toBeNull();
    const permission = { type: 'call_permission_reply', call_permission_reply: { response: 'accept' } };
    expect(read('interactive', permission)).toEqual({ kind: 'call_permission', granted: true });
    const product = { type: 'product_reply', product_reply: { id: '7' } };
    expect(read('interactive', product)).toEqual({ kind: 'unsupported', what: 'product_reply' });
    const context = { context: { frequently_forwarded: true } };
    expect(read('document', { id: '1' }, context)).toMatchObject({ kind: 'media', forwarded: true });
    expect(read('edit', { original_message_id: 'wamid.1', message: { type: 'sticker' } })).toEqual({
      kind: 'edit',
      of: 'wamid.1',
      now: null,
    });
    const form = { type: 'nfm_reply', nfm_reply: { name: 'flow', response_json: '{"open":' } };
    expect(read('interactive', form)).toEqual({ kind: 'form', name: 'flow', answers: null });
  });

  it('has no NUL, no lone surrogate and at most Meta’s length', () => {
    const body = `a\u0000\ud800${'x'.repeat(5_000)}`;
    const read = readMessage({ type: 'text', text: { body } });
    expect(
      read?.kind === 'text' && read.text.isWellFormed() && !read.text.includes('\u0000') && read.text.length,
    ).toBe(4096);
  });

  it('made of any JSON gives an answer', () => {
    const types = fc.constantFrom(
      'text',
      'image',
      'audio',
      'location',
      'contacts',
      'interactive',
      'button',
      'order',
      'unsupported',
      'reaction',
      'sticker',
      'edit',
      'revoke',
      'system',
      '__proto__',
    );
    fc.assert(
      fc.property(types, fc.jsonValue(), (type, json) => {
        for (const message of [json, { type, [type]: json }, { ...Object(json), type }]) {
          expect(() => readMessage(message)).not.toThrow();
          expect(() => readSystemNotice(message)).not.toThrow();
        }
      }),
    );
  });
});

describe('A system message', () => {
  const first = (name: string) => readSystemNotice(messagesOf(name)[0]);

  it('of a changed number or user id names the new ones', () => {
    expect(first('system-user-changed-number')).toEqual({
      kind: 'new_identity',
      identity: { waId: '573001239876' },
    });
    expect(first('system-user-changed-user-id-parent')).toEqual({
      kind: 'new_identity',
      identity: { userId: 'CO.44920017736651180342' },
    });
  });

  it('may say that somebody else may hold the phone', () => {
    expect(first('system-customer-identity-changed')).toEqual({ kind: 'identity_doubtful' });
  });

  it('of another kind says neither', () => {
    expect(readSystemNotice({ type: 'system', system: { type: 'group_created' } })).toBeNull();
  });
});
