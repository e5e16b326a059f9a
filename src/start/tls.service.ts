import type { Server, ServerOptions } from 'node:https';
import { Logger } from '@nestjs/common';
import { readTlsFiles, type Config, type MtlsConfig, type TlsFiles } from '../platform/index.js';

/** Certificates are renewed by programs that ask nobody; a minute is soon enough. */
const RE_READ_MS = 60_000;

/** TLS settings of the listener, or null where a proxy ends TLS. No client is turned away here: only deliveries need a certificate. */
export function tlsOptions({ mtls }: Config): ServerOptions | null {
  if (mtls.mode !== 'listener') return null;
  const read = readTlsFiles(mtls);
  if (read.kind === 'faults') throw new Error(read.faults.join(', '));
  return { ...read.files, requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2' };
}

/**
 * Uses new certificate files for new connections as soon as they are whole and fit together; until then the old ones go on. Files
 * are compared by content: watching a path does not see through the symbolic links that containers exchange.
 * @returns how to stop looking
 */
export function followFiles(
  server: Server,
  mtls: Extract<MtlsConfig, { mode: 'listener' }>,
  everyMs = RE_READ_MS,
): () => void {
  const logger = new Logger('Tls');
  let used = readTlsFiles(mtls);
  let told = '';
  const timer = setInterval(() => {
    const now = readTlsFiles(mtls);
    const faults = now.kind === 'faults' ? now.faults.join(', ') : '';
    if (faults !== '' && faults !== told)
      logger.warn(`the certificate files cannot be used, the ones before go on: ${faults}`);
    told = faults;
    if (now.kind === 'faults') return;
    if (used.kind === 'faults' || !same(used.files, now.files)) {
      server.setSecureContext(now.files);
      used = now;
      logger.log('the certificate files have changed and are used from now on');
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

function same(a: TlsFiles, b: TlsFiles): boolean {
  return a.ca === b.ca && a.cert === b.cert && a.key === b.key;
}
