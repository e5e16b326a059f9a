import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../simulator/index.js';
import { graph, NUMBER, send, startSimulator, TOKEN } from './business.js';
import { Receiver } from './receiver.js';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
const ANA = '573104445566';

let simulator: Simulator;
let receiver: Receiver;
let clock: number;

beforeEach(async () => {
  clock = Date.UTC(2026, 10, 22);
  receiver = await Receiver.start();
  simulator = await startSimulator({ now: () => clock, webhookUrl: receiver.url });
});

afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

function upload(bytes: Buffer, mime: string): ReturnType<typeof graph> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new Blob([new Uint8Array(bytes)], { type: mime }), 'file');
  return graph(simulator, `${NUMBER}/media`, { method: 'POST', body: form });
}

const download = (url: string, token = TOKEN): Promise<Response> =>
  fetch(url, { headers: { authorization: `Bearer ${token}` } });

async function received(): Promise<{ id: string; sha256: string; url: string }> {
  const ana = simulator.person({ name: 'Ana', waId: ANA });
  await ana.sendImage(PNG, 'image/png', 'Comprobante').acknowledged;
  const [message] = receiver.messages;
  expect(message).toMatchObject({
    type: 'image',
    image: { mime_type: 'image/png', caption: 'Comprobante' },
  });
  return message?.['image'] as { id: string; sha256: string; url: string };
}

describe('a picture sent by a person', () => {
  it('is fetched in two hops, its hash told in base64 and in hex', async () => {
    const image = await received();
    const node = (await graph(simulator, `${image.id}?phone_number_id=${NUMBER}`)).body;
    const digest = createHash('sha256').update(PNG).digest();
    expect(image.sha256).toBe(digest.toString('base64'));
    expect(node).toMatchObject({
      mime_type: 'image/png',
      sha256: digest.toString('hex'),
      file_size: 7,
      id: image.id,
    });
    const file = await download(String(node['url']));
    expect(file.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await file.arrayBuffer())).toEqual(PNG);
  });

  it('is not given without the token', async () => {
    const { url } = await received();
    expect((await download(url)).status).toBe(200);
    expect((await download(url, 'wrong')).status).toBe(401);
  });

  it('has an address for five minutes and an id for seven days', async () => {
    const { id, url } = await received();
    clock += 5 * 60_000 + 1000;
    expect((await download(url)).status).toBe(404);
    expect((await graph(simulator, id)).status).toBe(200);
    clock += 7 * 24 * 3_600_000;
    expect(await graph(simulator, id)).toMatchObject({ status: 400, body: { error: { error_subcode: 33 } } });
  });

  it('belongs to the number it was sent to', async () => {
    const { id } = await received();
    expect(await graph(simulator, `${id}?phone_number_id=999`)).toMatchObject({ status: 400 });
  });

  it('arrives altered, or fails at either hop, when ordered', async () => {
    const { id, url } = await received();
    simulator.failNext({ on: 'download', corrupt: true });
    simulator.failNext({ on: 'media', code: 131_052 });
    expect(Buffer.from(await (await download(url)).arrayBuffer())).not.toEqual(PNG);
    expect(await graph(simulator, id)).toMatchObject({ body: { error: { code: 131_052 } } });
    expect(Buffer.from(await (await download(url)).arrayBuffer())).toEqual(PNG);
  });
});

describe('a picture uploaded by the business', () => {
  it('can be sent by id and is seen on the phone', async () => {
    const { body } = await upload(PNG, 'image/png');
    const ana = simulator.person({ name: 'Ana', waId: ANA });
    ana.sendText('hola');
    const answer = await send(simulator, {
      to: ANA,
      type: 'image',
      image: { id: body['id'], caption: 'Tu boleto' },
    });
    expect(answer.status).toBe(200);
    expect(simulator.media(ana.last()?.media?.id ?? '')?.bytes).toEqual(PNG);
  });

  it('is refused when the type is unknown, too large or there is no file', async () => {
    expect(await upload(PNG, 'image/gif')).toMatchObject({ body: { error: { code: 131_053 } } });
    const large = await upload(Buffer.alloc(5 * 1024 * 1024 + 1), 'image/png');
    expect(large).toMatchObject({ body: { error: { code: 131_053 } } });
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    const without = await graph(simulator, `${NUMBER}/media`, { method: 'POST', body: form });
    expect(without).toMatchObject({ body: { error: { code: 131_008 } } });
  });
});
