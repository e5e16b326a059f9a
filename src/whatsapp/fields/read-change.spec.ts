import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { READERS, readChange } from './read-change.js';

describe('a change of a webhook field', () => {
  it('says something for any JSON, whatever its field', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(READERS), 'other', null), fc.jsonValue(), (field, value) => {
        expect(readChange(field, value).length).toBeGreaterThan(0);
      }),
    );
  });

  it('is read by its body where the field has another name', () => {
    const value = { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } };
    expect(readChange('account_updates', value)).toEqual([
      { kind: 'account_ban', state: 'disabled', date: null },
    ]);
  });

  it('is unknown where neither name nor body is known', () => {
    expect(readChange('some_future_field', { hello: 'world' })).toEqual([
      { kind: 'unknown', field: 'some_future_field' },
    ]);
    expect(readChange('constructor', { __proto__: 1 })).toEqual([{ kind: 'unknown', field: 'constructor' }]);
  });
});
