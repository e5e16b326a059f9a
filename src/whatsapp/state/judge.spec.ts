import { describe, expect, it } from 'vitest';
import { endsBy, type HeldStop } from '../channels/channel-stop.js';
import { ruleFor } from '../graph/error-table.js';
import { judge } from './judge.js';
import { readNumberState } from './number-state.js';

const NOW = new Date('2026-12-01T12:00:00Z');
const [PAST, FUTURE] = [new Date('2026-12-01T11:00:00Z'), new Date('2026-12-02T00:00:00Z')];

function entity(type: string, can: string, more: object = {}): object {
  return { entity_type: type, id: '1', can_send_message: can, ...more };
}

function number(entities: object[], more: object = {}) {
  return readNumberState({ status: 'CONNECTED', health_status: { entities }, ...more });
}

const available = number([entity('PHONE_NUMBER', 'AVAILABLE'), entity('WABA', 'AVAILABLE')]);
const limited = number([entity('WABA', 'LIMITED', { errors: [{ error_code: 141010 }] })]);
const blocked = number([entity('PHONE_NUMBER', 'AVAILABLE'), entity('WABA', 'BLOCKED')]);

function stop(given: Partial<HeldStop>): HeldStop {
  return {
    cause: 'restricted_biz_initiated_messaging',
    scope: 'templates',
    until: null,
    toldAt: PAST,
    since: PAST,
    confirmedAt: null,
    ...given,
  };
}

const lifts = (state: typeof available, given: Partial<HeldStop>): boolean =>
  judge(state, [stop(given)], NOW).lift.length === 1;

describe('a stop', () => {
  it('with a time ends when it has passed and Meta says AVAILABLE, not before and not otherwise', () => {
    expect(lifts(available, { until: PAST })).toBe(true);
    expect(lifts(available, { until: FUTURE })).toBe(false);
    for (const state of [limited, blocked, readNumberState({})])
      expect(lifts(state, { until: PAST })).toBe(false);
  });

  it.each(['ban', 'violation', 'account_deleted', 'account_locked', 'restricted_biz_initiated_messaging'])(
    'because of %s without a time needs a person as well as Meta',
    (cause) => {
      expect(lifts(available, { cause })).toBe(false);
      expect(lifts(available, { cause, confirmedAt: PAST })).toBe(true);
      expect(lifts(blocked, { cause, confirmedAt: PAST })).toBe(false);
    },
  );

  it('that a person has looked at ends where Meta only sets limits', () => {
    expect(lifts(limited, { cause: 'ban', confirmedAt: PAST })).toBe(true);
    expect(lifts(readNumberState({}), { cause: 'ban', confirmedAt: PAST })).toBe(false);
  });

  it('found out by failing ends when Meta says that what failed is well again', () => {
    for (const code of [0, 190, 131042, 131037, 133010])
      expect(endsBy({ cause: ruleFor(code).reason, until: null })).toBe('read_back');
    for (const code of [33, 368, 131031, 10])
      expect(endsBy({ cause: ruleFor(code).reason, until: null })).toBe('person');
    expect(lifts(available, { cause: 'payment_method', scope: 'everything' })).toBe(true);
  });
});

describe('what Meta answers', () => {
  it('stops everything where a part is blocked, templates only where it is the payment method', () => {
    expect(judge(blocked, [], NOW).stop).toEqual([{ cause: 'blocked_by_meta', scope: 'everything' }]);
    const unpaid = number([entity('WABA', 'BLOCKED', { errors: [{ error_code: 141006 }] })]);
    expect(judge(unpaid, [], NOW).stop).toEqual([{ cause: 'blocked_by_meta', scope: 'templates' }]);
    const banned = number([entity('WABA', 'BLOCKED', { errors: [{ error_code: 141006 }] })], {
      status: 'BANNED',
    });
    expect(judge(banned, [], NOW).stop).toEqual([{ cause: 'blocked_by_meta', scope: 'everything' }]);
  });

  it('stops marketing while quality is RED', () => {
    const red = number([entity('PHONE_NUMBER', 'AVAILABLE')], { quality_rating: 'RED' });
    expect(judge(red, [stop({ cause: 'quality_red' })], NOW)).toEqual({
      lift: [],
      stop: [{ cause: 'quality_red', scope: 'marketing' }],
    });
    const yellow = number([entity('PHONE_NUMBER', 'LIMITED')], { quality_rating: 'YELLOW' });
    expect(judge(yellow, [stop({ cause: 'quality_red' })], NOW).lift).toEqual(['quality_red']);
    expect(judge(available, [stop({ cause: 'quality_red' })], NOW).lift).toEqual([]);
  });

  it('is no limit where a part only has a ceiling', () => {
    const fresh = entity('PHONE_NUMBER', 'LIMITED', { additional_info: ['name not approved yet'] });
    expect(number([fresh]).canSend).toBe('available');
    expect(number([entity('PHONE_NUMBER', 'LIMITED')]).canSend).toBe('limited');
  });

  it.each([null, [], 7, { health_status: 3 }, { health_status: { entities: [null, 1] } }])(
    'that cannot be read (%j) leaves all open',
    (answer) => {
      expect(readNumberState(answer).canSend).toBe('unknown');
    },
  );
});
