import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO } from '../../src/platform/index.js';
import { answer } from '../support/raffle.js';
import { SAMPLE_ACCOUNT, SAMPLE_NUMBER } from '../support/samples.js';
import { APP_SECRET, startService, type TestService } from '../support/service.js';
import { Talker } from '../support/talker.js';

const SIBLING = '106540352242923';

let service: TestService;
beforeAll(async () => {
  service = await startService();
  service.simulator.addNumber({
    phoneNumberId: SIBLING,
    wabaId: DEMO.businessAccountId,
    displayPhoneNumber: '573009990001',
  });
  const number = { phoneNumberId: SIBLING, businessAccountId: DEMO.businessAccountId };
  const credentials = { accessToken: DEMO.accessToken, appSecrets: [APP_SECRET] };
  await answer(service.api('POST', '/channels', { ...number, ...credentials }));
});
afterAll(() => service.stop());

/** A body as Meta sends it, about a number of ours. */
function sample(name: string, phoneNumberId: string = DEMO.phoneNumberId): string {
  return readFileSync(join(import.meta.dirname, `../webhook-samples/${name}.json`), 'utf8')
    .replaceAll(SAMPLE_NUMBER, phoneNumberId)
    .replaceAll(SAMPLE_ACCOUNT, DEMO.businessAccountId);
}

/** Posted over signed HTTP; the rows it became, once nothing waits any more. */
async function told(body: string) {
  const rows = <T extends Record<string, unknown>>(sql: string): Promise<T[]> =>
    service.db.database.rows<T>(sql);
  const [last] = await rows<{ id: string }>('select coalesce(max(id), 0) as id from inbox');
  expect((await service.post(body)).status).toBe(200);
  await expect.poll(() => rows(`select from inbox where state = 'pending'`), { timeout: 10_000 }).toEqual([]);
  return rows<{ state: string; fault: string | null; channel: string | null }>(
    `select i.state, i.fault, c.phone_number_id as channel from inbox i left join channel c on c.id = i.channel_id
     where i.id > ${last?.id ?? 0} and i.kind in ('message', 'change') order by i.id`,
  );
}

/** People, chats and messages of ours there are. */
async function traces(): Promise<unknown> {
  return service.db.database.first(
    'select (select count(*) from contact) as people, (select count(*) from conversation) as chats, (select count(*) from outbox) as said',
  );
}

describe('A message is kept and never answered', () => {
  it.each([
    ['of a group', () => sample('messages--group-text'), 'a message of a group'],
    [
      'to a number of nobody’s',
      () => sample('messages--text-no-profile-name', '999999999999'),
      'no channel of ours',
    ],
  ])('%s', async (_what, body, reason) => {
    const before = await traces();
    expect(await told(body())).toMatchObject([{ state: 'ignored', fault: reason }]);
    expect(await traces()).toEqual(before);
  });

  it('of the dashboard’s Test button, which is shown with how often it came', async () => {
    const before = await traces();
    expect(await told(sample('messages--dashboard-test'))).toMatchObject([
      { state: 'ignored', channel: null },
    ]);
    for (let i = 0; i < 2; i++) expect(await told(sample('messages--dashboard-test'))).toEqual([]);
    // the same constants under an account and number of ours are a test as well
    expect(
      await told(
        sample('messages--dashboard-test').replace('"id": "0"', `"id": "${DEMO.businessAccountId}"`),
      ),
    ).toEqual([]);
    const shown = await answer<{ items: { seen: number }[] }>(
      service.api('GET', '/webhook-events?field=messages&test=true'),
    );
    expect(shown.items).toMatchObject([{ test: true, seen: 4, state: 'ignored' }]);
    expect(await traces()).toEqual(before);
  });
});

describe('A handover', () => {
  const handover = (
    laura: Talker,
    type: 'control_taken' | 'control_passed',
    phoneNumberId: string,
  ): string => {
    const value = {
      messaging_product: 'whatsapp',
      recipient: { display_phone_number: '573009990001', phone_number_id: phoneNumberId },
      sender: { phone_number: laura.phone.person.waId },
      type,
      timestamp: String(Math.floor(Date.now() / 1000)),
      [type]: { new_owner_role: 'customer_service' },
    };
    const changes = [{ field: 'messaging_handovers', value }];
    return JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: DEMO.businessAccountId, changes }],
    });
  };

  it('is about the chat with the number it names, of all those of its account', async () => {
    const laura = Talker.stranger(service);
    await laura.says('hola');
    const elsewhere = service.simulator.person(laura.phone.person, SIBLING);
    elsewhere.sendText('hola');
    await elsewhere.waitFor(() => true, 10_000);

    const [change] = await told(handover(laura, 'control_taken', SIBLING));
    expect(change).toMatchObject({ state: 'done', channel: SIBLING });
    elsewhere.sendText('¿hay alguien?');
    await laura.says('¿hay alguien?');
    expect(elsewhere.inbox()).toHaveLength(1);

    await told(handover(laura, 'control_passed', SIBLING));
    elsewhere.sendText('¿y ahora?');
    await elsewhere.waitFor(() => true, 10_000);
  });

  it('of a number of nobody’s, and the dashboard’s, silence no chat', async () => {
    const laura = Talker.stranger(service);
    await laura.says('hola');
    expect(await told(handover(laura, 'control_taken', '999999999999'))).toMatchObject([
      { state: 'ignored', fault: 'no channel of ours' },
    ]);
    expect(await told(sample('messaging_handovers--dashboard-test'))).toMatchObject([
      { state: 'ignored', channel: null },
    ]);
    await laura.says('¿hay alguien?');
  });
});
