import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { compile } from '@fastify/proxy-addr';
import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Problem, type Config, type Metrics, type MtlsConfig } from '../platform/index.js';
import {
  judgeConnection,
  judgeForwarded,
  type CertificateVerdict,
  type SeenCertificate,
} from './client-certificate.js';

type Judge = (request: IncomingMessage) => CertificateVerdict;

/**
 * Asks deliveries for Meta's client certificate before a byte of their body is read. Other routes need none, and neither does the
 * handshake: it stores nothing and is guarded by the verify token, and operators try it with a browser.
 */
export function guardDeliveries(server: FastifyInstance, config: Config, metrics: Metrics): void {
  const judge = judgeOf(config);
  if (judge === null) return;
  const logger = new Logger('Webhook');
  const told = new Set<CertificateVerdict>();
  server.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.url !== '/webhook' || ['GET', 'HEAD'].includes(request.method)) return done();
    const verdict = judge(request.raw);
    if (verdict === 'meta') return done();
    metrics.count('webhook_certificates_refused', { reason: verdict });
    if (!told.has(verdict)) logger.warn(`deliveries are refused by their client certificate: ${verdict}`);
    told.add(verdict);
    done(new Problem(403, 'deliveries need the client certificate of Meta', { code: 'client_certificate' }));
  });
}

function judgeOf({ mtls, trustProxy }: Config): Judge | null {
  if (mtls.mode === 'off') return null;
  if (mtls.mode === 'listener')
    return (request) => judgeConnection(certificateOf(request.socket), mtls.commonName);
  return forwardedJudge(mtls, trustProxy);
}

/** The peer of the connection is asked for, never an address that a header names. */
function forwardedJudge(mtls: Extract<MtlsConfig, { mode: 'header' }>, trustProxy: string | false): Judge {
  const trusts = trustProxy === false ? () => false : compile(trustProxy.split(',').map((one) => one.trim()));
  return ({ socket, rawHeaders }) =>
    judgeForwarded(
      {
        fromProxy: socket.remoteAddress !== undefined && trusts(socket.remoteAddress, 0),
        subjects: lines(rawHeaders, mtls.header),
        verifications: mtls.verifyHeader === null ? null : lines(rawHeaders, mtls.verifyHeader),
      },
      mtls.commonName,
    );
}

/** Names and values take turns; Node's own `headers` would join repeated lines. */
function lines(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

function certificateOf(socket: IncomingMessage['socket']): SeenCertificate {
  if (!(socket instanceof TLSSocket)) return { presented: false, verified: false, commonName: null };
  const { subject } = socket.getPeerCertificate();
  const commonName: unknown = subject?.CN; // a list where there are several
  return {
    presented: subject !== undefined,
    verified: socket.authorized,
    commonName: typeof commonName === 'string' ? commonName : null,
  };
}
