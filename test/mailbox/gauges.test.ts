import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putNews } from '../../src/platform/index.js';
import { makeContacts } from '../support/people.js';
import { startService, type TestService } from '../support/service.js';

describe('the gauges', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startService({ env: { ROLE: 'web' } }); // nobody works the mailboxes off
  });
  afterAll(() => service.stop());

  const gauge = async (name: string): Promise<number> => {
    const text = await (await fetch(`${service.origin}/metrics`)).text();
    return Number(new RegExp(`^talonario_${name} (.*)$`, 'm').exec(text)?.[1]);
  };

  it('are zero while nothing waits', async () => {
    for (const name of ['inbox_lag_seconds', 'outbox_lag_seconds', 'inbox_parked', 'outbox_parked'])
      expect(await gauge(name)).toBe(0);
  });

  it('tell how long the oldest message waits, and how many need a person', async () => {
    const [contactId = ''] = await makeContacts(service.db.database, 1);
    await service.db.database.transact((tx) => putNews(tx, [{ contactId, news: { type: 'released' } }]));
    await service.db.database.transact((tx) => tx.run(`update inbox set state = 'parked'`));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await gauge('inbox_lag_seconds')).toBeGreaterThan(0.01);
    expect(await gauge('inbox_parked')).toBe(1);
  });
});
