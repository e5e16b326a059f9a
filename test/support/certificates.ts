import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const DAY = 24 * 60 * 60_000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A certificate with its key, both PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate authority of this test. */
export interface Authority {
  /** Its own certificate, PEM. */
  readonly cert: string;
  issue(
    subject: string,
    options?: { from?: number; until?: number; server?: boolean; usage?: string },
  ): Promise<Certificate>;
}

export async function makeAuthority(name: string, untilDays = 30): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const own = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: `CN=${name}`,
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + untilDays * DAY),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  let serial = 1;
  return {
    cert: `${own.toString('pem')}\n`,
    issue: async (subject, { from = -DAY, until = DAY, server = false, usage } = {}) => {
      const leaf = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
      const cert = await x509.X509CertificateGenerator.create({
        serialNumber: (++serial).toString(16).padStart(2, '0'),
        subject,
        issuer: own.subject,
        notBefore: new Date(Date.now() + from),
        notAfter: new Date(Date.now() + until),
        signingAlgorithm: ALGORITHM,
        publicKey: leaf.publicKey,
        signingKey: keys.privateKey,
        extensions: [
          new x509.ExtendedKeyUsageExtension(
            [usage ?? (server ? '1.3.6.1.5.5.7.3.1' : '1.3.6.1.5.5.7.3.2')],
            usage !== undefined,
          ),
          ...(server ? [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])] : []),
        ],
      });
      const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', leaf.privateKey));
      return { cert: `${cert.toString('pem')}\n`, key: pem('PRIVATE KEY', key) };
    },
  };
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').replaceAll(/.{64}/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}
