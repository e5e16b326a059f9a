import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO } from '../../src/platform/index.js';
import { sign, startService, type TestService } from '../support/service.js';

let service: TestService;

beforeAll(async () => {
  service = await startService({ env: { ROLE: 'web' } });
});
afterAll(() => service.stop());

interface Row {
  kind: string;
  state: string;
  type: string | null;
  field: string | null;
  seen: number;
}

/** The rows of the last delivery that was stored. */
function rowsOf(body: string | Buffer): Promise<Row[]> {
  return service.db.database.rows<Row>(
    `select i.kind, i.state, i.type, i.field, k.seen from inbox i join inbox_key k on k.key = i.key
     where i.delivery_id = (select id from webhook_delivery where body = $1 order by id limit 1) order by i.id`,
    [Buffer.from(body)],
  );
}

function textMessage(id: string, body: string, from = '5215550001111'): object {
  return { from, id, timestamp: '1795000000', type: 'text', text: { body } };
}

function delivery(messages: object[], phoneNumberId: string = DEMO.phoneNumberId): string {
  const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: phoneNumberId }, messages };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: DEMO.businessAccountId, changes: [{ field: 'messages', value }] }],
  });
}

describe('the handshake', () => {
  const ask = (query: Record<string, string>): Promise<Response> =>
    fetch(`${service.origin}/webhook?${new URLSearchParams(query).toString()}`);

  it('echoes the challenge as plain text to whoever knows the token', async () => {
    const answer = await ask({
      'hub.mode': 'subscribe',
      'hub.challenge': '1158201444',
      'hub.verify_token': DEMO.verifyToken,
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await answer.text()).toBe('1158201444');
    expect(await service.simulator.verifyWebhook(DEMO.verifyToken)).toBe(true);
  });

  it.each([
    { 'hub.mode': 'subscribe', 'hub.challenge': '1', 'hub.verify_token': 'wrong-token-000' },
    { 'hub.mode': 'subscribe', 'hub.challenge': '<script>', 'hub.verify_token': DEMO.verifyToken },
    { 'hub.mode': 'unsubscribe', 'hub.challenge': '1', 'hub.verify_token': DEMO.verifyToken },
    { 'hub.mode': 'subscribe', 'hub.challenge': '1' },
  ])('is forbidden for %o', async (query) => {
    expect((await ask(query as Record<string, string>)).status).toBe(403);
  });
});

describe('a delivery', () => {
  it('without a fitting signature is refused before anything is stored', async () => {
    const body = delivery([textMessage('wamid.unsigned', 'hola')]);
    for (const signature of ['', 'sha256=00', sign(body, 'another-secret'), sign(`${body} `)])
      expect((await service.post(body, signature)).status).toBe(401);
    expect(await rowsOf(body)).toEqual([]);
  });

  it('is stored with its exact bytes before it is acknowledged', async () => {
    const body = String.raw`{"object":"whatsapp_business_account","entry":[{"id":"${DEMO.businessAccountId}","changes":[{"value":{"metadata":{"phone_number_id":"${DEMO.phoneNumberId}"},"messages":[{"from":"521555","id":"wamid.escaped","timestamp":"1795000000","type":"text","text":{"body":"Pe\u00f1a a\/b"}}]},"field":"messages"}]}]}`;
    expect((await service.post(body)).status).toBe(200);
    const [row] = await rowsOf(body);
    expect(row).toMatchObject({ kind: 'message', state: 'pending', type: 'text', seen: 1 });
  });

  it('posted twenty times at once has one effect', async () => {
    const body = delivery([textMessage('wamid.twenty', 'hola')]);
    const answers = await Promise.all(Array.from({ length: 20 }, () => service.post(body)));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200));
    const rows = await rowsOf(body);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.seen).toBe(20);
  });

  it('may carry one update twice, and repeat one of another delivery', async () => {
    await service.post(delivery([textMessage('wamid.a', 'hola')]));
    const body = delivery([
      textMessage('wamid.a', 'hola'),
      textMessage('wamid.b', 'hola'),
      textMessage('wamid.b', 'hola'),
    ]);
    await service.post(body);
    expect((await rowsOf(body)).map((row) => row.seen)).toEqual([2]);
  });

  it('of a thousand updates and almost three megabytes is taken', async () => {
    const filler = 'ñ'.repeat(1_350);
    const body = delivery(
      Array.from({ length: 1_000 }, (_, i) => textMessage(`wamid.big.${i}`, filler, `52155500${i}`)),
    );
    expect(Buffer.byteLength(body)).toBeGreaterThan(2_700_000);
    expect((await service.post(body)).status).toBe(200);
    expect(await rowsOf(body)).toHaveLength(1_000);
  });

  it('above three megabytes is refused as too large', async () => {
    const answer = await service.post('x'.repeat(3 * 1024 * 1024 + 1));
    expect(answer.status).toBe(413);
  });

  it('for a number of another app, of nobody, or of the dashboard’s test button is kept and ignored', async () => {
    for (const phoneNumberId of ['999999999999', '123456123']) {
      const body = delivery([textMessage(`wamid.${phoneNumberId}`, 'hola')], phoneNumberId);
      expect((await service.post(body)).status).toBe(200);
      expect((await rowsOf(body)).map((row) => row.state)).toEqual(['ignored']);
    }
  });

  it('of a field nobody acts on is kept', async () => {
    const body = readFileSync(
      join(import.meta.dirname, '../webhook-samples/account_update--account-deleted.json'),
    );
    expect((await service.post(body)).status).toBe(200);
    expect(await rowsOf(body)).toMatchObject([{ kind: 'change', state: 'ignored', field: 'account_update' }]);
  });
});

