import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { everyTurn, type GivenTurn } from '../../test/support/chat/every-turn.js';
import { RULES } from '../../test/support/chat/rules.js';
import { decide } from './decide.js';
import { render } from './render.js';
import { STEPS, type StepName } from './state.js';
import { ANYWHERE, diagram, TRANSITIONS, triggerOf, type Trigger } from './transitions.js';

/** A hundred thousand turns, decided once; each rule keeps the first turn that breaks it. */
describe('In every state, whatever happens, in every situation', () => {
  const broken = new Map<string, GivenTurn>();
  const moved = new Set<string>();
  let turns = 0;

  beforeAll(() => {
    for (const given of everyTurn()) {
      turns++;
      const decision = decide(given.state, given.input, given.facts);
      const said = decision.replies.map((reply) => render(reply));
      moved.add(`${given.state.step} ${triggerOf(given.input)} ${decision.state.step}`);
      for (const [rule, holds] of RULES) {
        if (!broken.has(rule) && !holds(given, decision, said)) broken.set(rule, given);
      }
    }
  }, 60_000);

  it('there are many of them', () => {
    expect(turns).toBeGreaterThan(50_000);
  });

  it.each([...RULES.keys()])('%s', (rule) => {
    expect(broken.get(rule)).toBeUndefined();
  });

  it('the chat moves only along the written transitions', () => {
    const isWritten = (move: string): boolean => {
      const [from, trigger, to] = move.split(' ') as [StepName, Trigger, StepName];
      return (
        from === to || [ANYWHERE, TRANSITIONS[from]].some((moves) => moves[trigger]?.includes(to) ?? false)
      );
    };
    expect([...moved].filter((move) => !isWritten(move))).toEqual([]);
  });

  it('every written transition is taken', () => {
    const written = STEPS.flatMap((from) =>
      Object.entries(TRANSITIONS[from]).flatMap(([trigger, steps]) =>
        steps.map((to) => `${from} ${trigger} ${to}`),
      ),
    );
    expect(written.filter((move) => !moved.has(move))).toEqual([]);
  });

  it('the diagram in the docs is drawn from them', () => {
    const docs = readFileSync(new URL('../../docs/conversation.md', import.meta.url), 'utf8');
    expect(/```mermaid\n(.*?)\n```/s.exec(docs)?.[1]).toBe(diagram());
  });
});
