import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Chat } from '../../test/support/chat/chat.js';
import { someHappenings, someSituations, someStates } from '../../test/support/chat/every-turn.js';
import { aRaffle, id, MORNING, someFacts } from '../../test/support/chat/people-and-raffles.js';
import { RULES } from '../../test/support/chat/rules.js';
import { decide } from './decide.js';
import type { Happening } from './input.js';
import { render } from './render.js';
import { initialState, type ChatState } from './state.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        'si',
        'no',
        '7',
        '300',
        'del',
        'al',
        'baja',
        'cancelar',
        'pagar',
        'hola',
        '٤',
        '\u200b',
        '-',
        ',',
        '😀',
      ),
    )
    .map((words) => words.join(' ')),
);
const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  anyText.map((text): Happening => ({ kind: 'text', text })),
  anyText.map((text): Happening => ({ kind: 'choice', id: `v1:${text}`, title: text })),
  anyText.map((what): Happening => ({ kind: 'unsupported', what })),
  anyText.map((of): Happening => ({ kind: 'edit', of, now: { kind: 'text', text: of } })),
  fc.constantFrom(...someHappenings()),
);

describe('Whatever a buyer sends', () => {
  it('every rule holds', () => {
    const given = fc.record({
      state: fc.constantFrom(...someStates()),
      facts: fc.constantFrom(...someSituations()),
      input: anyHappening.map((happening) => ({ ...happening, wamid: 'wamid.1', sentAt: MORNING })),
    });
    fc.assert(
      fc.property(given, (turn) => {
        const decision = decide(turn.state, turn.input, turn.facts);
        const said = decision.replies.map((reply) => render(reply));
        const broken = [...RULES].filter(([, holds]) => !holds(turn, decision, said)).map(([rule]) => rule);
        expect(broken).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('a whole chat goes on: nothing is held twice, over the limit, or before consent', () => {
    const steps = fc.array(fc.oneof(anyText, fc.constantFrom(0, 1, 2, 3)), { maxLength: 25 });
    fc.assert(
      fc.property(steps, (script) => {
        const chat = new Chat();
        chat.trade.raffles = [aRaffle({ maxPerPerson: 6 })];
        for (const step of script) {
          if (typeof step === 'string') chat.happens({ kind: 'text', text: step });
          else tapLast(chat, step);
          const held = chat.trade.orders
            .filter(({ state }) => state !== 'cancelled')
            .flatMap(({ numbers }) => numbers);
          expect(new Set(held).size).toBe(held.length);
          expect(held.length).toBeLessThanOrEqual(6);
          expect(held.length === 0 || chat.trade.consentedVersion === '3').toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** Taps the nth button of the newest message that has buttons; the photo instead where there is none. */
function tapLast(chat: Chat, place: number): void {
  const last = chat.said.findLast((content) => content.kind === 'buttons');
  const button = last?.buttons[place];
  if (button === undefined)
    chat.happens({ kind: 'media', mediaId: 'M', mediaType: 'image', declaredType: 'image/png' });
  else chat.happens({ kind: 'choice', id: button.id, title: button.title });
}

describe('Taps', () => {
  const facts = someFacts();
  const mark = { wamid: 'wamid.1', sentAt: MORNING };

  it('of the same button twice hold once', () => {
    const chat = new Chat();
    chat.trade.raffles = [aRaffle()];
    chat.trade.consentedVersion = '3';
    chat.happens({ kind: 'text', text: 'hola' });
    chat.happens({ kind: 'text', text: '7 y 8' });
    tapLast(chat, 0);
    const echo = chat.said[1];
    const again = echo?.kind === 'buttons' ? (echo.buttons[0]?.id ?? '') : '';
    chat.happens({ kind: 'choice', id: again, title: '' });
    expect(chat.trade.orders).toHaveLength(1);
  });

  it('of a button from another chat do not fit, even at the same step', () => {
    const mine = decide(initialState, { kind: 'text', text: 'al azar', ...mark }, facts);
    const theirs = decide(initialState, { kind: 'text', text: 'al azar', ...mark, wamid: 'wamid.2' }, facts);
    expect(mine.state.nonce).not.toBe(theirs.state.nonce);
  });

  it('on a raffle of a number that may not send hold nothing and say so', () => {
    const silenced = { ...facts, raffles: facts.raffles.map((one) => ({ ...one, state: 'silenced' })) };
    const raffleId = facts.raffles[0]?.id ?? '';
    const step = { step: 'confirm_numbers', raffleId, numbers: [7], neighbours: [] } as const;
    const state: ChatState = { ...initialState, nonce: 'n', ...step };
    const confirm = decide(state, { kind: 'text', text: 'si', ...mark }, silenced);
    expect(confirm.command).toBeUndefined();
    expect(confirm.replies[0]).toMatchObject({ kind: 'not_selling', why: 'silenced' });
  });

  it('on a raffle that is not offered here lead nowhere', () => {
    const input = { kind: 'choice', id: `v1:choose:${id(999)}`, title: '', ...mark } as const;
    expect(
      decide({ ...initialState, step: 'menu', apologisedAt: null }, input, facts).replies[0],
    ).toMatchObject({
      kind: 'not_selling',
      why: 'closed',
    });
  });
});
