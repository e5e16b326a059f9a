import { describe, expect, it } from 'vitest';
import {
  commonNames,
  judgeConnection,
  judgeForwarded,
  type ForwardedCertificate,
} from './client-certificate.js';

const META = 'client.webhooks.fbclientcerts.com';
const SUBJECT = `CN=${META},O=Meta Platforms Inc.,L=Menlo Park,ST=California,C=US`;

function forwarded(changes: Partial<ForwardedCertificate> = {}): string {
  const good = { fromProxy: true, subjects: [SUBJECT], verifications: ['SUCCESS'] };
  return judgeForwarded({ ...good, ...changes }, META);
}

describe('a certificate a proxy tells of', () => {
  it('is Meta’s by its name, as nginx, Caddy and ALB write it', () => {
    expect(forwarded()).toBe('meta');
    expect(forwarded({ verifications: null })).toBe('meta');
    expect(forwarded({ subjects: [`C=US, ST=California, O=Meta Platforms\\, Inc., CN=${META}`] })).toBe(
      'meta',
    );
    expect(forwarded({ subjects: [`2.5.4.3=${META}+OU=x`] })).toBe('meta');
  });

  it('is nothing where the peer is no proxy of ours, however good it looks', () => {
    expect(forwarded({ fromProxy: false })).toBe('not_from_proxy');
  });

  it('is nothing where a header comes twice, even with the same value', () => {
    expect(forwarded({ subjects: [SUBJECT, SUBJECT] })).toBe('ambiguous');
    expect(forwarded({ verifications: ['SUCCESS', 'NONE'] })).toBe('ambiguous');
  });

  it.each([[['NONE']], [['FAILED:certificate has expired']], [['success']], [['SUCCESS, SUCCESS']], [[]]])(
    'is nothing where the proxy did not verify it: %j',
    (verifications) => {
      expect(forwarded({ verifications })).toBe('not_verified');
    },
  );

  it.each([
    [`CN=evil.example,O=${META}`, 'other_name'],
    [`O=x\\,CN=${META},CN=evil.example`, 'other_name'],
    [`O="x,CN=${META}",CN=evil.example`, 'other_name'],
    [`CN=${META},CN=evil.example`, 'other_name'],
    [`CN=${META}.evil.example`, 'other_name'],
    [`CN=x${META}`, 'other_name'],
    [`CN=${META.toUpperCase()}`, 'other_name'],
    ['O=Meta', 'other_name'],
    ['', 'none'],
    [META, 'unreadable'],
    [`/C=US/CN=${META}`, 'unreadable'],
    [`CN=${META},`, 'unreadable'],
    [`CN=${META}"`, 'unreadable'],
    [`${SUBJECT}, ${SUBJECT}`, 'other_name'],
  ])('in the name %s is %s', (subject, verdict) => {
    expect(forwarded({ subjects: [subject] })).toBe(verdict);
  });
});

describe('a distinguished name', () => {
  it('gives its common names, with what was escaped', () => {
    expect(commonNames('CN=a\\,b,OU=c+cn=" d",O=')).toEqual(['a,b', ' d']);
    expect(commonNames('O=none')).toEqual([]);
    expect(commonNames('CN=a;CN=b')).toEqual(['a', 'b']);
  });

  it('takes no longer than it is long', () => {
    const started = performance.now();
    for (const long of [
      'CN=' + '\\'.repeat(16_001),
      'a=b,'.repeat(4_000),
      '"'.repeat(16_000),
      'a='.repeat(8_000),
    ])
      commonNames(long);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('a connection that ends here', () => {
  it('is Meta’s with a verified certificate of that name', () => {
    const seen = { presented: true, verified: true, commonName: META };
    expect(judgeConnection(seen, META)).toBe('meta');
    expect(judgeConnection({ ...seen, verified: false }, META)).toBe('not_verified');
    expect(judgeConnection({ ...seen, commonName: null }, META)).toBe('other_name');
    // a resumed TLS 1.3 session without a certificate counts as verified in Node
    expect(judgeConnection({ ...seen, presented: false }, META)).toBe('none');
  });
});
