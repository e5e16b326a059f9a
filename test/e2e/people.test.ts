import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptPicture } from '../../scripts/demo/receipt-picture.js';
import type { Phone } from '../../simulator/index.js';
import { DEMO } from '../../src/platform/index.js';
import { openRaffle } from '../support/raffle.js';
import { startService, type TestService } from '../support/service.js';
import { Talker } from '../support/talker.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
  await openRaffle(service);
});
afterAll(() => service.stop());

async function hears(phone: Phone): Promise<string> {
  return (await phone.waitFor(() => true, 15_000)).text;
}

async function says(phone: Phone, text: string): Promise<string> {
  phone.sendText(text);
  return hears(phone);
}

function contactsOf(...values: string[]) {
  return service.db.database.rows<{ id: string; username: string | null }>(
    `select distinct coalesce(m.id, c.id) as id, c.username from contact_identifier i join contact c on c.id = i.contact_id
     left join contact m on m.id = c.merged_into where i.value = any($1::text[]) and i.closed_at is null`,
    [values],
  );
}

describe('People through the whole service', () => {
  it('somebody known by user id only buys, and shares their number when asked', async () => {
    const userId = 'MX.90551273316478820035';
    const caro = service.simulator.person({ name: 'Caro', userId, username: '@caro.rifas' });
    await says(caro, 'hola');
    await says(caro, 'sí, acepto');
    expect(await says(caro, '7')).toContain('007');
    expect(await says(caro, 'sí')).toContain('Apartado');
    caro.sendImage(receiptPicture(), 'image/png');
    expect(await hears(caro)).toMatch(/no me muestra tu número/);
    expect(await contactsOf(userId)).toEqual([expect.objectContaining({ username: 'caro.rifas' })]);
    caro.shareNumber('525511112222');
    expect(await hears(caro)).toContain('Guardé tu número');
    expect(await contactsOf(userId, '525511112222')).toHaveLength(1);
  });

  it('somebody who was a stranger under the number they share becomes one contact', async () => {
    const byNumber = service.simulator.person({ name: 'Ana', waId: '525533334444' });
    await says(byNumber, 'hola');
    const byId = service.simulator.person({ name: 'Ana', userId: 'MX.77', username: 'ana' });
    await says(byId, 'hola');
    expect(await contactsOf('MX.77', '525533334444')).toHaveLength(2);
    byId.send('contacts', [{ origin: 'contact_request', phones: [{ wa_id: '525533334444' }] }]);
    await expect.poll(() => contactsOf('MX.77', '525533334444'), { timeout: 10_000 }).toHaveLength(1);
  });

  it('a card of anybody else binds nothing', async () => {
    const eva = service.simulator.person({ name: 'Eva', userId: 'MX.88', username: 'eva' });
    await says(eva, 'hola');
    await says(eva, 'sí, acepto');
    eva.send('contacts', [{ origin: 'other', phones: [{ wa_id: '525555556666' }] }]);
    expect(await hears(eva)).toMatch(/tarjeta de contacto/);
    expect(await contactsOf('525555556666')).toEqual([]);
  });

  it('their number, their user id and both at the same instant are one person', async () => {
    const waId = '525577778888';
    const userId = 'MX.99';
    const senders = [{ from: waId }, { from_user_id: userId }, { from: waId, from_user_id: userId }];
    const posts = Array.from({ length: 30 }, (_, i) => {
      const message = { ...senders[i % 3], id: `wamid.instant.${i}`, type: 'reaction', reaction: {} };
      const value = { metadata: { phone_number_id: DEMO.phoneNumberId }, messages: [message] };
      const entry = [{ id: DEMO.businessAccountId, changes: [{ field: 'messages', value }] }];
      return service.post(JSON.stringify({ object: 'whatsapp_business_account', entry }));
    });
    await Promise.all(posts);
    await expect.poll(() => contactsOf(waId, userId), { timeout: 15_000 }).toHaveLength(1);
    const alive = `select from contact c where c.merged_into is null and exists (
      select from inbox i where i.contact_id = c.id and i.wamid like 'wamid.instant.%' and i.state = 'pending')`;
    await expect.poll(() => service.db.database.rows(alive), { timeout: 15_000 }).toEqual([]);
  });

  it('an album is one receipt in three files, answered once', async () => {
    const laura = await Talker.buyer(service);
    await laura.says('50');
    await laura.says('sí');
    for (let i = 0; i < 3; i++) laura.phone.sendImage(receiptPicture(), 'image/png');
    expect((await laura.hears()).text).toContain('Recibí tu comprobante');
    await laura.hearsNothing();
    const receipts = await service.db.database.rows(
      `select p.id from receipt r join payment p on p.id = r.payment_id join raffle_order o on o.id = p.order_id
       where o.numbers = '{50}'`,
    );
    expect(receipts).toHaveLength(3);
    expect(new Set(receipts.map(({ id }) => id)).size).toBe(1);
  });

  it('who come by an ad or a seller’s link are known by it; an ad’s 72 free hours begin with our answer', async () => {
    const luis = { from: '525599990000', timestamp: String(Math.floor(Date.now() / 1000)), type: 'text' };
    const referral = { source_type: 'ad', source_id: '12', ctwa_clid: 'clid-1', headline: 'Moto' };
    const messages = [
      { ...luis, id: 'wamid.ad', text: { body: 'Hola, vi el anuncio' }, referral },
      { ...luis, id: 'wamid.link', text: { body: 'Hola, quiero la rifa MOTO ref:ana' } },
    ];
    const value = { metadata: { phone_number_id: DEMO.phoneNumberId }, messages };
    const entry = [{ id: DEMO.businessAccountId, changes: [{ field: 'messages', value }] }];
    await service.post(JSON.stringify({ object: 'whatsapp_business_account', entry }));
    const referrals = () =>
      service.db.database.rows('select source_type, source_id, ctwa_clid, ref from referral order by id');
    await expect.poll(referrals, { timeout: 10_000 }).toEqual([
      { source_type: 'ad', source_id: '12', ctwa_clid: 'clid-1', ref: null },
      { source_type: 'link', source_id: null, ctwa_clid: null, ref: 'ANA' },
    ]);
    const chat = await service.db.database.first(
      `select free_entry_until > app_now() + interval '71 hours' as free from conversation where free_entry_until is not null`,
    );
    expect(chat).toEqual({ free: true });
  });

  it('polls and the like are asked for in words once', async () => {
    const laura = await Talker.buyer(service);
    const unsupported = (): unknown => laura.phone.send('unsupported', { type: 'poll' });
    unsupported();
    expect((await laura.hears()).text).toMatch(/no me deja ver/);
    unsupported();
    unsupported();
    await laura.hearsNothing();
  });

  it('whose phone may be another’s are shown nothing until they name a code', async () => {
    const laura = await Talker.buyer(service);
    laura.phone.send('system', { type: 'customer_identity_changed', body: 'User identity changed' });
    await expect
      .poll(async () => {
        const answer = await laura.says('mis boletos');
        return /haber cambiado de teléfono/.test(answer);
      })
      .toBe(true);
  });
});
