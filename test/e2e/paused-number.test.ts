import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO } from '../../src/platform/index.js';
import { withOwner } from '../support/open.js';
import { answer } from '../support/raffle.js';
import { APP_SECRET, startService, type TestService } from '../support/service.js';
import { advance } from '../support/time.js';

const SECOND_NUMBER = '106540352242923';
const BUYER = { name: 'Laura', waId: '5215512340001', userId: 'MX.71' };

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

it('answers that a stopped number held back for over half an hour become one apology, on that number', async () => {
  const first = service.simulator.person(BUYER);
  await addSecondNumber();
  await stopFirstNumber(true);
  first.sendText('hola');
  first.sendText('¿hay alguien?');
  first.sendText('ayuda');
  await waiting(3);
  const second = service.simulator.person(BUYER, SECOND_NUMBER); // the number Laura wrote to last is another
  second.sendText('hola');
  await second.waitFor(() => true);

  await withOwner(service.db, (owner) => advance(owner, 31 * 60_000));
  await stopFirstNumber(false);
  const apology = await first.waitFor(() => true, 15_000);
  expect(apology.text).toContain('Perdona la tardanza');
  await waiting(0);
  expect(first.inbox()).toHaveLength(1);
  expect(second.inbox()).toHaveLength(1);
  const dropped = await service.db.database.rows(
    `select reason, count(*)::int as messages from outbox where state = 'dropped' group by 1`,
  );
  expect(dropped).toEqual([{ reason: 'overdue', messages: 3 }]);
});

async function addSecondNumber(): Promise<void> {
  const { wabaId } = service.simulator.addNumber({ phoneNumberId: SECOND_NUMBER });
  const channel = { phoneNumberId: SECOND_NUMBER, businessAccountId: wabaId };
  const credentials = { accessToken: DEMO.accessToken, appSecrets: [APP_SECRET] };
  await answer(service.api('POST', '/channels', { ...channel, ...credentials }));
}

function stopFirstNumber(stopped: boolean): Promise<unknown> {
  const sql = stopped
    ? `insert into channel_stop (channel_id, cause, scope) select id, 'payment_method', 'everything' from channel where phone_number_id <> $1`
    : 'delete from channel_stop using channel c where c.id = channel_id and c.phone_number_id <> $1';
  return service.db.database.transact((tx) => tx.run(sql, [SECOND_NUMBER]));
}

/** Until exactly so many answers wait to be sent and no message waits to be answered. */
function waiting(answers: number): Promise<void> {
  return expect
    .poll(
      () =>
        service.db.database.first(
          `select (select count(*) from inbox where state = 'pending')::int as unread,
             (select count(*) from outbox where state = 'pending')::int as unsent`,
        ),
      { timeout: 15_000 },
    )
    .toEqual({ unread: 0, unsent: answers });
}
