import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sameText, signer } from './signature.js';

/** Meta escapes non-ASCII and slashes; the signature is over that escaped text. */
const BODY = Buffer.from(
  String.raw`{"object":"whatsapp_business_account","entry":[{"id":"0","changes":[{"value":{"t":"Pe\u00f1a \ud83c\udfcd\ufe0f a\/b"},"field":"messages"}]}]}`,
);
const SIGNATURE = 'sha256=15b10f6859753443b876b00fcd07af0745f995759165e21df2a1b9cf60978b5d';

describe('the signature of a delivery', () => {
  it('is over the bytes as Meta sent them', () => {
    expect(BODY).toHaveLength(142);
    expect(signer(BODY, SIGNATURE, ['test_app_secret'])).toBe('test_app_secret');
  });

  it('does not fit the same content serialised anew', () => {
    const again = Buffer.from(JSON.stringify(JSON.parse(BODY.toString())));
    expect(signer(again, SIGNATURE, ['test_app_secret'])).toBeNull();
  });

  it('may come from any secret while one is being replaced', () => {
    expect(signer(BODY, SIGNATURE, ['the_new_secret', 'test_app_secret'])).toBe('test_app_secret');
  });

  it.each([
    undefined,
    '',
    'sha256=',
    SIGNATURE.toUpperCase(),
    SIGNATURE.slice(0, -1),
    SIGNATURE.replace('sha256', 'sha1'),
    `sha256=${'0'.repeat(64)}`,
  ])('is refused when it reads %s', (header) => {
    expect(signer(BODY, header, ['test_app_secret'])).toBeNull();
  });

  it('is never accepted without a secret', () => {
    const empty = `sha256=${createHmac('sha256', '').update(BODY).digest('hex')}`;
    expect(signer(BODY, empty, [])).toBeNull();
  });
});

describe('sameText', () => {
  it('compares content and length', () => {
    expect(sameText('token', 'token')).toBe(true);
    expect(sameText('token', 'tokes')).toBe(false);
    expect(sameText('token', 'token ')).toBe(false);
  });
});
