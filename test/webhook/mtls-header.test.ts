import { request } from 'node:http';
import { fastify } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Metrics, Problem, readConfig } from '../../src/platform/index.js';
import { guardDeliveries } from '../../src/webhook/index.js';
import { sign, startService, type TestService } from '../support/service.js';

const SUBJECT = 'CN=client.webhooks.fbclientcerts.com,O=Meta Platforms Inc.,C=US';
const GOOD = ['X-Client-Subject', SUBJECT, 'X-Client-Verify', 'SUCCESS'];
const BODY = JSON.stringify({ object: 'whatsapp_business_account', entry: [] });
const HEADER_MODE = {
  WEBHOOK_MTLS_MODE: 'header',
  WEBHOOK_MTLS_HEADER: 'X-Client-Subject',
  WEBHOOK_MTLS_VERIFY_HEADER: 'X-Client-Verify',
};

let service: TestService;

beforeAll(async () => {
  service = await startService({ env: { ROLE: 'web', TRUST_PROXY: '127.0.0.1', ...HEADER_MODE } });
});
afterAll(() => service.stop());

/** Posts with these header lines, as they are; the status. */
function post(origin: string, lines: readonly string[], signature = sign(BODY)): Promise<number> {
  const headers = [...lines, 'Host', 'x', 'Content-Length', String(BODY.length)];
  return new Promise((resolve, reject) => {
    const asked = request(
      `${origin}/webhook`,
      { method: 'POST', headers: [...headers, 'X-Hub-Signature-256', signature] },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    asked.on('error', reject);
    asked.end(BODY);
  });
}

async function stored(): Promise<number> {
  const row = await service.db.database.first<{ n: number }>(
    'select count(*)::int as n from webhook_delivery',
  );
  return row?.n ?? -1;
}

describe('behind a proxy that says whose the certificate was', () => {
  it('a delivery passes with one good line of each header, in any case', async () => {
    const before = await stored();
    expect(await post(service.origin, GOOD)).toBe(200);
    expect(await post(service.origin, ['x-CLIENT-subject', SUBJECT, 'x-client-verify', 'SUCCESS'])).toBe(200);
    expect(await stored()).toBe(before + 1); // a repeat of the same bytes is counted, not kept again
    expect(await post(service.origin, GOOD, sign('another'))).toBe(401);
  });

  it('a delivery without is refused before anything is stored', async () => {
    const before = await stored();
    const refused = [
      [],
      GOOD.slice(0, 2),
      GOOD.slice(2),
      ['X-Client-Subject', 'CN=evil.example', ...GOOD.slice(2)],
      [...GOOD.slice(0, 2), 'X-Client-Verify', 'FAILED:unable to verify'],
      [...GOOD.slice(0, 2), 'X-Client-Verify', 'NONE'],
      [...GOOD, ...GOOD.slice(0, 2)],
      [...GOOD, 'x-client-subject', 'CN=evil.example'],
      ['X-CLIENT-SUBJECT', '', ...GOOD],
      [...GOOD, 'X-CLIENT-VERIFY', 'SUCCESS'],
      ['X_Client_Subject', SUBJECT, ...GOOD.slice(2)],
    ];
    for (const lines of refused) expect([lines, await post(service.origin, lines)]).toEqual([lines, 403]);
    expect(await stored()).toBe(before);
  });

  it('other routes and the handshake ask for nothing', async () => {
    expect((await fetch(`${service.origin}/health/live`)).status).toBe(200);
    expect(await service.simulator.verifyWebhook('demo-verify-token')).toBe(true);
  });
});

/** Only the guard before a route that takes everything, with the proxy settings of an environment. */
async function guarded(trustProxy: string | false, test: (origin: string) => Promise<void>): Promise<void> {
  const mtls = {
    mode: 'header',
    commonName: 'client.webhooks.fbclientcerts.com',
    header: 'x-client-subject',
    verifyHeader: 'x-client-verify',
    caFile: null,
  } as const;
  const server = fastify({ trustProxy });
  guardDeliveries(server, readConfig({ DEMO: '1' }).with({ mtls, trustProxy }), new Metrics());
  server.setErrorHandler((error, _request, reply) =>
    reply.code(error instanceof Problem ? error.status : 500).send(),
  );
  server.addContentTypeParser('*', (_request, _body, done) => done(null));
  server.post('/webhook', () => 'ok');
  try {
    await test(await server.listen({ host: '127.0.0.1', port: 0 }));
  } finally {
    await server.close();
  }
}

describe('whoever connects from no proxy of ours', () => {
  it.each([
    false,
    '10.0.0.0/8',
    '127.0.0.2',
    '::1',
    'linklocal',
    'uniquelocal',
    '192.168.0.0/16, fd00::/8, 203.0.113.7',
  ] as const)('cannot forge the header with TRUST_PROXY=%s', async (trustProxy) => {
    await guarded(trustProxy, async (origin) => {
      const claims = [
        [],
        ['X-Forwarded-For', '10.0.0.1'],
        ['X-Forwarded-For', '127.0.0.2'],
        ['X-Forwarded-For', '10.0.0.1, 192.168.0.1, 203.0.113.7, ::1, 127.0.0.1'],
        ['Forwarded', 'for=10.0.0.1', 'X-Real-IP', '10.0.0.1'],
      ];
      for (const claim of claims) expect(await post(origin, [...claim, ...GOOD])).toBe(403);
    });
  });

  it.each(['127.0.0.1', 'loopback', '10.0.0.0/8, 127.0.0.0/8'])(
    'is not whoever connects from TRUST_PROXY=%s, wherever the request came from first',
    async (trustProxy) => {
      await guarded(trustProxy, async (origin) => {
        expect(await post(origin, GOOD)).toBe(200);
        expect(await post(origin, ['X-Forwarded-For', '157.240.1.1', ...GOOD])).toBe(200);
      });
    },
  );
});
