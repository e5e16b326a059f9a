import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO } from '../../src/platform/index.js';
import { answer, openRaffle } from '../support/raffle.js';
import { startService, type TestService } from '../support/service.js';
import { Talker } from '../support/talker.js';

interface Conversation {
  id: string;
  silentBecause: string | null;
  silentUntil: string | null;
}

let service: TestService;
beforeAll(async () => {
  service = await startService();
  await openRaffle(service);
});
afterAll(() => service.stop());

let wamids = 0;
const now = (): string => String(Math.floor(Date.now() / 1000));

async function change(field: string, value: object): Promise<void> {
  const metadata = { phone_number_id: DEMO.phoneNumberId };
  const changes = [{ field, value: { messaging_product: 'whatsapp', metadata, ...value } }];
  const entry = [{ id: DEMO.businessAccountId, changes }];
  const response = await service.post(JSON.stringify({ object: 'whatsapp_business_account', entry }));
  expect(response.status).toBe(200);
  const pending = () =>
    service.db.database.rows(`select from inbox where state = 'pending' and kind in ('change', 'news')`);
  await expect.poll(pending, { timeout: 10_000 }).toEqual([]);
}

/** Somebody answers from the WhatsApp Business app. */
function echo(laura: Talker, body: string, more: object = {}): Promise<void> {
  const { waId, userId } = laura.phone.person;
  const message = { to: waId, to_user_id: userId, id: `wamid.echo.${wamids++}`, timestamp: now() };
  return change('smb_message_echoes', {
    message_echoes: [{ ...message, type: 'text', text: { body }, ...more }],
  });
}

async function chatOf(laura: Talker): Promise<Conversation | undefined> {
  const row = await service.db.database.first<{ contact_id: string }>(
    'select contact_id from contact_identifier where value = $1',
    [laura.phone.person.waId ?? ''],
  );
  const page = await answer<{ items: Conversation[] }>(service.api('GET', '/conversations?limit=100'));
  return page.items.find(({ id }) => id.endsWith(`:${row?.contact_id}`));
}

async function release(laura: Talker): Promise<void> {
  const id = encodeURIComponent((await chatOf(laura))?.id ?? '');
  await answer(service.api('POST', `/conversations/${id}/release`, {}));
  expect((await laura.hears()).text).toMatch(/Volví/);
}

describe('The bot is silent in a chat', () => {
  it('somebody answers from the app, for two hours or until it is released', async () => {
    const laura = await Talker.buyer(service);
    await echo(laura, 'Hola, soy Ana, te ayudo yo');
    laura.phone.sendText('¿me aparta el 7?');
    await laura.hearsNothing();
    const chat = await chatOf(laura);
    expect(chat?.silentBecause).toBe('echo');
    const left = Date.parse(chat?.silentUntil ?? '') - Date.now();
    expect(left).toBeGreaterThan(118 * 60_000);
    expect(left).toBeLessThanOrEqual(120 * 60_000);
    await release(laura);
    expect(await laura.says('7')).toContain('007');
    expect(await chatOf(laura)).toBeUndefined();
  });

  it('shown as it was typed, edited and taken back', async () => {
    const laura = await Talker.buyer(service);
    await echo(laura, 'Le aparto el 42', { id: 'wamid.echo.first' });
    await echo(laura, 'Listo', { id: 'wamid.echo.second' });
    const edited = {
      original_message_id: 'wamid.echo.first',
      message: { type: 'text', text: { body: '43' } },
    };
    await echo(laura, '', { type: 'edit', edit: edited, text: undefined });
    const revoked = { original_message_id: 'wamid.echo.second' };
    await echo(laura, '', { type: 'revoke', revoke: revoked, text: undefined });
    const heard = await service.db.database.rows(
      `select body, edited_at is not null as edited, revoked_at is not null as revoked, speaker from overheard
       where wamid = any($1::text[]) order by wamid`,
      [['wamid.echo.first', 'wamid.echo.second']],
    );
    expect(heard).toEqual([
      { body: '43', edited: true, revoked: false, speaker: 'app' },
      { body: null, edited: false, revoked: true, speaker: 'app' },
    ]);
  });

  it('told about two hours late no more', async () => {
    const laura = await Talker.buyer(service);
    await echo(laura, 'Hola', { timestamp: String(Math.floor(Date.now() / 1000) - 7_201) });
    expect(await laura.says('menú')).toContain('Qué quieres hacer');
  });

  it('while another handler has it, and keeps what was said', async () => {
    const laura = await Talker.buyer(service);
    const { waId, userId } = laura.phone.person;
    const ids = { from: waId, from_user_id: userId, timestamp: now() };
    const said = { ...ids, id: 'wamid.standby', type: 'text', text: { body: '¿precio?' } };
    await change('standby', { standby: { messages: [said] } });
    laura.phone.sendText('hola');
    await laura.hearsNothing();
    expect((await chatOf(laura))?.silentBecause).toBe('standby');
    await release(laura);
  });

  it('that was taken from us, until it is passed back; a newer word is not undone by an older one', async () => {
    const laura = await Talker.buyer(service);
    const handover = (type: string, seconds: number, more: object = {}): Promise<void> =>
      change('messaging_handovers', {
        type,
        sender: { phone_number: laura.phone.person.waId },
        timestamp: String(Math.floor(Date.now() / 1000) + seconds),
        ...more,
      });
    await handover('control_taken', 10);
    await handover('control_passed', 5); // late
    laura.phone.sendText('hola');
    await laura.hearsNothing();
    expect(await chatOf(laura)).toMatchObject({ silentBecause: 'handover', silentUntil: null });
    await handover('control_passed', 20, { control_passed: { new_owner_role: 'customer_service' } });
    expect(await laura.says('menú')).toContain('Qué quieres hacer');
    await handover('control_passed', 30, { control_passed: { new_owner_role: 'escalation' } });
    expect((await chatOf(laura))?.silentBecause).toBe('human');
  });
});

