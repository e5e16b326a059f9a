import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escapeJson } from '../../simulator/index.js';
import { mutantsOf, randomFrom } from '../support/mutants.js';
import { answer } from '../support/raffle.js';
import { SAMPLE_ACCOUNT, SAMPLE_NUMBER, samples, updatesIn } from '../support/samples.js';
import { APP_SECRET, startService, type TestService } from '../support/service.js';

const ALL = samples();
let service: TestService;

beforeAll(async () => {
  service = await startService({ env: { ROLE: 'web' } });
  service.simulator.addNumber({ phoneNumberId: SAMPLE_NUMBER, wabaId: SAMPLE_ACCOUNT });
  const channel = { phoneNumberId: SAMPLE_NUMBER, businessAccountId: SAMPLE_ACCOUNT };
  const credentials = { accessToken: 'a-token-of-the-samples', appSecrets: [APP_SECRET] };
  await answer(service.api('POST', '/channels', { ...channel, ...credentials }));
});
afterAll(() => service.stop());

/** Every update ever taken, repeats included. */
async function taken(): Promise<number> {
  const row = await service.db.database.first<{ n: string }>(
    'select coalesce(sum(seen), 0) as n from inbox_key',
  );
  return Number(row?.n);
}

async function rows(): Promise<number> {
  const row = await service.db.database.first<{ n: string }>('select count(*) as n from inbox');
  return Number(row?.n);
}

