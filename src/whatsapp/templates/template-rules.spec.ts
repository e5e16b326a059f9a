import { describe, expect, it } from 'vitest';
import type { TemplateButton, TemplateDefinition } from './template-definition.js';
import { templateFaults } from './template-rules.js';

const good: TemplateDefinition = {
  name: 'payment_confirmed',
  language: 'es',
  category: 'UTILITY',
  body: 'Confirmamos tu pago del pedido {{order}} con los números {{numbers}}. Guarda este mensaje.',
  footer: 'Rifas Sota',
  buttons: [],
  samples: { order: 'K7Q-281', numbers: '007, 300' },
  limits: { order: 12, numbers: 250 },
};
const quick = (label: string): TemplateButton => ({ kind: 'quick_reply', label });
const url = (address: string, label = 'Ver'): TemplateButton => ({
  kind: 'url',
  label,
  url: address,
  sample: address.replace('{{1}}', 'x'),
});
const body = (text: string, ...names: string[]): Partial<TemplateDefinition> => ({
  body: text,
  samples: Object.fromEntries(names.map((name) => [name, 'x'])),
  limits: Object.fromEntries(names.map((name) => [name, 10])),
});

describe('What Meta refuses in a template', () => {
  it('is nothing in a good one', () => {
    expect(templateFaults(good)).toEqual([]);
    expect(
      templateFaults({ ...good, buttons: [quick('A'), quick('B'), url('https://a.b/t/{{1}}')] }),
    ).toEqual([]);
  });

  it.each<[string, Partial<TemplateDefinition>, RegExp]>([
    ['a name with capitals', { name: 'Pago' }, /name/],
    ['a language with a dash', { language: 'pt-BR' }, /language/],
    ['an empty body', body(' '), /empty/],
    [
      'a body that starts with a variable',
      body('{{order}} es el código de tu pedido de hoy.', 'order'),
      /2388299/,
    ],
    ['a body that ends with one', body('El código de tu pedido de hoy es {{order}}', 'order'), /2388299/],
    [
      'a full stop behind the last one',
      body('El código de tu pedido de hoy es {{order}}.', 'order'),
      /2388299/,
    ],
    [
      'two variables together',
      body('Tu pedido de hoy es {{a}} {{b}} y ya está en la lista.', 'a', 'b'),
      /together/,
    ],
    ['more variables than words bear', body('Tu {{a}} y {{b}} hoy', 'a', 'b'), /2388293/],
    ['a variable with a capital', body('Tu pedido {{Order}} está en la lista de hoy.'), /malformed/],
    ['a variable with one brace', body('Tu pedido {order} está en la lista de hoy.'), /malformed/],
    [
      'a variable twice',
      body('Tu pedido {{a}}, sí, el pedido {{a}} está en la lista de hoy.', 'a'),
      /repeats/,
    ],
    ['three line breaks', body('Tu pedido {{a}} está\n\n\nen la lista.', 'a'), /gaps/],
    ['eleven emojis', body(`${'🎟️'.repeat(11)} Tu pedido {{a}} está en la lista.`, 'a'), /emojis/],
    ['a variable without a sample', { samples: { order: 'K7Q-281' } }, /no sample/],
    ['a sample of no variable', { samples: { ...good.samples, more: 'x' } }, /no variable/],
    ['a sample with a line break', { samples: { ...good.samples, order: 'a\nb' } }, /breaks/],
    ['values that can fill it beyond 1024 characters', { limits: { order: 12, numbers: 1000 } }, /132005/],
    ['a footer with 61 characters', { footer: 'x'.repeat(61) }, /footer/],
    ['a footer with a variable', { footer: 'De {{order}}' }, /footer/],
    ['eleven buttons', { buttons: Array.from({ length: 11 }, (_, i) => quick(`B${i}`)) }, /too many buttons/],
    [
      'three URL buttons',
      { buttons: ['A', 'B', 'C'].map((label) => url('https://a.b/{{1}}', label)) },
      /URL/,
    ],
    ['a label with 26 characters', { buttons: [quick('x'.repeat(26))] }, /label/],
    ['the same label twice', { buttons: [quick('A'), quick('A')] }, /same label/],
    [
      'quick replies on both sides',
      { buttons: [quick('A'), url('https://a.b/{{1}}'), quick('B')] },
      /grouped/,
    ],
    ['a variable in the middle of an address', { buttons: [url('https://a.b/{{1}}/x')] }, /end in its one/],
    ['an address without scheme', { buttons: [url('a.b/{{1}}')] }, /no web address/],
  ])('is %s', (_name, change, fault) => {
    expect(templateFaults({ ...good, ...change }).join('; ')).toMatch(fault);
  });
});