describe('Fields about people', () => {
  const optOut = async (laura: Talker): Promise<string | undefined> => {
    const row = await service.db.database.first<{ opt_out: string }>(
      `select c.opt_out from contact c join contact_identifier i on i.contact_id = c.id where i.value = $1`,
      [laura.phone.person.waId ?? ''],
    );
    return row?.opt_out;
  };
  const wish = (laura: Talker, value: string, seconds: number): Promise<void> =>
    change('user_preferences', {
      user_preferences: [
        {
          wa_id: laura.phone.person.waId,
          category: 'marketing_messages',
          value,
          timestamp: Math.floor(Date.now() / 1000) + seconds,
        },
      ],
    });

  it('a wish to stop marketing holds at once; a late or simultaneous word does not undo it, a later one does', async () => {
    const laura = await Talker.buyer(service);
    await wish(laura, 'stop', 0);
    expect(await optOut(laura)).toBe('marketing');
    await wish(laura, 'resume', -60);
    expect(await optOut(laura)).toBe('marketing');
    await wish(laura, 'signup', 60);
    expect(await optOut(laura)).toBe('none');
    const consents = await service.db.database.rows(
      `select k.kind, k.version from consent k join contact_identifier i on i.contact_id = k.contact_id
       where i.value = $1 and k.kind like 'marketing%' order by k.id`,
      [laura.phone.person.waId ?? ''],
    );
    expect(consents).toEqual([
      { kind: 'marketing_withdrawn', version: '1' },
      { kind: 'marketing', version: 'meta:signup' },
    ]);
  });

  it('whoever wrote BAJA to us is not brought back by what they told Meta before', async () => {
    const laura = await Talker.buyer(service);
    await laura.says('BAJA');
    await wish(laura, 'resume', -3_600);
    expect(await optOut(laura)).toBe('marketing');
  });

  it('a call opens the 24-hour window and is answered by nobody', async () => {
    const laura = Talker.stranger(service);
    const { waId, userId } = laura.phone.person;
    const call = { id: 'wacid.1', from: waId, from_user_id: userId, event: 'connect', timestamp: now() };
    await change('calls', { calls: [{ ...call, direction: 'USER_INITIATED' }] });
    const row = await service.db.database.first<{ open: boolean }>(
      `select v.window_ends_at > app_now() + interval '23 hours' as open from conversation v
       join contact_identifier i on i.contact_id = v.contact_id where i.value = $1`,
      [waId ?? ''],
    );
    expect(row?.open).toBe(true);
    await laura.hearsNothing();
  });

  it('an address book names people we know, makes nobody and no consent', async () => {
    const laura = await Talker.buyer(service);
    const before = await service.db.database.first<{ people: string }>(
      'select count(*) as people from contact',
    );
    const entry = (phone: string | undefined, name: string) => ({
      type: 'contact',
      contact: { full_name: name, phone_number: phone },
      action: 'add',
    });
    const known = entry(laura.phone.person.waId, 'Laura vecina');
    await change('smb_app_state_sync', { state_sync: [known, entry('5219999999999', 'Nadie')] });
    expect(await service.db.database.first('select count(*) as people from contact')).toEqual(before);
    const named = await service.db.database.rows(
      'select opt_out from contact where address_book_name is not null',
    );
    expect(named).toEqual([{ opt_out: 'none' }]);
    expect(await laura.says('menú')).not.toContain('vecina');
  });

  it('old chats wake nobody', async () => {
    const before = await service.db.database.first('select count(*) as rows from outbox');
    const message = { from: '5215500000000', id: 'wamid.old', type: 'text', text: { body: 'hola' } };
    await change('history', { history: [{ threads: [{ id: '5215500000000', messages: [message] }] }] });
    expect(await service.db.database.first('select count(*) as rows from outbox')).toEqual(before);
  });
});