/** Posts bodies, a few at once; each is acknowledged. */
async function post(bodies: readonly (string | Buffer)[]): Promise<void> {
  for (let at = 0; at < bodies.length; at += 8) {
    const answers = await Promise.all(bodies.slice(at, at + 8).map((body) => service.post(body)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  }
}

/** One body of many: their entries behind each other, as Meta batches. */
function merged(jsons: readonly unknown[]): string {
  const entry = jsons.flatMap((json) => (json as { entry: unknown[] }).entry);
  return escapeJson({ object: 'whatsapp_business_account', entry });
}

const mergeable = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && Array.isArray(Reflect.get(json, 'entry'));

describe('a delivery', () => {
  it.each(ALL.map(({ name, body }) => ({ name, body })))(
    'of sample $name is acknowledged and counted',
    async ({ body }) => {
      const before = await taken();
      await post([body]);
      expect((await taken()) - before).toBe(updatesIn(body));
    },
  );

  it('posted again stores nothing new', async () => {
    const before = [await taken(), await rows()];
    await post(ALL.map(({ body }) => body));
    const updates = ALL.reduce((sum, { body }) => sum + updatesIn(body), 0);
    expect([await taken(), await rows()]).toEqual([before[0]! + updates, before[1]]);
  });

  it('merged of any samples in any order, up to a thousand updates, is what its parts are', async () => {
    const random = randomFrom(20_261_125);
    for (let round = 0; round < 25; round++) {
      const jsons: unknown[] = [];
      const wanted = 1 + random() * 999;
      for (let updates = 0; updates < wanted;) {
        const { json, body } = ALL[Math.floor(random() * ALL.length)]!;
        jsons.push(json);
        updates += updatesIn(body);
      }
      const body = merged(jsons);
      const before = await taken();
      await post([body]);
      expect((await taken()) - before).toBe(updatesIn(body));
    }
  });

  it(
    'with any value of any sample replaced by any other type is acknowledged and counted',
    { timeout: 300_000 },
    async () => {
      const mutants = ALL.flatMap(({ json }) => mutantsOf(json, 4));
      const whole = mutants.filter(mergeable);
      const bodies = mutants.filter((one) => !mergeable(one)).map(escapeJson);
      for (let at = 0; at < whole.length; at += 150) bodies.push(...inSize(whole.slice(at, at + 150)));
      const before = await taken();
      await post(bodies);
      expect((await taken()) - before).toBe(bodies.reduce((sum, body) => sum + updatesIn(body), 0));
      expect(mutants.length).toBeGreaterThan(20_000);
    },
  );
});

/** Merged bodies below Meta's three megabytes. */
function inSize(jsons: readonly unknown[]): string[] {
  const body = merged(jsons);
  if (body.length < 2_900_000) return [body];
  const half = Math.ceil(jsons.length / 2);
  return [...inSize(jsons.slice(0, half)), ...inSize(jsons.slice(half))];
}

describe('bytes that are no sample', () => {
  const envelope = (value: string): string =>
    `{"object":"whatsapp_business_account","entry":[{"id":"${SAMPLE_ACCOUNT}","changes":[{"field":"messages","value":${value}}]}]}`;
  const metadata = `"metadata":{"phone_number_id":"${SAMPLE_NUMBER}"}`;
  const message = (id: string): string =>
    `{"from":"5215550009999","id":"${id}","timestamp":"1795000000","type":"text","text":{"body":"hola"}}`;

  it('cut off anywhere are one unreadable row', async () => {
    const { body } = ALL.find(({ name }) => name === 'messages--text-reply-context')!;
    const random = randomFrom(7);
    const cuts = Array.from({ length: 60 }, () => body.slice(0, Math.floor(random() * (body.length - 1))));
    const distinct = [...new Set(cuts)];
    const before = await rows();
    await post(distinct);
    expect((await rows()) - before).toBe(distinct.length);
  });

  it.each<[name: string, body: string | Buffer, updates: number]>([
    ['nothing at all', '', 1],
    ['a number', '7', 1],
    ['null', 'null', 1],
    ['a list', '[[[]]]', 1],
    ['a hundred thousand brackets', '['.repeat(100_000), 1],
    [
      'invalid UTF-8 around a message',
      Buffer.from(
        envelope(`{${metadata},"messages":[${message('utf8.1').replace('hola', '\u00ff\u00fe')}]}`),
        'latin1',
      ),
      1,
    ],
    ['only invalid UTF-8', Buffer.from([0xc3, 0x28, 0xff, 0xfe, 0x00]), 1],
    ['a byte order mark', `\ufeff${envelope(`{${metadata},"messages":[${message('bom.1')}]}`)}`, 1],
    [
      'ten thousand messages',
      envelope(
        `{${metadata},"messages":[${Array.from({ length: 10_000 }, (_, i) => message(`many.${i}`)).join(',')}]}`,
      ),
      10_000,
    ],
    [
      'ten thousand entries',
      `{"entry":[${Array.from({ length: 10_000 }, (_, i) => `{"id":"${i}","changes":[{"field":"flows","value":{"n":${i}}}]}`).join(',')}]}`,
      10_000,
    ],
    [
      'ten thousand changes of nothing',
      `{"entry":[{"changes":[${Array.from({ length: 10_000 }, () => 'null').join(',')}]}]}`,
      10_000,
    ],
    [
      'duplicate keys: the last one holds',
      envelope(
        `{${metadata},"messages":[${message('first.1')}],"messages":[${message('last.1')},${message('last.2')}]}`,
      ),
      2,
    ],
    [
      'prototype keys everywhere',
      envelope(
        `{"__proto__":{"polluted":true},${metadata},"messages":[{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"id":"proto.1","from":"5215550009999","type":"toString"}]}`,
      ),
      1,
    ],
    [
      'fields named like built-ins',
      `{"entry":[{"id":"1","changes":[{"field":"__proto__","value":{}},{"field":"constructor","value":{}},{"field":"toString","value":null}]}]}`,
      3,
    ],
    [
      'ids of five thousand characters',
      envelope(
        `{${metadata},"messages":[${message('i'.repeat(5_000))},{"from":"${'9'.repeat(5_000)}","id":"long.2","type":"${'t'.repeat(5_000)}"}],"statuses":[{"id":"${'s'.repeat(5_000)}","status":"${'w'.repeat(5_000)}"}]}`,
      ),
      3,
    ],
  ])('%s: acknowledged, counted', async (_name, body, updates) => {
    const before = await taken();
    await post([body]);
    expect((await taken()) - before).toBe(updates);
  });

  it('none of it has reached the prototype of anything', () => {
    expect({}).not.toHaveProperty('polluted');
  });

  it('duplicate keys keep the last value, as every JSON parser of Meta’s readers does', async () => {
    const kept = await service.db.database.rows<{ wamid: string }>(
      `select wamid from inbox where wamid in ('first.1', 'last.1', 'last.2') order by wamid`,
    );
    expect(kept.map(({ wamid }) => wamid)).toEqual(['last.1', 'last.2']);
  });

  it('beyond three megabytes are refused, and nothing of them is kept', async () => {
    const before = await rows();
    const body = envelope(`{${metadata},"messages":[${message('x'.repeat(3 * 1024 * 1024))}]}`);
    expect((await service.post(body)).status).toBe(413);
    expect(await rows()).toBe(before);
  });
});
