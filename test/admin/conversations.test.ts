import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeContacts } from '../support/people.js';
import { AdminApp } from './app.js';
import { newsOf } from './story.js';

let app: AdminApp;
let channel: string;

beforeAll(async () => {
  app = await AdminApp.start({ ROLE: 'web' });
  channel = (await app.database.first<{ id: string }>('select id from channel'))?.id ?? '';
});
afterAll(() => app.stop());

interface Chat {
  id: string;
  contactId: string;
  withHumanSince: string | null;
  reason: string | null;
}

async function chat(withHuman: boolean): Promise<{ id: string; contactId: string }> {
  const [contactId = ''] = await makeContacts(app.database, 1);
  await app.database.transact((tx) =>
    tx.run(
      `insert into conversation (channel_id, contact_id, state, with_human_since, hand_off_reason)
       values ($1, $2, '{}', case when $3 then app_now() end, case when $3 then 'asked' end)`,
      [channel, contactId, withHuman],
    ),
  );
  return { id: `${channel}:${contactId}`, contactId };
}

async function waiting(): Promise<string[]> {
  const { items } = await app.expect<{ items: Chat[] }>(200, 'GET', '/conversations?limit=200');
  return items.map(({ id }) => id);
}

function outbox(contactId: string): Promise<{ purpose: string; content: object }[]> {
  return app.database.rows<{ purpose: string; content: object }>(
    'select purpose, content from outbox where contact_id = $1 order by seq',
    [contactId],
  );
}

async function auditOf(id: string): Promise<string[]> {
  const rows = await app.database.rows<{ action: string }>(
    'select action from audit_entry where target_id = $1 order by id',
    [id],
  );
  return rows.map(({ action }) => action);
}

describe('a chat that asked for a person', () => {
  it('waits in the list until it is released; then the bot is told, once', async () => {
    const { id, contactId } = await chat(true);
    expect(await waiting()).toContain(id);
    expect(await app.expect(200, 'POST', `/conversations/${id}/release`)).toMatchObject({
      id,
      withHumanSince: null,
      reason: null,
    });
    expect(await waiting()).not.toContain(id);
    await app.expect(200, 'POST', `/conversations/${id}/release`);
    expect(await newsOf(app, contactId)).toEqual([{ type: 'released' }]);
    expect(await auditOf(id)).toEqual(['conversation.released']);
  });

  it('is answered by a person', async () => {
    const { id, contactId } = await chat(true);
    await app.expect(200, 'POST', `/conversations/${id}/reply`, { body: { text: 'Hola, soy Lucía.' } });
    expect(await outbox(contactId)).toEqual([
      { purpose: 'human_reply', content: { kind: 'text', body: 'Hola, soy Lucía.' } },
    ]);
    expect(await auditOf(id)).toEqual(['conversation.replied']);
    expect(JSON.stringify(await app.expect(200, 'GET', '/audit'))).not.toContain('Lucía');
  });
});

describe('a chat the bot has', () => {
  it('can be taken over, and only then written in', async () => {
    const { id, contactId } = await chat(false);
    expect(await waiting()).not.toContain(id);
    const reply = { body: { text: 'Hola.' } };
    expect(await app.expect(409, 'POST', `/conversations/${id}/reply`, reply)).toMatchObject({
      code: 'not_claimed',
    });
    expect(await outbox(contactId)).toEqual([]);
    const claimed = await app.expect<Chat>(200, 'POST', `/conversations/${id}/claim`);
    expect(claimed.withHumanSince).not.toBeNull();
    expect(await app.expect(200, 'POST', `/conversations/${id}/claim`)).toEqual(claimed);
    await app.expect(200, 'POST', `/conversations/${id}/reply`, reply);
    expect(await outbox(contactId)).toHaveLength(1);
    expect(await auditOf(id)).toEqual(['conversation.claimed', 'conversation.replied']);
  });
});

describe('an id that is no chat', () => {
  it.each([
    'x',
    'x:y',
    '01936f2a-8c00-7000-8000-00000000dead:01936f2a-8c00-7000-8000-00000000beef',
    ':',
    '%00:%00',
  ])('%s is not found', async (id) => {
    for (const what of ['claim', 'release'])
      expect((await app.call('POST', `/conversations/${id}/${what}`)).status).toBe(404);
  });
});
