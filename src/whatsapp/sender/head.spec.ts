import { describe, expect, it } from 'vitest';
import { judge, type Head } from './head.js';

const NOW = new Date('2026-11-22T12:00:00Z');
const at = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);

const head = (change: Partial<Head> = {}): Head => ({
  seq: '1',
  state: 'pending',
  content: { kind: 'text', body: 'hola' },
  form: null,
  category: 'service',
  windowRefused: false,
  hindrance: null,
  mustArrive: false,
  harmlessTwice: true,
  answers: true,
  notAfter: null,
  condition: null,
  conditionState: null,
  dueAt: null,
  losses: 0,
  byPerson: false,
  promotes: false,
  createdAt: at(-60),
  silentSince: null,
  windowEndsAt: at(3_600),
  optOut: 'none',
  mergedInto: null,
  address: { waId: '573001112233', userId: null },
  pacedTo: null,
  overdue: 0,
  stopped: [],
  barred: false,
  unreachable: false,
  follows: null,
  ...change,
});

const order = { kind: 'order_state', orderId: 'o', states: ['held', 'rejected'] } as const;

describe('the head of a chat', () => {
  it.each<[string, Partial<Head>]>([
    ['is due', { dueAt: at(0) }],
    ['is still true', { condition: order, conditionState: 'held', notAfter: at(1) }],
    [
      'is a template outside the window',
      { windowEndsAt: null, content: { kind: 'template', name: 'a', language: 'es', parameters: [] } },
    ],
    ['has used up little of the pair rate', { pacedTo: at(240) }],
    ['answers a person who opted out', { optOut: 'all' }],
    ['was told beside a person', { silentSince: at(-120) }],
    ['is about money or a prize', { silentSince: at(-1), mustArrive: true }],
    ['is a person’s own', { silentSince: at(-1), byPerson: true }],
    ['opted out of marketing only', { optOut: 'marketing', answers: false }],
    ['was lost once, a minute ago', { state: 'unknown', losses: 1, dueAt: at(-1) }],
    ['is no marketing while only that is stopped', { stopped: ['marketing', 'utility'] }],
    ['is of a turn whose first message Meta took two seconds ago', { follows: at(-2) }],
    ['answers a person Meta could not reach lately', { unreachable: true }],
    ['is the only prompt that waited long', { overdue: 1 }],
    ['must arrive, though prompts behind it waited long', { overdue: 3, mustArrive: true }],
  ])('goes when it %s', (_name, change) => {
    expect(judge(head(change), NOW)).toEqual({ do: 'send' });
  });

  it.each<[string, Partial<Head>, Date]>([
    ['is not due', { dueAt: at(9) }, at(9)],
    ['is being sent', { state: 'leased' }, at(0.5)],
    ['may still get a status', { state: 'unknown', losses: 1, dueAt: at(31) }, at(31)],
    ['is the second of a turn and nothing is told of the first', { follows: at(-1.5) }, at(0.5)],
    ['would go beyond the pair rate', { pacedTo: at(250) }, at(10)],
  ])('waits while it %s', (_name, change, until) => {
    expect(judge(head(change), NOW)).toEqual({ do: 'wait', until });
  });

  it.each<[string, Partial<Head>, object]>([
    ['too_late', { notAfter: at(0) }, { do: 'drop', reason: 'too_late' }],
    [
      'no_longer_true',
      { condition: order, conditionState: 'expired' },
      { do: 'drop', reason: 'no_longer_true' },
    ],
    ['no_longer_true without its order', { condition: order }, { do: 'drop', reason: 'no_longer_true' }],
    ['opted_out', { optOut: 'all', answers: false }, { do: 'drop', reason: 'opted_out' }],
    [
      'marketing for whoever wants none',
      { optOut: 'marketing', category: 'marketing' },
      { do: 'drop', reason: 'opted_out' },
    ],
    [
      'said before somebody else took the chat over',
      { silentSince: at(-1) },
      { do: 'drop', reason: 'human_took_over' },
    ],
    [
      'a reminder beside a person',
      { silentSince: at(-120), promotes: true },
      { do: 'drop', reason: 'human_took_over' },
    ],
    ['needs_template', { windowEndsAt: at(0) }, { do: 'park', reason: 'needs_template' }],
    [
      'needs_template without any message of theirs',
      { windowEndsAt: null },
      { do: 'park', reason: 'needs_template' },
    ],
    ['over_limits', { content: { kind: 'text', body: '' } }, { do: 'park', reason: 'over_limits' }],
    ['no_address', { address: { waId: null, userId: null } }, { do: 'park', reason: 'no_address' }],
    [
      'outcome_unknown after two losses',
      { state: 'unknown', losses: 2 },
      { do: 'park', reason: 'outcome_unknown' },
    ],
    [
      'outcome_unknown and harmful twice',
      { state: 'unknown', losses: 1, harmlessTwice: false },
      { do: 'park', reason: 'outcome_unknown' },
    ],
    ['country_barred', { barred: true }, { do: 'park', reason: 'country_barred' }],
    ['stopped', { category: 'marketing', stopped: ['marketing'] }, { do: 'set_aside', reason: 'stopped' }],
    [
      'stopped with all templates',
      { category: 'utility', stopped: ['templates'] },
      { do: 'set_aside', reason: 'stopped' },
    ],
    ['unreachable', { unreachable: true, answers: false }, { do: 'drop', reason: 'unreachable' }],
    [
      'marketing nobody wants',
      { category: 'marketing', optOut: 'marketing' },
      { do: 'drop', reason: 'opted_out' },
    ],
    ['overdue', { overdue: 2 }, { do: 'drop_overdue' }],
    ['in another contact', { mergedInto: 'c2' }, { do: 'move', to: 'c2' }],
  ])('ends as %s', (_name, change, judgement) => {
    expect(judge(head(change), NOW)).toEqual(judgement);
  });
});
