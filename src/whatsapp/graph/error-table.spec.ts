import { describe, expect, it } from 'vitest';
import { MESSAGE_ERRORS, OTHER_ERRORS } from './error-rows.js';
import { ruleFor } from './error-table.js';

describe('the error table', () => {
  it('names no code twice', () => {
    const single = [...MESSAGE_ERRORS, ...OTHER_ERRORS].flatMap(([codes]) =>
      codes.filter((code) => typeof code === 'number'),
    );
    expect(single.filter((code, at) => single.indexOf(code) !== at)).toEqual([]);
  });

  it('stops a number only where nothing of it would go', () => {
    const stopping = MESSAGE_ERRORS.filter(([, , , action]) => action === 'stop_channel').flatMap(([codes]) =>
      codes.flat(),
    );
    expect(stopping.sort((a, b) => a - b)).toEqual([
      0, 3, 10, 33, 190, 200, 299, 368, 131005, 131031, 131037, 131042, 131045, 133000, 133006, 133010,
      133015,
    ]);
  });

  it('takes a code nobody has heard of for a refusal of this one message, and alerts', () => {
    expect(ruleFor(999_999)).toMatchObject({ retry: 'never', reason: 'unheard_of', action: 'bug' });
  });
});
