import { writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request, Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type SecureContextOptions, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO } from '../../src/platform/index.js';
import { followFiles } from '../../src/start/tls.service.js';
import { makeAuthority, type Authority, type Certificate } from '../support/certificates.js';
import { sign, startService, type TestService } from '../support/service.js';

const META = 'CN=client.webhooks.fbclientcerts.com, O=Meta Platforms Inc., C=US';
const BODY = JSON.stringify({ object: 'whatsapp_business_account', entry: [] });

let service: TestService;
let folder: string;
let meta: Authority;
let ours: Authority;
let client: Certificate;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'talonario-mtls-'));
  meta = await makeAuthority('Outbound API of the test');
  ours = await makeAuthority('Public authority of the test');
  client = await meta.issue(META);
  await writeFile(at('ca.pem'), meta.cert);
  await writeServer(await ours.issue('CN=rifas.example', { server: true }));
  service = await startService({
    env: {
      ROLE: 'web',
      WEBHOOK_MTLS_MODE: 'listener',
      WEBHOOK_MTLS_CA_FILE: at('ca.pem'),
      WEBHOOK_MTLS_CERT_FILE: at('server.pem'),
      WEBHOOK_MTLS_KEY_FILE: at('server-key.pem'),
    },
  });
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true });
});

function at(name: string): string {
  return join(folder, name);
}

