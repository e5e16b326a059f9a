import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/platform/index.js';
import { GraphClient } from '../../src/whatsapp/graph/graph.client.js';
import { HttpClient } from '../../src/whatsapp/graph/http-client.service.js';
import { MediaClient } from '../../src/whatsapp/media/media.client.js';
import type { Channel } from '../../src/whatsapp/index.js';

const FILE = randomBytes(300_000);
const SHA256 = createHash('sha256').update(FILE).digest();
const CHANNEL: Channel = {
  id: '01900000-0000-7000-8000-00000000c0de',
  portfolioId: '01900000-0000-7000-8000-000000000001',
  phoneNumberId: '106540352242922',
  wabaId: '1',
  accessToken: 'EAAGsecrettoken',
  displayDigits: null,
  businessId: null,
  appSecrets: [],
};

describe('downloading a file somebody sent', () => {
  let meta: FastifyInstance;
  let base = '';
  let http: HttpClient;
  let client: MediaClient;
  let info: (n: number) => object;
  let file: (reply: FastifyReply, n: number) => unknown;
  let asked: { infos: number; files: number; tokens: unknown[] };

  beforeAll(async () => {
    meta = fastify();
    meta.get('/v23.0/:id', (request, reply) => {
      asked.tokens.push(request.headers.authorization);
      const answer = info(++asked.infos);
      return reply.code('error' in answer ? 400 : 200).send(answer);
    });
    meta.get('/file', (request, reply) => {
      asked.tokens.push(request.headers.authorization);
      return file(reply, ++asked.files);
    });
    meta.get('/elsewhere', (_request, reply) => reply.send(FILE));
    await meta.listen({ port: 0, host: '127.0.0.1' });
    base = `http://127.0.0.1:${(meta.server.address() as AddressInfo).port}`;
    const config = readConfig({
      NODE_ENV: 'test',
      GRAPH_API_BASE_URL: base,
      WHATSAPP_VERIFY_TOKEN: 'a-verify-token',
      WHATSAPP_APP_SECRET: 'an-app-secret',
      WHATSAPP_ACCESS_TOKEN: 'a-token-not-used',
      WHATSAPP_PHONE_NUMBER_ID: '1',
      WHATSAPP_BUSINESS_ACCOUNT_ID: '1',
    });
    http = new HttpClient();
    client = new MediaClient(config, new GraphClient(config, http), http);
  });
  afterAll(async () => {
    http.onApplicationShutdown();
    await meta.close();
  });
  beforeEach(() => {
    asked = { infos: 0, files: 0, tokens: [] };
    info = () => ({
      url: `${base}/file`,
      sha256: SHA256.toString('hex'),
      file_size: FILE.length,
      mime_type: 'image/jpeg',
    });
    file = (reply) => reply.send(FILE);
  });

  const download = (change: { url?: string; sha256?: Buffer; maxBytes?: number } = {}) =>
    client.download({
      channel: CHANNEL,
      mediaId: '2754859441498128',
      url: change.url ?? null,
      sha256: change.sha256 ?? null,
      maxBytes: change.maxBytes ?? 10 * 1024 * 1024,
      signal: AbortSignal.timeout(5_000),
    });

  it('asks for its address, then for its bytes, both with the token of the number', async () => {
    const result = await download({ sha256: SHA256 });
    expect(result).toEqual({ kind: 'file', bytes: FILE, sha256: SHA256 });
    expect(asked.tokens).toEqual(['Bearer EAAGsecrettoken', 'Bearer EAAGsecrettoken']);
  });

  it('reads a checksum in base64 as well', async () => {
    info = () => ({ url: `${base}/file`, sha256: SHA256.toString('base64') });
    expect(await download()).toMatchObject({ kind: 'file' });
  });

  it('fetches it from the address its message came with, without asking', async () => {
    const result = await download({ url: `${base}/file`, sha256: SHA256 });
    expect(result).toEqual({ kind: 'file', bytes: FILE, sha256: SHA256 });
    expect(asked).toMatchObject({ infos: 0, files: 1, tokens: ['Bearer EAAGsecrettoken'] });
  });

  it.each<[string, (reply: FastifyReply) => unknown]>([
    ['has run out', (reply) => reply.code(404).send('Not Found')],
    ['is refused', (reply) => reply.code(401).send('')],
    ['gives other bytes', (reply) => reply.send(randomBytes(10))],
    ['leads elsewhere', (reply) => reply.redirect(`${base}/elsewhere`)],
    ['is cut off', (reply) => cutOff(reply)],
  ])('asks for an address where the one of the message %s', async (_what, first) => {
    file = (reply, n) => (n === 1 ? first(reply) : reply.send(FILE));
    const result = await download({ url: `${base}/file`, sha256: SHA256 });
    expect(result).toMatchObject({ kind: 'file', bytes: FILE });
    expect(asked).toMatchObject({ infos: 1, files: 2 });
  });

  it('does not trust an address on another host, nor bytes the message has no checksum for', async () => {
    const elsewhere = base.replace('127.0.0.1', 'localhost');
    expect(await download({ url: `${elsewhere}/file`, sha256: SHA256 })).toMatchObject({ kind: 'file' });
    expect(await download({ url: `${base}/file` })).toMatchObject({ kind: 'file' });
    expect(asked).toMatchObject({ infos: 2, files: 2 });
  });

  it('does not go on to another address once it was told to stop', async () => {
    const stop = new AbortController();
    file = (reply) => {
      stop.abort();
      return cutOff(reply);
    };
    const request = { channel: CHANNEL, mediaId: '1', url: `${base}/file`, sha256: SHA256 };
    const aborted = client.download({ ...request, maxBytes: FILE.length, signal: stop.signal });
    await expect(aborted).rejects.toThrow('a file could not be fetched');
    expect(asked.infos).toBe(0);
  });

  it.each([
    ['the message', () => download({ url: `${base}/file`, sha256: SHA256, maxBytes: 1_000 })],
    ['Meta', () => download({ maxBytes: 1_000 })],
  ])('reads nothing of what its own length says is too big, at an address of %s', async (_whose, run) => {
    info = () => ({ url: `${base}/file` });
    file = (reply) => announce(reply, FILE.length);
    expect(await run()).toEqual({ kind: 'refused', why: 'too_big' });
    expect(asked.files).toBe(1);
  });

  it('takes nothing beyond what Meta passes on, whatever the caller would', async () => {
    info = () => ({ url: `${base}/file`, file_size: 101 * 1024 * 1024 });
    expect(await download({ maxBytes: Infinity })).toEqual({ kind: 'refused', why: 'too_big' });
    info = () => ({ url: `${base}/file` });
    file = (reply) => announce(reply, 101 * 1024 * 1024);
    expect(await download({ maxBytes: Infinity })).toEqual({ kind: 'refused', why: 'too_big' });
  });

  it.each([
    ['Meta’s own', () => download()],
    ['the message’s', () => download({ sha256: randomBytes(32) })],
  ])('refuses bytes that do not fit %s checksum', async (whose, run) => {
    if (whose === 'Meta’s own')
      info = () => ({ url: `${base}/file`, sha256: randomBytes(32).toString('hex') });
    expect(await run()).toEqual({ kind: 'refused', why: 'checksum' });
  });

  it('does not even fetch what Meta says is too big', async () => {
    info = () => ({ url: `${base}/file`, file_size: String(11 * 1024 * 1024) });
    expect(await download()).toEqual({ kind: 'refused', why: 'too_big' });
    expect(asked.files).toBe(0);
  });

  it('stops reading at the limit where Meta says nothing of the size', async () => {
    info = () => ({ url: `${base}/file` });
    let sent = 0;
    const endless = function* (): Generator<Buffer> {
      for (; sent < 1_000; sent++) yield FILE;
    };
    file = (reply) => reply.send(Readable.from(endless()));
    expect(await download({ maxBytes: 1024 * 1024 })).toEqual({ kind: 'refused', why: 'too_big' });
    expect(sent).toBeLessThan(1_000);
  });

  it('never shows the token to another host', async () => {
    const hosts = [
      'https://evil.example',
      'https://lookaside.fbsbx.com.evil.example',
      'http://lookaside.fbsbx.com',
      base.replace('127.0.0.1', 'localhost'),
    ];
    for (const host of hosts) {
      info = () => ({ url: `${host}/file` });
      await expect(download()).rejects.toThrow('a file lies on a host we do not ask');
    }
    expect(asked.files).toBe(0);
  });

  it('follows no redirect', async () => {
    file = (reply) => reply.redirect(`${base}/elsewhere`);
    await expect(download()).rejects.toThrow('a file could not be fetched (HTTP 302)');
  });

  it('asks for a new address once when the old one ran out, then gives the file up', async () => {
    file = (reply, n) => (n === 1 ? reply.code(404).send('Not Found') : reply.send(FILE));
    expect(await download()).toMatchObject({ kind: 'file' });
    expect(asked).toMatchObject({ infos: 2, files: 2 });
    file = (reply) => reply.code(404).send('Not Found');
    expect(await download()).toEqual({ kind: 'refused', why: 'gone' });
  });

  it('gives up a file Meta does not have any more, and fails where trying later may help', async () => {
    info = () => ({ error: { code: 100, error_subcode: 33, message: 'Unsupported request' } });
    expect(await download()).toEqual({ kind: 'refused', why: 'gone' });
    info = () => ({ error: { code: 131000, message: 'secret EAAGsecrettoken' } });
    const fault = await download().catch((error: unknown) => error);
    expect(fault).toMatchObject({ name: 'GraphFault', code: 131000 });
    expect(JSON.stringify(fault) + String(fault)).not.toContain('EAAGsecrettoken');
    info = () => ({ url: `${base}/file` });
    file = (reply) => reply.code(500).send('');
    await expect(download()).rejects.toMatchObject({ httpStatus: 500 });
  });

  it('notices a connection cut in the middle', async () => {
    file = cutOff;
    await expect(download()).rejects.toThrow('a file could not be fetched');
  });
});

function cutOff(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-length': FILE.length });
  reply.raw.write(FILE.subarray(0, 1000), () => reply.raw.destroy());
}

/** Says how long it is, gives a little, and never ends. */
function announce(reply: FastifyReply, length: number): void {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-length': length });
  reply.raw.write(FILE.subarray(0, 100));
}
