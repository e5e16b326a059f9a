import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { MtlsConfig } from './mtls.js';

/** What a listener needs; PEM, each perhaps with several certificates. */
export interface TlsFiles {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

export type ReadTlsFiles =
  | { readonly kind: 'files'; readonly files: TlsFiles }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

/** The files of a listener, checked: TLS can be spoken with them. Faults name the variable, never a content. */
export function readTlsFiles(mtls: Extract<MtlsConfig, { mode: 'listener' }>): ReadTlsFiles {
  const faults: string[] = [];
  const read = (name: string, path: string): string => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      faults.push(`${name} cannot be read`);
      return '';
    }
  };
  const ca = read('WEBHOOK_MTLS_CA_FILE', mtls.caFile);
  const cert = read('WEBHOOK_MTLS_CERT_FILE', mtls.certFile);
  const key = read('WEBHOOK_MTLS_KEY_FILE', mtls.keyFile);
  if (faults.length === 0) faults.push(...contentFaults({ ca, cert, key }));
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'files', files: { ca, cert, key } };
}

function contentFaults({ ca, cert, key }: TlsFiles): string[] {
  const faults: string[] = [];
  if (certificatesOf(ca) === null) faults.push('WEBHOOK_MTLS_CA_FILE holds no certificate in PEM');
  if (certificatesOf(cert) === null) faults.push('WEBHOOK_MTLS_CERT_FILE holds no certificate in PEM');
  if (faults.length > 0) return faults;
  try {
    createSecureContext({ ca, cert, key });
    return [];
  } catch {
    return ['WEBHOOK_MTLS_KEY_FILE does not hold the key of WEBHOOK_MTLS_CERT_FILE'];
  }
}

/** What keeps a file of certificates to believe from being used. */
export function caFileFaults(name: string, path: string): string[] {
  try {
    return certificatesOf(readFileSync(path, 'utf8')) === null ? [`${name} holds no certificate in PEM`] : [];
  } catch {
    return [`${name} cannot be read`];
  }
}

/** All certificates of a PEM file; null where one cannot be read, or there is none. */
export function certificatesOf(pem: string): X509Certificate[] | null {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?(?:-----END CERTIFICATE-----|$)/g) ?? [];
  try {
    return blocks.length === 0 ? null : blocks.map((block) => new X509Certificate(block));
  } catch {
    return null;
  }
}
