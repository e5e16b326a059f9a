import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person, Phone } from '../../simulator/index.js';
import { startService, type TestService } from '../support/service.js';

const QUESTION = /mayor de 18/;
const MENU = /Qué quieres hacer|no hay rifas/;

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** A phone whose owner accepted the rules: the menu, and no question, is what they get from now on. */
async function known(person: Person): Promise<Phone> {
  const phone = service.simulator.person(person);
  expect(await hears(phone, 'hola')).toMatch(QUESTION);
  expect(await hears(phone, 'sí')).toMatch(MENU);
  return phone;
}

async function hears(phone: Phone, text: string): Promise<string> {
  phone.sendText(text);
  return (await phone.waitFor(() => true)).text;
}

/** Nothing waits to be read any more. */
async function read(): Promise<void> {
  const unread = () => service.db.database.rows(`select kind, type from inbox where state = 'pending'`);
  await expect.poll(unread, { timeout: 10_000 }).toEqual([]);
}

function contactsBehind(...values: string[]): Promise<{ id: string }[]> {
  return service.db.database.rows<{ id: string }>(
    'select distinct contact_id as id from contact_identifier where value = any($1)',
    [values],
  );
}

describe('a buyer whose identifiers change', () => {
  it('is the same person under the new number', async () => {
    const phone = await known({ name: 'Laura', waId: '5215512340011', userId: 'MX.111' });
    const told = phone.changeNumber('5215512340012', 'MX.112');
    expect(await told.acknowledged).toBe(true);
    await read();
    expect(await hears(phone, 'hola')).toMatch(MENU);
    expect(phone.last()?.body.to).toContain('5215512340012');
    expect(await contactsBehind('MX.111', '5215512340012', 'MX.112')).toHaveLength(1);
  });

  it('is the same person under the new user id, with no number told at all', async () => {
    const phone = await known({ name: 'Caro', userId: 'MX.121', username: 'caro' });
    await phone.changeUserId('MX.122').acknowledged;
    await read();
    expect(await hears(phone, 'hola')).toMatch(MENU);
    expect(phone.last()?.body.recipient).toBe('MX.122');
  });

  it('is not written to because of that, and no window opens', async () => {
    const phone = await known({ name: 'Nora', waId: '5215512340031', userId: 'MX.131' });
    const window = () =>
      service.db.database.rows(
        `select v.window_ends_at from conversation v join contact_identifier i using (contact_id) where i.value = 'MX.131'`,
      );
    const [before, said] = [await window(), phone.inbox().length];
    await phone.changeNumber('5215512340032', 'MX.132').acknowledged;
    await read();
    expect(await window()).toEqual(before);
    expect(phone.inbox()).toHaveLength(said);
  });

  it('and who wrote under the new ones before Meta said so is found to be one person', async () => {
    const phone = await known({ name: 'Eva', waId: '5215512340041', userId: 'MX.141' });
    const early = service.simulator.person({ name: 'Eva', waId: '5215512340042', userId: 'MX.142' });
    expect(await hears(early, 'hola')).toMatch(QUESTION);
    await phone.changeNumber('5215512340042', 'MX.142').acknowledged;
    await expect.poll(() => contactsBehind('MX.141', 'MX.142'), { timeout: 10_000 }).toHaveLength(1);
    await read();
    expect(await hears(phone, 'hola')).toMatch(MENU);
  });
});
