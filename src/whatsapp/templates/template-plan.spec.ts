import { describe, expect, it } from 'vitest';
import { contentsOf } from './template-contents.js';
import type { TemplateDefinition } from './template-definition.js';
import { planPush, type PastPush } from './template-plan.js';
import type { StoredTemplate } from './templates.repository.js';

const NOW = new Date('2026-11-22T12:00:00Z');
const ago = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000);
const ours: TemplateDefinition = {
  name: 'list_frozen',
  language: 'es',
  category: 'UTILITY',
  body: 'La lista de la rifa {{raffle}} quedó cerrada.',
  buttons: [],
  samples: { raffle: 'Moto' },
  limits: { raffle: 60 },
};
const stored = (change: Partial<StoredTemplate> = {}): StoredTemplate => ({
  wabaId: '1',
  name: 'list_frozen',
  language: 'es',
  metaId: '77',
  status: 'APPROVED',
  category: 'UTILITY',
  nextCategory: null,
  nextCategoryAt: null,
  quality: null,
  reason: null,
  title: null,
  disableDate: null,
  contents: contentsOf(ours),
  syncedAt: NOW,
  ...change,
});
const old = { ...contentsOf(ours), body: 'La lista de {{raffle}} está cerrada.' };
const edits = (...hours: number[]): PastPush[] =>
  hours.map((hour) => ({ name: 'list_frozen', language: 'es', action: 'edit', at: ago(hour) }));

describe('What a push does about a template', () => {
  it.each<[string, StoredTemplate[], PastPush[], object]>([
    ['makes what Meta does not have', [], [], { do: 'create' }],
    ['makes what was deleted', [stored({ status: 'DELETED' })], [], { do: 'create' }],
    ['leaves alone what is the same', [stored()], [], { do: 'nothing' }],
    ['leaves alone what waits for its review', [stored({ status: 'PENDING' })], [], { do: 'nothing' }],
    [
      'edits changed words',
      [stored({ contents: old })],
      [],
      { do: 'edit', metaId: '77', withCategory: false },
    ],
    ['edits again after a day', [stored({ contents: old })], edits(25), { do: 'edit' }],
    ['edits once a day', [stored({ contents: old })], edits(23), { do: 'later' }],
    [
      'edits ten times in 30 days',
      [stored({ contents: old })],
      edits(25, 50, 75, 100, 125, 150, 175, 200, 225, 719),
      { do: 'later', why: 'Meta takes the next edit on 2026-11-22T13:00:00.000Z' },
    ],
    [
      'edits a rejected one at any time',
      [stored({ status: 'REJECTED', contents: old })],
      edits(1),
      { do: 'edit' },
    ],
    [
      'gives a paused one its category back',
      [stored({ status: 'PAUSED', contents: old, category: 'MARKETING' })],
      [],
      { do: 'edit', withCategory: true },
    ],
    [
      'does not touch the category of an approved one',
      [stored({ contents: old, category: 'MARKETING' })],
      [],
      { do: 'edit', withCategory: false },
    ],
    ['waits while it is under review', [stored({ status: 'PENDING', contents: old })], [], { do: 'later' }],
    [
      'leaves a rejection of the same words to a person',
      [stored({ status: 'REJECTED' })],
      [],
      { do: 'by_hand' },
    ],
    [
      'does not overwrite somebody’s template with numbered parameters',
      [stored({ contents: { ...old, format: 'POSITIONAL' } })],
      [],
      { do: 'by_hand' },
    ],
  ])('%s', (_name, known, past, step) => {
    expect(planPush([ours], known, past, NOW)).toMatchObject([step]);
  });

  it('makes at most a hundred an hour', () => {
    const wanted = ['a', 'b', 'c'].map((name) => ({ ...ours, name }));
    const past = Array.from({ length: 98 }, (): PastPush => ({
      name: 'x',
      language: 'es',
      action: 'create',
      at: ago(0.5),
    }));
    expect(planPush(wanted, [], past, NOW).map((step) => step.do)).toEqual(['create', 'create', 'later']);
    expect(
      planPush(
        wanted,
        [],
        past.map((one) => ({ ...one, at: ago(1) })),
        NOW,
      ),
    ).toMatchObject([{ do: 'create' }, { do: 'create' }, { do: 'create' }]);
  });
});
