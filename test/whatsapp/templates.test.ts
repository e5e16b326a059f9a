import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../scripts/templates/run.js';
import type { Phone } from '../../simulator/index.js';
import { templateDefinitions } from '../../src/conversation/index.js';
import { newId } from '../../src/kernel/index.js';
import { Config, DEMO, putNews } from '../../src/platform/index.js';
import {
  Channels,
  TemplatePush,
  Templates,
  TemplateSync,
  type TemplateDefinition,
} from '../../src/whatsapp/index.js';
import { withOwner } from '../support/open.js';
import { startService, type TestService } from '../support/service.js';
import { advance } from '../support/time.js';

const WABA = DEMO.businessAccountId;

let service: TestService;
let OURS: readonly TemplateDefinition[];
/** How far Meta's clock is before ours, ms. */
let ahead = 0;
beforeAll(async () => {
  service = await startService({ simulator: { now: () => Date.now() + ahead } });
  OURS = templateDefinitions(service.app.get(Config).publicUrl ?? '');
});
afterAll(() => service.stop());

/** What a command says, and its exit code. */
async function run(command: 'status' | 'sync' | 'push'): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await runCommand(service.app, command, false, (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

function known() {
  return service.app.get(Templates).ofAccount(service.db.database, WABA);
}

async function statusOf(name: string, language = 'es'): Promise<string | undefined> {
  return (await known()).find((one) => one.name === name && one.language === language)?.status;
}

/** Something Meta does to a template of ours; it tells us. */
function happens(name: string, event: 'PAUSED' | 'DISABLED' | 'REINSTATED', title?: string): void {
  const template = service.simulator.template(name, 'es');
  if (template === undefined) throw new Error(`Meta has no ${name}`);
  service.simulator.templateHappens(template, event, title === undefined ? {} : { title });
}

/** Somebody who wrote once, and has been silent for over a day. */
async function silentBuyer(name: string, waId: string): Promise<{ phone: Phone; contactId: string }> {
  const phone = service.simulator.person({ name, waId });
  phone.sendText('hola');
  await phone.waitFor(() => true);
  const row = await service.db.database.first<{ id: string }>(
    'select id from contact where display_name = $1',
    [name],
  );
  await service.db.database.transact((tx) =>
    tx.run(`update conversation set window_ends_at = app_now() - interval '1 hour' where contact_id = $1`, [
      row?.id ?? null,
    ]),
  );
  return { phone, contactId: row?.id ?? '' };
}

const frozen = {
  type: 'list_frozen',
  raffleId: newId(),
  drawId: newId(),
  size: 588,
  fingerprint: '9f3a 61c0 9f3a 61c0 9f3a 61c0 9f3a 61c0',
  drawAt: '2026-12-21T02:00:00.000Z',
  timeZone: 'America/Mexico_City',
  decidedBy: { kind: 'lottery', source: 'Lotería Nacional', id: '3201' },
};

function tell(contactId: string, news: object): Promise<void> {
  return service.db.database.transact((tx) =>
    putNews(tx, [{ contactId, news: { ...news, type: 'list_frozen' } }]),
  );
}

async function sends(contactId: string): Promise<string[]> {
  const rows = await service.db.database.rows<{ state: string; reason: string | null }>(
    `select state, reason from outbox where contact_id = $1 and purpose = 'list_frozen' order by seq`,
    [contactId],
  );
  return rows.map(({ state, reason }) => (reason === null ? state : `${state} ${reason}`));
}

async function alerts(kind: string): Promise<string[]> {
  const rows = await service.db.database.rows<{ message: string }>(
    'select message from alert where kind = $1 order by id',
    [kind],
  );
  return rows.map(({ message }) => message);
}

describe('Templates at Meta', () => {
  it('are shown as missing before they were ever pushed', async () => {
    const { code, said } = await run('status');
    expect(code).toBe(0);
    expect(said).toMatch(/list_frozen +pt_BR +not at Meta +- +- +push it/);
  });

  it('are all made by the first push, each for review, and followed until Meta has approved them', async () => {
    const { code, said } = await run('push');
    expect([code, said]).toEqual([0, expect.stringContaining('created list_frozen (pt_BR): PENDING')]);
    await expect
      .poll(async () => (await known()).filter(({ status }) => status === 'APPROVED').length, {
        timeout: 20_000,
      })
      .toBe(OURS.length);
    expect((await run('status')).said).toMatch(/list_frozen +es +APPROVED +UNKNOWN +UTILITY +nothing/);
  });

  it('are left alone by a second push', async () => {
    const { code, said } = await run('push');
    expect(code).toBe(0);
    expect(said).toContain(`${OURS.length} of ${OURS.length} are as they should be`);
  });

  it('are edited where their words changed, once a day', async () => {
    const changed = OURS.map((one) =>
      one.name === 'waitlist_free' && one.language === 'es'
        ? { ...one, body: one.body.replace('otra vez', 'de nuevo') }
        : one,
    );
    const channel = (await service.app.get(Channels).all())[0]!;
    const push = service.app.get(TemplatePush);
    const first = (await push.push(channel, changed)).filter(({ did }) => did !== 'nothing');
    expect(first).toEqual([{ name: 'waitlist_free', language: 'es', did: 'edited', detail: 'under review' }]);
    await expect.poll(() => statusOf('waitlist_free'), { timeout: 10_000 }).toBe('APPROVED');
    const again = (await push.push(channel, OURS)).filter(({ did }) => did !== 'nothing');
    expect(again).toEqual([expect.objectContaining({ name: 'waitlist_free', did: 'later' })]);
  });

  it('that somebody deleted there are gone here after a sync', async () => {
    const { url } = service.simulator;
    await fetch(`${url}/v23.0/${WABA}/message_templates?name=waitlist_free`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${DEMO.accessToken}` },
    });
    await run('sync');
    expect(await statusOf('waitlist_free')).toBe('DELETED');
    expect((await run('push')).said).toMatch(/REFUSED waitlist_free/);
  });
});

describe('Outside the 24-hour window', () => {
  it('a buyer who was silent for a day gets the frozen list as a template, with the page of the draw', async () => {
    const { phone, contactId } = await silentBuyer('Laura', '5215512340001');
    await tell(contactId, frozen);
    const message = await phone.waitFor(({ type }) => type === 'template');
    expect(message.text).toContain('Boletos que participan: 588');
    expect(message.text).toContain(frozen.fingerprint);
    expect(JSON.stringify(message.body)).toContain(frozen.drawId);
    const row = await service.db.database.first(
      `select category from outbox where contact_id = $1 and purpose = 'list_frozen'`,
      [contactId],
    );
    expect(row).toEqual({ category: 'utility' });
  });

  it('what Meta refuses because it counts the window otherwise is said as a template', async () => {
    const { phone, contactId } = await silentBuyer('Rosa', '5215512340002');
    await service.db.database.transact((tx) =>
      tx.run(`update conversation set window_ends_at = app_now() + interval '1 hour' where contact_id = $1`, [
        contactId,
      ]),
    );
    ahead += 25 * 3_600_000;
    await tell(contactId, frozen);
    const message = await phone.waitFor(({ type }) => type === 'template');
    expect(message.text).toContain('588');
    await expect
      .poll(() => sends(contactId))
      .toEqual([expect.stringMatching(/accepted|sent|delivered|read/)]);
  });

  it('what needs a paused template waits, and goes when Meta has it again', async () => {
    const { phone, contactId } = await silentBuyer('Ana', '5215512340003');
    happens('list_frozen', 'PAUSED', 'FIRST_PAUSE');
    await expect.poll(() => statusOf('list_frozen'), { timeout: 10_000 }).toBe('PAUSED');
    await tell(contactId, frozen);
    await expect.poll(() => sends(contactId), { timeout: 10_000 }).toEqual(['waiting template_paused']);
    await expect
      .poll(() => alerts('template_unusable'), { timeout: 10_000 })
      .toContainEqual(expect.stringMatching(/list_frozen \(es\) is PAUSED \(FIRST_PAUSE\).*waits/));
    happens('list_frozen', 'REINSTATED');
    const message = await phone.waitFor(({ type }) => type === 'template', 15_000);
    expect(message.text).toContain('588');
  });

  it('nothing goes on a webhook’s word alone: the API has to say so too', async () => {
    const { contactId } = await silentBuyer('Eva', '5215512340004');
    happens('list_frozen', 'PAUSED', 'SECOND_PAUSE');
    await expect.poll(() => statusOf('list_frozen'), { timeout: 10_000 }).toBe('PAUSED');
    await tell(contactId, frozen);
    await expect.poll(() => sends(contactId), { timeout: 10_000 }).toEqual(['waiting template_paused']);
    const template = service.simulator.template('list_frozen', 'es')!;
    await service.simulator.sendChange('message_template_status_update', {
      event: 'REINSTATED',
      message_template_id: Number(template.id),
      message_template_name: 'list_frozen',
      message_template_language: 'es',
      reason: 'NONE',
    });
    await expect
      .poll(async () =>
        (await known()).find(({ name, language }) => name === 'list_frozen' && language === 'es'),
      )
      .toMatchObject({ status: 'PAUSED' });
    expect(await sends(contactId)).toEqual(['waiting template_paused']);
    happens('list_frozen', 'REINSTATED');
    await expect
      .poll(() => sends(contactId), { timeout: 15_000 })
      .toEqual([expect.stringMatching(/accepted|sent|delivered|read/)]);
  });

  it('what needs a disabled template is parked, and somebody hears of it', async () => {
    const { contactId } = await silentBuyer('Paz', '5215512340005');
    happens('list_frozen', 'DISABLED');
    await expect.poll(() => statusOf('list_frozen'), { timeout: 10_000 }).toBe('DISABLED');
    await tell(contactId, frozen);
    await expect.poll(() => sends(contactId), { timeout: 10_000 }).toEqual(['parked needs_template']);
    expect(await alerts('needs_template')).toEqual([
      expect.stringContaining('template list_frozen is not usable'),
    ]);
  });

  it('who opted out of promotions gets no template that Meta has made marketing', async () => {
    const { contactId } = await silentBuyer('Sol', '5215512340006');
    happens('list_frozen', 'REINSTATED');
    await expect.poll(() => statusOf('list_frozen'), { timeout: 10_000 }).toBe('APPROVED');
    await service.db.database.transact(async (tx) => {
      await tx.run(`update contact set opt_out = 'marketing' where id = $1`, [contactId]);
    });
    const template = service.simulator.template('list_frozen', 'es')!;
    template.category = 'MARKETING';
    await run('sync');
    await tell(contactId, frozen);
    await expect.poll(() => sends(contactId), { timeout: 10_000 }).toEqual(['dropped opted_out']);
  });
});

describe('What Meta says of a template', () => {
  const about = {
    message_template_id: 1,
    message_template_name: 'draw_result',
    message_template_language: 'es',
  };
  const change = (field: string, value: object): Promise<boolean> =>
    service.simulator.sendChange(field, { ...about, ...value });

  it('a low quality is kept, and somebody hears of it', async () => {
    await change('message_template_quality_update', {
      previous_quality_score: 'GREEN',
      new_quality_score: 'YELLOW',
    });
    await expect
      .poll(async () => (await known()).find(({ name }) => name === 'draw_result'), { timeout: 10_000 })
      .toBeDefined();
    await expect
      .poll(() => alerts('template_quality'), { timeout: 10_000 })
      .toEqual([expect.stringContaining('draw_result (es) is YELLOW')]);
  });

  it('a category that changes is announced, then counts', async () => {
    await change('template_category_update', {
      new_category: 'UTILITY',
      correct_category: 'MARKETING',
      category_update_timestamp: 1_795_435_200,
    });
    await expect.poll(() => alerts('template_category'), { timeout: 10_000 }).toHaveLength(1);
    service.simulator.template('draw_result', 'es')!.category = 'MARKETING';
    await change('template_category_update', { previous_category: 'UTILITY', new_category: 'MARKETING' });
    await expect.poll(() => alerts('template_category'), { timeout: 10_000 }).toHaveLength(2);
    expect((await known()).find((one) => one.name === 'draw_result' && one.language === 'es')).toMatchObject({
      category: 'MARKETING',
      nextCategory: null,
    });
  });

  it('a category it takes for wrong is an alert', async () => {
    await change('template_correct_category_detection', {
      category: 'UTILITY',
      correct_category: 'MARKETING',
    });
    await expect
      .poll(() => alerts('template_misfiled'), { timeout: 10_000 })
      .toEqual([expect.stringContaining('131064')]);
  });

  it('the list is read again every hour', async () => {
    service.simulator.addTemplate({
      name: 'of_the_organiser',
      language: 'es',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Gracias por participar con nosotros.' }],
    });
    await withOwner(service.db, (owner) => advance(owner, 61 * 60_000));
    // What comes round every 30 seconds, without waiting for it.
    await service.app.get(TemplateSync).sweep();
    await expect.poll(() => statusOf('of_the_organiser'), { timeout: 15_000 }).toBe('APPROVED');
  });
});