async function writeServer({ cert, key }: Certificate): Promise<void> {
  await writeFile(at('server.pem'), cert);
  await writeFile(at('server-key.pem'), key);
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function call(
  path: string,
  options: {
    method?: string;
    certificate?: Certificate | null;
    agent?: Agent;
    headers?: Record<string, string>;
    body?: string;
  } = {},
): Promise<Answer> {
  const { method = 'GET', certificate = null, agent = new Agent({ maxCachedSessions: 0 }) } = options;
  return new Promise((resolve, reject) => {
    const asked = request(
      `${service.origin}${path}`,
      { method, ca: ours.cert, agent, ...options, ...certificate },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(options.body);
  });
}

/** A signed delivery over a connection with this client certificate. */
function deliver(certificate: Certificate | null, body = BODY): Promise<Answer> {
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': sign(body) };
  return call('/webhook', { method: 'POST', certificate, headers, body });
}

async function stored(): Promise<number> {
  const row = await service.db.database.first<{ n: number }>(
    'select count(*)::int as n from webhook_delivery',
  );
  return row?.n ?? -1;
}

describe('a listener that asks for the client certificate', () => {
  it('takes a delivery from whoever has a certificate of Meta in Meta’s name', async () => {
    const before = await stored();
    expect(await deliver(client)).toEqual({ status: 200, body: 'ok' });
    expect(await stored()).toBe(before + 1);
  });

  it('stores nothing of anybody else, signed or not', async () => {
    const before = await stored();
    const foreign = await makeAuthority('Outbound API of the test'); // same name, another key
    const refused: Record<string, Certificate | null> = {
      none: null,
      'another name': await meta.issue('CN=client.other.fbclientcerts.com'),
      'two names': await meta.issue(`${META}, CN=evil.example`),
      'the name elsewhere': await meta.issue('O=client.webhooks.fbclientcerts.com, CN=evil.example'),
      'no name': await meta.issue('O=client.webhooks.fbclientcerts.com'),
      'another authority': await foreign.issue(META),
      'the authority of our own certificate': await ours.issue(META),
      expired: await meta.issue(META, { from: -2_000_000, until: -1_000_000 }),
      'not valid yet': await meta.issue(META, { from: 1_000_000, until: 2_000_000 }),
      'one for servers': await meta.issue(META, { server: true }),
    };
    const answers = await Promise.all(
      Object.entries(refused).map(async ([name, certificate]) => [name, (await deliver(certificate)).status]),
    );
    expect(answers).toEqual(Object.keys(refused).map((name) => [name, 403]));
    expect(await stored()).toBe(before);
    expect((await call('/metrics')).body).toContain(
      'talonario_webhook_certificates_refused_total{reason="none"}',
    );
  });

  it('still asks for the signature', async () => {
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': sign('another body') };
    const answer = await call('/webhook', { method: 'POST', certificate: client, headers, body: BODY });
    expect(answer.status).toBe(401);
  });

  it('refuses before the body is read', async () => {
    const { hostname, port } = new URL(service.origin);
    const socket = connect({ host: hostname, port: Number(port), ca: ours.cert });
    socket.write('POST /webhook HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n');
    const first = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
    socket.destroy();
    expect(first.toString()).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('lets everybody else in without one: pages, REST, probes, and the handshake', async () => {
    expect((await call('/health/live')).status).toBe(200);
    expect((await call('/t/none')).status).toBe(404);
    expect((await call('/api/v1/raffles')).status).toBe(401);
    const handshake = `/webhook?hub.mode=subscribe&hub.challenge=42&hub.verify_token=${DEMO.verifyToken}`;
    expect(await call(handshake)).toEqual({ status: 200, body: '42' });
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'remembers over a resumed %s session who it was',
    async (version) => {
      const stranger = await (await makeAuthority('Somebody')).issue(META);
      for (const [certificate, status] of [
        [client, 200],
        [stranger, 403],
        [null, 403],
      ] as const) {
        const tls = { ca: ours.cert, minVersion: version, maxVersion: version, ...certificate };
        const answers = await twice(tls);
        expect(answers.map((answer) => answer.status)).toEqual([status, status]);
        expect(answers[1]?.resumed).toBe(true);
      }
    },
  );

  it('goes over to new files without a restart, and stays with the old ones while they are not whole', async () => {
    const server: unknown = service.app.getHttpServer();
    if (!(server instanceof Server)) throw new Error('no TLS server');
    const mtls = {
      mode: 'listener',
      commonName: '',
      caFile: at('ca.pem'),
      certFile: at('server.pem'),
      keyFile: at('server-key.pem'),
    } as const;
    const stop = followFiles(server, mtls, 20);
    try {
      const next = await makeAuthority('The next one');
      const nextClient = await next.issue(META);
      expect((await deliver(nextClient)).status).toBe(403);
      writeFileSync(at('ca.pem'), '-----BEGIN CERTIFICATE-----\nhalf of it');
      await sleep(100);
      expect((await deliver(client)).status).toBe(200);
      writeFileSync(at('ca.pem'), meta.cert + next.cert);
      await until(async () => (await deliver(nextClient)).status === 200);
      expect((await deliver(client)).status).toBe(200);
      writeFileSync(at('ca.pem'), next.cert);
      await until(async () => (await deliver(client)).status === 403);
      const renewed = await ours.issue('CN=renewed.example', { server: true });
      await writeServer(renewed);
      await until(async () => (await serverName()) === 'renewed.example');
    } finally {
      stop();
    }
  });
});

async function serverName(): Promise<unknown> {
  const { hostname, port } = new URL(service.origin);
  const socket = connect({ host: hostname, port: Number(port), ca: ours.cert });
  await new Promise((resolve) => socket.once('secureConnect', resolve));
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return subject.CN;
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await isTrue()) return;
    await sleep(20);
  }
  throw new Error('it did not become true');
}

/** Delivers over a new connection, then over one that resumes its session. */
async function twice(tls: SecureContextOptions): Promise<{ status: number; resumed: boolean }[]> {
  let session: Buffer | undefined;
  const answers = [];
  for (let connection = 0; connection < 2; connection++) {
    const { hostname, port } = new URL(service.origin);
    const socket = connect({ host: hostname, port: Number(port), ...tls, ...(session && { session }) });
    socket.on('session', (made) => (session = made));
    answers.push({ status: await postOver(socket), resumed: socket.isSessionReused() });
    socket.destroy();
  }
  return answers;
}

async function postOver(socket: TLSSocket): Promise<number> {
  const head = `content-length: ${BODY.length}\r\nx-hub-signature-256: ${sign(BODY)}`;
  socket.write(`POST /webhook HTTP/1.1\r\nhost: x\r\n${head}\r\n\r\n${BODY}`);
  const answer = await new Promise<Buffer>((resolve, reject) => {
    socket.once('data', resolve);
    socket.once('error', reject);
  });
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer.toString())?.[1]);
}
