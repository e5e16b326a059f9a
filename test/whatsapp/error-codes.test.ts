import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ruleFor, type ErrorRule } from '../../src/whatsapp/graph/error-table.js';
import { META_CODES } from './meta-error-codes.js';
import { Room } from './room.js';

const ALERTED = [
  'stop_channel',
  'stop_marketing',
  'stop_utility',
  'template_paused',
  'bar_country',
  'alert',
  'bug',
];

/** Where a message ends whose first try met this rule. */
function endOf({ retry, reason, action }: ErrorRule, told: 'answer' | 'status'): string {
  if (action === 'stop_channel') return `pending ${reason}`;
  if (action === 'needs_template') return 'parked needs_template';
  if (retry === 'never') return `failed ${reason}`;
  if (retry === 'retry') return `pending ${reason}`;
  if (retry === 'perhaps_sent') return `${told === 'answer' ? 'unknown' : 'pending'} ${reason}`;
  return action === 'alert' || action === 'bug' ? `parked ${reason}` : `waiting ${reason}`;
}

describe('Meta’s error codes', () => {
  let room: Room;

  beforeAll(async () => {
    room = await Room.open();
  });
  afterAll(() => room.close());
  beforeEach(async () => {
    room.meta.clearFaults();
    await room.later(200); // holds of the code before are over
    await room.db.database.transact(async (tx) => {
      await room.node.channels.resume(tx, room.channelId);
      await tx.run(`update outbox set state = 'dropped' where state in ('pending', 'waiting', 'unknown')`);
      await tx.run('delete from channel_barred');
      await tx.run('update alert set acknowledged_at = app_now()');
    });
  });

  it('each have the class Meta’s page gives them, a word and a text for the organiser', () => {
    expect(META_CODES.map(({ code }) => [code, ruleFor(code).retry])).toEqual(
      META_CODES.map(({ code, retry }) => [code, retry]),
    );
    for (const { code } of META_CODES) {
      const { reason, text } = ruleFor(code);
      expect(reason).toMatch(/^(?!unheard)[a-z_]+$/);
      expect(text.length).toBeGreaterThan(15);
    }
  });

  it('that nobody has heard of are judged by their HTTP status', () => {
    expect([429, 500, 503, 400, 403, null].map((http) => ruleFor(999_999, http).retry)).toEqual([
      'retry',
      'perhaps_sent',
      'perhaps_sent',
      'never',
      'never',
      'never',
    ]);
  });

  const alerts = () =>
    room.db.database.rows<{ kind: string }>('select kind from alert where acknowledged_at is null');
  const stops = () => room.db.database.rows<{ scope: string }>('select scope from channel_stop');
  const SCOPES: Readonly<Partial<Record<string, string>>> = {
    stop_channel: 'everything',
    stop_marketing: 'marketing',
    stop_utility: 'utility',
  };
  const scopeOf = ({ action }: ErrorRule) => SCOPES[action ?? ''];

  async function expectEnd(contactId: string, code: number, told: 'answer' | 'status'): Promise<void> {
    const rule = ruleFor(code);
    const [row] = await room.rows(contactId);
    expect(`${row!.state} ${row!.reason}`).toBe(endOf(rule, told));
    const spared = scopeOf(rule) !== undefined || rule.action === 'template_paused';
    expect(row!.tries).toBe(spared ? 0 : 1);
    const scope = scopeOf(rule);
    expect(await stops()).toEqual(scope === undefined ? [] : [{ scope }]);
    const alerted = ALERTED.includes(rule.action ?? '');
    expect(await alerts()).toEqual(alerted ? [{ kind: rule.reason }] : []);
  }

  it.each(META_CODES.map(({ code, retry }) => [code, retry] as const))(
    '%i in the answer to a send ends as %s',
    async (code) => {
      const { id } = await room.contact();
      room.meta.failNext(code);
      await room.enqueue(id, 'hola');
      expect(await room.step()).toBeGreaterThan(0);
      await expectEnd(id, code, 'answer');
    },
  );

  it.each(META_CODES.map(({ code, retry }) => [code, retry] as const))(
    '%i in a later status ends as %s',
    async (code) => {
      const { id } = await room.contact();
      room.meta.failNext({ asyncCode: code });
      const [outboxId] = await room.enqueue(id, 'hola');
      await room.step();
      expect(await room.states(id)).toEqual(['accepted']);
      const { wamid } = room.meta.accepted().at(-1)!;
      await room.told(outboxId!, 'failed', { wamid, code });
      await expectEnd(id, code, 'status');
    },
  );
});
