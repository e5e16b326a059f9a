import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someTaps } from '../../test/support/chat/every-turn.js';
import { actionId, readAction } from './buttons.js';

describe('The id of a button', () => {
  const ids = someTaps().flatMap((tap) =>
    tap.kind === 'choice' && readAction(tap.id) !== null ? [tap.id] : [],
  );

  it('comes back as the action it was made from, within Meta’s 200 characters', () => {
    expect(ids.length).toBeGreaterThan(50);
    for (const buttonId of ids) {
      const action = readAction(buttonId);
      expect(action && actionId(action)).toBe(buttonId);
      expect(buttonId.length).toBeLessThanOrEqual(200);
    }
  });

  it('carries any version of the rules', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (version) => {
        expect(readAction(actionId({ do: 'consent_yes', version }))).toEqual({ do: 'consent_yes', version });
      }),
    );
  });

  it.each([
    ['another format', 'v2:menu'],
    ['an unknown action', 'v1:pay_nothing'],
    ['a missing part', 'v1:pay'],
    ['a part too many', 'v1:menu:1'],
    ['no real id', 'v1:pay:1234'],
    ['a number with a sign', 'v1:add:nonce:-7'],
    ['twenty digits', `v1:raffles:${'9'.repeat(20)}`],
    ['broken escapes', 'v1:consent_yes:%E0%A4%A'],
    ['names of built-in things', 'v1:constructor'],
    ['nothing', ''],
  ])('is refused for %s', (_, buttonId) => {
    expect(readAction(buttonId)).toBeNull();
  });

  it('may be anything without harm', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (buttonId) => {
        expect(readAction(`v1:${buttonId}`)).toSatisfy(
          (action) => action === null || typeof action === 'object',
        );
      }),
    );
  });
});
