import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { Config } from '../platform/index.js';
import { tlsOptions } from './tls.service.js';

/** Meta's limit for one delivery; of ours only a result's picture needs more. */
const BODY_LIMIT = 3 * 1024 * 1024;

/** A picture of 10 MB in base64, with the result it shows. */
const PICTURE_LIMIT = 14 * 1024 * 1024;
const WITH_PICTURE = /\/raffles\/:id\/lottery-results$/;

type Done = (error: Error | null, body?: unknown) => void;

/** The HTTP side under Nest. Call `keepRawBodies` on its instance once the application is made. */
export function createAdapter(config: Config): FastifyAdapter {
  const https = tlsOptions(config);
  return new FastifyAdapter({
    ...(https !== null && { https }),
    bodyLimit: BODY_LIMIT,
    trustProxy: config.trustProxy,
    forceCloseConnections: true,
    rewriteUrl: (request: IncomingMessage) => toWebhook(request.url ?? '/', config.webhookPath),
  });
}

/** Meta calls WEBHOOK_PATH; the controller has one fixed route. */
function toWebhook(url: string, webhookPath: string): string {
  const [path, query] = split(url);
  return path === webhookPath ? `/webhook${query}` : url;
}

function split(url: string): [path: string, query: string] {
  const at = url.indexOf('?');
  return at === -1 ? [url, ''] : [url.slice(0, at), url.slice(at)];
}

/**
 * The webhook gets the exact bytes: its signature is over them, and nothing of an unsigned body is parsed. Everywhere else a
 * body is JSON or refused.
 */
export function keepRawBodies(server: FastifyInstance): void {
  server.addHook('onRoute', (route: RouteOptions) => {
    if (WITH_PICTURE.test(route.url)) route.bodyLimit = PICTURE_LIMIT;
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    (request: FastifyRequest, body: Buffer, done: Done) => {
      const [path] = split(request.url);
      if (path === '/webhook') return done(null, body);
      if (!/^application\/(?:[\w.+-]+\+)?json\b/.test(request.headers['content-type'] ?? ''))
        return done(refusal(415));
      parseJson(body, done);
    },
  );
}

function parseJson(body: Buffer, done: Done): void {
  try {
    const parsed: unknown = body.length === 0 ? undefined : JSON.parse(body.toString('utf8'));
    done(null, parsed);
  } catch {
    done(refusal(400)); // the parser's own message quotes the body
  }
}

function refusal(statusCode: number): Error {
  return Object.assign(new Error('refused'), { statusCode });
}
