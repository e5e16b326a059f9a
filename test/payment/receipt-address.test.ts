import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRaffle } from '../support/raffle.js';
import { startService, type TestService } from '../support/service.js';
import { Talker } from '../support/talker.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
  await openRaffle(service);
});
afterAll(() => service.stop());

async function receipts(): Promise<unknown[]> {
  return service.db.database.rows('select state, refused_reason from receipt order by id');
}

it('a receipt is fetched from the address in its message, and Meta is not asked where it lies', async () => {
  service.simulator.failNext({ on: 'media', code: 100, times: 9 });
  const laura = await Talker.buyer(service);
  await laura.pays('7');
  expect(await receipts()).toEqual([{ state: 'stored', refused_reason: null }]);
  expect(service.simulator.stats().faultsWaiting).toBe(9);
  service.simulator.clearFaults();
});

it('Meta is asked where it lies when that address gives other bytes', async () => {
  service.simulator.failNext({ on: 'download', corrupt: true });
  const laura = await Talker.buyer(service);
  await laura.pays('8');
  const newest = async (): Promise<unknown> => (await receipts())[1];
  await expect.poll(newest, { timeout: 10_000 }).toEqual({ state: 'stored', refused_reason: null });
  expect(service.simulator.stats().faultsWaiting).toBe(0);
});

it('a checksum counts in hex as in base64; what is neither is none', async () => {
  const laura = await Talker.buyer(service);
  await laura.says('9');
  await laura.says('sí');
  await laura.sendsReceipt();
  const content = laura.phone.sent.at(-1)?.content as { sha256: string };
  const hex = Buffer.from(content.sha256, 'base64').toString('hex');
  for (const sha256 of [hex, 'nonsense']) laura.phone.send('image', { ...content, sha256 });
  const kept = () =>
    service.db.database.rows(
      `select state, encode(declared_sha256, 'hex') as declared from receipt order by id desc limit 3`,
    );
  await expect.poll(kept, { timeout: 10_000 }).toEqual([
    { state: 'stored', declared: null },
    { state: 'stored', declared: hex },
    { state: 'stored', declared: hex },
  ]);
});