describe('bad content among fifty good requests of one commit', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const wrapped = (messages: string): string =>
    `{"object":"whatsapp_business_account","entry":[{"id":"${DEMO.businessAccountId}","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"${DEMO.phoneNumberId}"},"messages":[${messages}]}}]}]}`;
  const cases: Record<string, [body: string, kind: string, state: string]> = {
    'malformed JSON': ['{"object":', 'unreadable', 'unreadable'],
    'an unknown object': [
      '{"object":"page","entry":[{"id":"7","changes":[{"field":"feed","value":{}}]}]}',
      'change',
      'ignored',
    ],
    'no contacts': [
      wrapped('{"from":"521556","id":"bad.1","timestamp":"1795000000","type":"text","text":{"body":"x"}}'),
      'message',
      'pending',
    ],
    'no from but a user id': [
      wrapped('{"from_user_id":"MX.77","id":"bad.2","type":"text","text":{"body":"x"}}'),
      'message',
      'pending',
    ],
    'no sender at all': [wrapped('{"id":"bad.3","type":"text"}'), 'message', 'ignored'],
    milliseconds: [
      wrapped('{"from":"521557","id":"bad.4","timestamp":"1795000000000","type":"text"}'),
      'message',
      'pending',
    ],
    'a NUL': [
      wrapped(
        String.raw`{"from":"521558\u0000","id":"bad.5\u0000","type":"te\u0000xt","text":{"body":"\u0000"}}`,
      ),
      'message',
      'pending',
    ],
    'a lone surrogate': [
      wrapped(String.raw`{"from":"521559","id":"bad.6\ud800","type":"\udfff","text":{"body":"\ud83c"}}`),
      'message',
      'pending',
    ],
    'a number beyond numbers': [
      wrapped('{"from":"521560","id":"bad.7","timestamp":1e200000,"type":"text"}'),
      'message',
      'pending',
    ],
    'a hundred thousand brackets': [
      wrapped(`{"from":"521561","id":"bad.8","type":"x","x":${deep}}`),
      'message',
      'pending',
    ],
    'brackets instead of a message': [wrapped(deep), 'message', 'ignored'],
  };

  it.each(Object.keys(cases))('%s is a stored row and loses no neighbour', async (name) => {
    const [bad, kind, state] = cases[name]!;
    const good = Array.from({ length: 50 }, (_, i) =>
      delivery([textMessage(`good.${name}.${i}`, 'hola', `5215600${i}`)]),
    );
    const bodies = good.toSpliced(25, 0, bad);
    const answers = await Promise.all(bodies.map((body) => service.post(body)));
    expect(answers.every((answer) => answer.status === 200)).toBe(true);
    expect(await rowsOf(bad)).toMatchObject([{ kind, state }]);
    for (const body of good) expect(await rowsOf(body)).toHaveLength(1);
  });
});
