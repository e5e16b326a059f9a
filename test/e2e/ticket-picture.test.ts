import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answer, raffleBody } from '../support/raffle.js';
import { startService, type TestService } from '../support/service.js';
import { Talker } from '../support/talker.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
  const { id } = await answer<{ id: string }>(service.api('POST', '/raffles', raffleBody()));
  await answer(service.api('POST', `/raffles/${id}/publish`, {}));
});
afterAll(() => service.stop());

it('who has paid gets the ticket as a picture above the message that says so', async () => {
  const buyer = await Talker.buyer(service);
  const payment = await buyer.pays('7');
  await answer(service.api('POST', `/payments/${payment}/approve`, {}));
  const ticket = await buyer.hears();
  expect(ticket.text).toContain('Pagado');
  const file = service.simulator.media(ticket.media?.id ?? '');
  expect(file).toMatchObject({ mime: 'image/png', origin: 'business' });
  const { bytes } = file!;
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([900, 1100]);
  expect(bytes.length).toBeLessThan(300_000);
  if (process.env['SHOW_TICKET'] !== undefined) await writeFile(process.env['SHOW_TICKET'], bytes);
});
