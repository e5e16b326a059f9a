import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TemplateForm } from '../message/message-content.js';
import type { TemplateContents } from './template-contents.js';
import { filled } from './template-definition.js';
import { fitTemplate, type KnownTemplate } from './template-fit.js';
import { cleanParameters } from './template-parameters.js';

const BODY = 'Tu pedido {{order}} de la rifa {{raffle}} está en la lista.';
const contents: TemplateContents = {
  format: 'NAMED',
  header: null,
  body: BODY,
  footer: null,
  buttons: [
    { type: 'QUICK_REPLY', text: 'Ya pagué', url: null },
    { type: 'URL', text: 'Ver', url: 'https://a.b/t/{{1}}' },
  ],
};
const known = (language: string, change: Partial<KnownTemplate> = {}): KnownTemplate => ({
  name: 'hold_expiring',
  language,
  status: 'APPROVED',
  category: 'UTILITY',
  contents,
  ...change,
});
const form: TemplateForm = {
  name: 'hold_expiring',
  language: 'pt_BR',
  parameters: { order: 'K7Q-281', raffle: 'Moto\n\tnova' },
  buttons: [
    { kind: 'url', suffix: '8FJ4' },
    { kind: 'payload', payload: 'v1:paid:x' },
  ],
  otherwise: { language: 'es', parameters: { order: 'K7Q-281', raffle: 'Moto nueva' } },
};

describe('A message outside the window', () => {
  it('is said in its own language, filled in, with the buttons where the approved template has them', () => {
    expect(fitTemplate(form, [known('es'), known('pt_BR')])).toEqual({
      kind: 'fits',
      category: 'utility',
      content: {
        kind: 'template',
        name: 'hold_expiring',
        language: 'pt_BR',
        parameters: [
          { name: 'order', text: 'K7Q-281' },
          { name: 'raffle', text: 'Moto nova' },
        ],
        buttons: [
          { kind: 'payload', payload: 'v1:paid:x', index: 0 },
          { kind: 'url', suffix: '8FJ4', index: 1 },
        ],
      },
    });
  });

  it('is said in Spanish where its own language is not usable', () => {
    for (const status of ['PENDING', 'REJECTED', 'PAUSED'])
      expect(fitTemplate(form, [known('es'), known('pt_BR', { status })])).toMatchObject({
        kind: 'fits',
        content: { language: 'es', parameters: [{}, { text: 'Moto nueva' }] },
      });
  });

  it('is marketing as soon as Meta says that its template is', () => {
    expect(fitTemplate(form, [known('es', { category: 'MARKETING' })])).toMatchObject({
      category: 'marketing',
    });
  });

  it.each<[string, KnownTemplate[], object]>([
    ['waits for one that is paused', [known('es', { status: 'PAUSED' })], { kind: 'waits' }],
    [
      'waits though the other language is lost',
      [known('pt_BR', { status: 'DISABLED' }), known('es', { status: 'PENDING' })],
      { kind: 'waits' },
    ],
    ['cannot be said where it is rejected', [known('es', { status: 'REJECTED' })], { why: 'lost' }],
    ['cannot be said where Meta has none', [known('en')], { why: 'missing' }],
    ['does not fit one that was never read', [known('es', { contents: null })], { why: 'misfit' }],
    [
      'does not fit words that want more than there is',
      [known('es', { contents: { ...contents, body: `${BODY} Vence {{deadline}} a más tardar.` } })],
      { why: 'misfit' },
    ],
    [
      'does not fit a header of media',
      [known('es', { contents: { ...contents, header: { format: 'IMAGE', text: null } } })],
      { why: 'misfit' },
    ],
  ])('%s', (_name, templates, fitted) => {
    expect(fitTemplate(form, templates)).toMatchObject(fitted);
  });

  it('fits any values into what Meta takes: one line, no wide gaps, not empty, 1,024 characters in all', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 3_000, unit: 'grapheme' }),
        fc.string({ unit: 'binary' }),
        (order, raffle) => {
          const clean = cleanParameters(BODY, { order, raffle });
          for (const value of Object.values(clean)) {
            expect(value).not.toMatch(/[\n\r\t]| {5}/);
            expect(value.isWellFormed()).toBe(true);
            expect(value.trim()).not.toBe('');
          }
          expect(filled(BODY, clean).length).toBeLessThanOrEqual(1_024);
        },
      ),
    );
  });
});
