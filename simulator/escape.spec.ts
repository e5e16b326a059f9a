import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeJson } from './escape.js';
import { signatureHeaders } from './signature.js';

// Test vector of Meta's endpoint page, kept to the byte.
const VECTOR = String.raw`{"object":"whatsapp_business_account","entry":[{"id":"0","changes":[{"value":{"t":"Pe\u00f1a \ud83c\udfcd\ufe0f a\/b"},"field":"messages"}]}]}`;
const SIGNATURE = 'sha256=15b10f6859753443b876b00fcd07af0745f995759165e21df2a1b9cf60978b5d';

describe("the bytes of Meta's webhooks", () => {
  it('escape non-ASCII in lower-case hex, and the slash', () => {
    const value = { t: 'Peña 🏍️ a/b' };
    const body = {
      object: 'whatsapp_business_account',
      entry: [{ id: '0', changes: [{ value, field: 'messages' }] }],
    };
    expect(escapeJson(body)).toBe(VECTOR);
    expect(VECTOR).toHaveLength(142);
  });

  it('carry the signature of exactly these bytes', () => {
    expect(signatureHeaders('test_app_secret', VECTOR)['X-Hub-Signature-256']).toBe(SIGNATURE);
    const again = JSON.stringify(JSON.parse(VECTOR));
    expect(signatureHeaders('test_app_secret', again)['X-Hub-Signature-256']).toMatch(/^sha256=db89caaf/);
  });

  it('carry the older signature too', () => {
    expect(signatureHeaders('test_app_secret', VECTOR)['X-Hub-Signature']).toMatch(/^sha1=[0-9a-f]{40}$/);
  });

  it('are ASCII and mean the same, whatever people type', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeJson({ text });
        expect(escaped).toMatch(/^[\0-\x7f]*$/);
        expect(escaped.replaceAll('\\/', '')).not.toContain('/');
        expect(JSON.parse(escaped)).toEqual({ text });
      }),
    );
  });
});
