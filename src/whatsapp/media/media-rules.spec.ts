import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mayFetch, readChecksum } from './media-rules.js';

const GRAPH = 'https://graph.facebook.com';

describe('files of Meta', () => {
  it('are fetched from its file host over TLS, and from the Graph API’s own host', () => {
    expect(mayFetch('https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1', GRAPH)).toBe(true);
    expect(mayFetch('https://graph.facebook.com/x', GRAPH)).toBe(true);
    expect(mayFetch('http://127.0.0.1:4711/x', 'http://127.0.0.1:4711')).toBe(true);
  });

  it.each([
    'http://lookaside.fbsbx.com/x',
    'https://lookaside.fbsbx.com:8443/x',
    'https://lookaside.fbsbx.com.evil.example/x',
    'https://evil.example/lookaside.fbsbx.com',
    'https://lookaside.fbsbx.com@evil.example/x',
    'https://user:pass@lookaside.fbsbx.com/x',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'not an address',
    '',
  ])('are not fetched from %s', (address) => {
    expect(mayFetch(address, GRAPH)).toBe(false);
  });

  it('have checksums in hex or base64, with or without padding or URL letters', () => {
    const sum = createHash('sha256').update('a').digest();
    for (const text of [
      sum.toString('hex'),
      sum.toString('hex').toUpperCase(),
      sum.toString('base64'),
      sum.toString('base64url'),
    ]) {
      expect(readChecksum(text)).toEqual(sum);
    }
    for (const text of [
      '',
      'abc',
      sum.toString('hex').slice(1),
      `${sum.toString('base64')}=`,
      'ñ'.repeat(43),
    ]) {
      expect(readChecksum(text)).toBeNull();
    }
  });
});
