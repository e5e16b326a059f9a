import { describe, expect, it } from 'vitest';
import { templateFaults, variablesOf } from '../../whatsapp/index.js';
import { templateDefinitions } from './definitions.js';
import { TEMPLATE_KEYS, TEMPLATE_LANGUAGES, TEMPLATE_SET } from './template-set.js';

const all = templateDefinitions('https://rifas.example');
const each = all.map((template) => [`${template.name} in ${template.language}`, template] as const);

/** What only a business that wants to sell says. */
const PROMOTIONAL =
  /(?<!\p{L})(ofertas?|promo\w*|descuentos?|aprovech\w*|gratis|últim\w+|corre|compr[ae]\w*|oportunidad\w*|felicidades|offers?|discounts?|free of charge|hurry|buy|congratulations|don't miss|last chance|desconto\w*|aproveit\w*|grátis|parabéns|oportunidade\w*|compre)(?!\p{L})/iu;
/** Whom it is about: an order, numbers or a notice of this person. */
const ABOUT_THE_READER = /(?<!\p{L})(tu|tus|te|participas|pediste|your|you|seus?|suas?|você)(?!\p{L})/iu;

describe('The templates', () => {
  it('are there in every language, each once', () => {
    expect(all).toHaveLength(TEMPLATE_KEYS.length * TEMPLATE_LANGUAGES.length);
    expect(new Set(each.map(([title]) => title)).size).toBe(all.length);
  });

  it.each(each)('%s is nothing Meta would refuse', (_title, template) => {
    expect(templateFaults(template)).toEqual([]);
  });

  it.each(each)('%s has exactly its parameters and one label per button', (_title, template) => {
    expect(variablesOf(template.body).toSorted()).toEqual(Object.keys(template.limits).toSorted());
    expect(template.buttons.every(({ label }) => label !== '')).toBe(true);
  });

  it.each(each.filter(([, { category }]) => category === 'UTILITY'))(
    '%s promotes nothing and is about the reader, as utility must be',
    (_title, { body, buttons }) => {
      expect([body, ...buttons.map(({ label }) => label)].join(' ')).not.toMatch(PROMOTIONAL);
      expect(body).toMatch(ABOUT_THE_READER);
    },
  );

  it.each(each.filter(([, { category }]) => category === 'MARKETING'))(
    '%s can be left with a tap and says for whom it is not',
    (_title, { name, buttons, footer }) => {
      const shape = TEMPLATE_SET[name as 'new_raffle'];
      expect(shape.buttons.map((button) => button.do)).toContain('opt_out');
      expect(buttons.every(({ kind }) => kind === 'quick_reply')).toBe(true);
      expect(footer).toContain('18');
    },
  );

  it('differ from each other in every language, since Meta refuses a second one with the same words', () => {
    const words = all.map(({ language, body, footer }) => `${language} ${body} ${footer ?? ''}`);
    expect(new Set(words).size).toBe(words.length);
  });

  it('are all utility but the one that needs an opt-in', () => {
    expect(all.filter(({ category }) => category !== 'UTILITY').map(({ name }) => name)).toEqual(
      TEMPLATE_LANGUAGES.map(() => 'new_raffle'),
    );
  });
});
