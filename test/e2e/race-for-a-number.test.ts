import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Phone, ReceivedMessage } from '../../simulator/index.js';
import { openRaffle } from '../support/raffle.js';
import { startService, type TestService } from '../support/service.js';

const NUMBERS = Array.from({ length: 10 }, (_, i) => 45 + 97 * i);
const PATIENCE_MS = 15_000;

let service: TestService;
let raffleId: string;
beforeAll(async () => {
  service = await startService();
  raffleId = await openRaffle(service);
});
afterAll(() => service.stop());

let people = 0;

/** Somebody who accepted the rules and is asked whether to hold this number. */
async function aboutToHold(number: number): Promise<Phone> {
  const waId = `52155600${String(++people).padStart(5, '0')}`;
  const phone = service.simulator.person({ name: `Persona ${people}`, waId, userId: `MX.600${people}` });
  await says(phone, 'hola', /mayor de 18/);
  await says(phone, 'sí', /Qué quieres hacer/);
  await says(phone, String(number), /Libre: .*¿Lo aparto\?/s);
  return phone;
}

async function says(phone: Phone, text: string, expected: RegExp): Promise<ReceivedMessage> {
  phone.sendText(text);
  const answer = await phone.waitFor(() => true, PATIENCE_MS);
  expect(answer.text).toMatch(expected);
  return answer;
}

it('of two buyers racing for a number one gets it, the other is offered its neighbours, and may take one', async () => {
  const racers = await Promise.all(
    NUMBERS.map((number) => Promise.all([aboutToHold(number), aboutToHold(number)])),
  );
  const races = await Promise.all(
    racers.map((pair) => Promise.all(pair.map((phone) => says(phone, 'sí', /Apartado|te ganaron/)))),
  );
  for (const [i, answers] of races.entries()) {
    const label = String(NUMBERS[i]).padStart(3, '0');
    const [won, lost] = answers.toSorted((a) => (a.text.includes('Apartado') ? -1 : 1)) as [
      ReceivedMessage,
      ReceivedMessage,
    ];
    expect(won.text).toContain(`*${label}*`);
    expect(lost.text).toContain(`te ganaron *${label}*`);
    const neighbour = String(NUMBERS[i]! + 1).padStart(3, '0');
    expect(lost.text).toMatch(new RegExp(`Parecidos libres: ${neighbour}, \\d{3}, \\d{3}`));
    expect(lost.choices[0]?.title).toBe(`Quiero ${neighbour}`);
  }
  const held = await service.db.database.rows<{ number: number }>(
    `select t.number from ticket t join raffle_order o on o.id = t.order_id and o.numbers = array[t.number]
     where t.raffle_id = $1 and t.status = 'held' order by 1`,
    [raffleId],
  );
  const orders = await service.db.database.rows(`select from raffle_order where raffle_id = $1`, [raffleId]);
  expect(held).toEqual(NUMBERS.map((number) => ({ number })));
  expect(orders).toHaveLength(NUMBERS.length);

  const losers = racers.flatMap((pair, i) =>
    pair.filter((_, j) => races[i]![j]!.text.includes('te ganaron')),
  );
  for (const phone of losers) {
    phone.tapButton(phone.last()?.choices[0]?.title ?? '');
    expect((await phone.waitFor(() => true, PATIENCE_MS)).text).toMatch(/Libre/);
  }
});
