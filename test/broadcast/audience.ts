import { randomInt } from 'node:crypto';
import type { Phone } from '../../simulator/index.js';
import { templateDefinitions } from '../../src/conversation/templates/definitions.js';
import { DEMO } from '../../src/platform/index.js';
import { newId } from '../../src/kernel/index.js';
import { contentsOf, writeContents } from '../../src/whatsapp/templates/template-contents.js';
import { FIRST_PORTFOLIO } from '../../src/whatsapp/channels/channel.js';
import type { AdminApp } from '../admin/app.js';

export interface Member {
  contactId: string;
  waId: string;
  readonly phone: Phone;
}

/** A person with a phone number who wrote long ago; `asked` for offers or not. */
export async function audienceMember(
  app: AdminApp,
  { asked, withdrawn = false }: { asked: boolean; withdrawn?: boolean },
): Promise<Member> {
  const contactId = newId();
  const waId = `52155${randomInt(10_000_000, 99_999_999)}`;
  await app.database.transact(async (tx) => {
    await tx.run('insert into contact (id, portfolio_id) values ($1, $2)', [contactId, FIRST_PORTFOLIO]);
    await tx.run(`insert into inbox_lane (id, kind) values ($1, 'contact')`, [contactId]);
    await tx.run('insert into outbox_lane (id) values ($1)', [contactId]);
    await tx.run(
      `insert into contact_identifier (portfolio_id, contact_id, kind, value) values ($1, $2, 'wa_id', $3)`,
      [FIRST_PORTFOLIO, contactId, waId],
    );
    const said = [...(asked ? ['marketing'] : []), ...(withdrawn ? ['marketing_withdrawn'] : [])];
    for (const kind of said)
      await tx.run(`insert into consent (contact_id, kind, version) values ($1, $2, '1')`, [contactId, kind]);
  });
  const phone = app.simulator.person({ name: 'Ana', waId });
  return { contactId, waId, phone };
}

/** Polls until it holds. */
export async function until(what: string, holds: () => Promise<boolean>, ms = 20_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Our templates in Spanish as Meta would have approved them. */
export async function offerTemplate(app: AdminApp): Promise<void> {
  const ours = templateDefinitions('https://rifas.example').filter(({ language }) => language === 'es');
  for (const { name, language, category, ...words } of ours) {
    const contents = writeContents(contentsOf({ name, language, category, ...words }));
    await app.owner.query(
      `insert into template (waba_id, name, language, status, category, contents) values ($1, $2, $3, 'APPROVED', $4, $5)
       on conflict do nothing`,
      [DEMO.businessAccountId, name, language, category, contents],
    );
  }
}

export const OFFER = {
  organiser: 'Rifas Sota',
  raffle: 'Moto',
  prize: 'Italika 250Z',
  price: '$50.00 MXN',
  draw_date: '20 de diciembre',
};

/** A broadcast that one person at least would get. */
export async function draftBroadcast(app: AdminApp): Promise<{ id: string; channelId: string }> {
  await offerTemplate(app);
  await audienceMember(app, { asked: true });
  const channelId = (await app.database.first<{ id: string }>('select id from channel'))?.id ?? '';
  const segment = { kind: 'everybody' };
  const body = { channelId, template: 'new_raffle', language: 'es', parameters: OFFER, segment };
  const { id } = await app.expect<{ id: string }>(201, 'POST', '/broadcasts', { body });
  return { id, channelId };
}
