import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Rfc3161Authority, TimestampRefused, type Timestamp } from '../../src/raffle/index.js';
import { makeAuthority } from '../support/certificates.js';
import { stampSigner, TestTimestampAuthority, type Twist } from '../support/timestamp-authority.js';

const HOUR = 60 * 60_000;
const HASH = createHash('sha256').update('a commitment').digest();
const OTHER = createHash('sha256').update('another').digest();
const { signal } = new AbortController();

let tsa: TestTimestampAuthority;
beforeAll(async () => {
  tsa = await TestTimestampAuthority.start();
});
afterAll(() => tsa.stop());

/** What comes of a request that is answered so. */
async function stamped(twist: Twist): Promise<Timestamp | string> {
  tsa.twists.push(twist);
  try {
    return await new Rfc3161Authority(tsa.url, [tsa.anchor]).stamp(HASH, signal);
  } catch (error) {
    if (error instanceof TimestampRefused) return error.message;
    throw error;
  }
}

describe('A time stamp', () => {
  it('in order is taken, with its time, how exact it is, and who signed it', async () => {
    const at = new Date(Math.floor(Date.now() / 1_000) * 1_000);
    expect(await stamped({ at, accuracySeconds: 2 })).toEqual({
      at,
      latest: new Date(at.getTime() + 2_000),
      authority: 'Test stamps',
      proof: expect.any(Buffer),
    });
    expect(await stamped({ status: 1 })).toContain('status 1'); // granted, but nothing in it
  });

  const signer = (options: Parameters<typeof stampSigner>[1]) => stampSigner(tsa.authority, options);
  it.each<[string, () => Twist | Promise<Twist>, string]>([
    ['about another hash', () => ({ hash: OTHER }), 'another hash'],
    ['for another request', () => ({ nonce: Buffer.alloc(16, 0x42) }), 'another request'],
    [
      'of a stranger',
      async () => ({ stranger: await stampSigner(await makeAuthority('Somebody')) }),
      'does not lead to TIMESTAMP_CA_FILE',
    ],
    [
      'of a certificate for something else',
      async () => ({ stranger: await signer({ usage: '1.3.6.1.5.5.7.3.2' }) }),
      'not for time stamps',
    ],
    [
      'of a certificate that had expired',
      async () => ({ stranger: await signer({ from: -30 * HOUR, until: -2 * HOUR }) }),
      'not valid',
    ],
    [
      'signed with another key',
      async () => ({
        stranger: { certificate: (await signer({})).certificate, key: (await signer({})).key },
      }),
      'signature is false',
    ],
    ['changed after it was signed', () => ({ forge: true }), 'changed'],
    ['that does not say which certificate is meant', () => ({ withoutSigningCertificate: true }), 'lacks'],
    ['that is refused', () => ({ status: 2 }), 'status 2'],
    ['that is a failure', () => ({ http: { status: 500, body: Buffer.from('sorry') } }), 'HTTP 500'],
    ['that is something else', () => ({ http: { status: 200, body: Buffer.from('hello') } }), 'read'],
    ['without end', () => ({ http: { status: 200, body: Buffer.alloc(200_000) } }), 'too long'],
  ])('%s is refused', async (_what, twist, why) => {
    expect(await stamped(await twist())).toContain(why);
  });

  it('of nobody there is refused', async () => {
    const nobody = new Rfc3161Authority('http://127.0.0.1:1/', [tsa.anchor]);
    await expect(nobody.stamp(HASH, signal)).rejects.toThrow('does not answer');
  });
});
