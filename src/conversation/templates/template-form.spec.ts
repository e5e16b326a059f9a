import { describe, expect, it } from 'vitest';
import { everyTurn, orderIn } from '../../../test/support/chat/every-turn.js';
import { stretched } from '../../../test/support/chat/longest.js';
import { MORNING } from '../../../test/support/chat/people-and-raffles.js';
import { checkLimits, contentsOf, filled, fitTemplate, type KnownTemplate } from '../../whatsapp/index.js';
import { decide } from '../decide.js';
import { deliveryOf } from '../delivery.js';
import type { BuyerOrder, Facts } from '../facts.js';
import type { Reply } from '../reply.js';
import { readAction } from '../buttons.js';
import { templateDefinitions } from './definitions.js';
import { templateForm } from './template-form.js';

const definitions = templateDefinitions('https://rifas.example');
const approved = definitions.map((definition): KnownTemplate => ({
  ...definition,
  status: 'APPROVED',
  contents: contentsOf(definition),
}));

/** What a person reads. */
function read(reply: Reply, known: readonly KnownTemplate[] = approved): string {
  const form = templateForm(reply);
  const fitted = form === null ? null : fitTemplate(form, known);
  if (fitted?.kind !== 'fits') throw new Error(`${reply.kind} does not fit: ${JSON.stringify(fitted)}`);
  const { name, language, parameters } = fitted.content;
  const body = definitions.find((one) => one.name === name && one.language === language)?.body ?? '';
  const values = parameters.flatMap((value) => (typeof value === 'string' ? [] : [[value.name, value.text]]));
  return filled(body, Object.fromEntries(values) as Record<string, string>);
}

/** All kinds of replies to all there is, and those with a template in full: as given and stretched, from two countries. */
const kinds = new Set<Reply['kind']>();
const mustArrive = new Set<Reply['kind']>();
const saidOnce = new Map<string, Reply>();
for (const given of everyTurn()) {
  const { state, input, facts } = given.input.kind === 'news' ? stretched(given) : given;
  for (const orders of [
    given.facts.orders,
    ...(given.input.kind === 'news' ? [facts.orders, inBrazil(facts)] : []),
  ]) {
    for (const reply of decide(state, input, { ...facts, orders }).replies) {
      kinds.add(reply.kind);
      if (deliveryOf(reply).mustArrive) mustArrive.add(reply.kind);
      const form = templateForm(reply);
      if (form !== null) saidOnce.set(JSON.stringify(form), reply);
    }
  }
}

const said = [...saidOnce.values()];

function inBrazil({ orders }: Facts): BuyerOrder[] {
  return orders.map((order) => ({ ...order, jurisdiction: 'BR' }));
}

const rejected = (jurisdiction: string): Reply => ({
  kind: 'rejected',
  order: { ...orderIn('rejected'), jurisdiction },
  reason: 'el monto\nno coincide',
  now: MORNING,
  choices: { as: 'none' },
});

describe('What is said outside the 24-hour window', () => {
  it('there is a template for everything that must arrive, and for no answer', () => {
    const withTemplate = new Set(said.map(({ kind }) => kind));
    expect(kinds.size).toBeGreaterThan(30);
    expect([...withTemplate].toSorted()).toEqual([...mustArrive, 'holds_extended'].toSorted());
  });

  it('fits the words Meta approved and its limits, however long titles, names and lists are', () => {
    for (const reply of said) {
      const form = templateForm(reply);
      if (form === null || (reply.kind === 'paid' && reply.order.validationCode === null)) continue;
      const fitted = fitTemplate(form, approved);
      expect([reply.kind, fitted.kind]).toEqual([reply.kind, 'fits']);
      if (fitted.kind !== 'fits') continue;
      expect(checkLimits(fitted.content)).toEqual([]);
      expect(read(reply).length).toBeLessThanOrEqual(1_024);
      expect(read(reply)).not.toContain('{{');
    }
  });

  it('has buttons the chat understands, in any month', () => {
    for (const reply of said) {
      for (const button of templateForm(reply)?.buttons ?? []) {
        if (button.kind !== 'payload') continue;
        const action = readAction(button.payload);
        expect(action).not.toBeNull();
        expect(action).not.toHaveProperty('nonce');
      }
    }
  });

  it('is Spanish, but Portuguese for a raffle in Brazil', () => {
    expect(read(rejected('MX'))).toMatchInlineSnapshot(`
      "No pudimos confirmar el pago de tu pedido *K7Q-281* de la rifa Italika 250Z.

      Motivo: el monto no coincide
      Tus números: 007, 300, guardados hasta hoy mié 16 dic, 11:40 a. m.

      Puedes mandar otro comprobante en este chat o hablar con una persona."
    `);
    expect(read(rejected('BR'))).toMatchInlineSnapshot(`
      "Não conseguimos confirmar o pagamento do seu pedido *K7Q-281* da rifa Italika 250Z.

      Motivo: el monto no coincide
      Seus números: 007, 300, guardados até hoje qua 16 dez, 11:40

      Você pode enviar outro comprovante nesta conversa ou falar com uma pessoa."
    `);
  });

  it('is Spanish in Brazil too until Meta has approved the Portuguese words', () => {
    const spanishOnly = approved.filter(({ language }) => language === 'es');
    expect(read(rejected('BR'), spanishOnly)).toBe(read(rejected('MX')));
  });
});
