import { describe, expect, it } from 'vitest';
import { pauseAsked, usageOf } from './pressure.js';

const NOW = Date.UTC(2026, 10, 25, 12, 0, 0);
const retryAfter = (value: unknown) => pauseAsked({ 'retry-after': value }, NOW);

describe('Retry-After', () => {
  it('names seconds or a date', () => {
    expect(retryAfter('30')).toBe(30_000);
    expect(retryAfter('0')).toBe(0);
    expect(retryAfter('Wed, 25 Nov 2026 12:02:00 GMT')).toBe(120_000);
    expect(retryAfter('Wed, 25 Nov 2026 11:00:00 GMT')).toBe(0);
  });

  it('never keeps us away for longer than an hour', () => {
    expect(retryAfter('999999999999')).toBe(3_600_000);
    expect(retryAfter('Sat, 25 Nov 2056 12:00:00 GMT')).toBe(3_600_000);
  });

  it.each(['', 'soon', '-5', '1e3', null, undefined, 7, {}])(
    'that says nothing counts as none: %j',
    (value) => {
      expect(retryAfter(value)).toBe(0);
    },
  );
});

describe('the usage headers', () => {
  const app = JSON.stringify({ call_count: 28, total_time: 95, total_cputime: 25 });
  const account = (call_count: number, minutes: number) => ({
    type: 'whatsapp',
    call_count,
    total_cputime: 1,
    total_time: 1,
    estimated_time_to_regain_access: minutes,
  });
  const business = JSON.stringify({ '102290129340398': [account(60, 0), account(100, 7)] });

  it('say how full the fullest share is, and when calls are taken again', () => {
    expect(usageOf({ 'x-app-usage': app })).toEqual({ percent: 95, regainMs: 0 });
    expect(usageOf({ 'x-app-usage': app, 'x-business-use-case-usage': business })).toEqual({
      percent: 100,
      regainMs: 420_000,
    });
    expect(pauseAsked({ 'x-business-use-case-usage': business, 'retry-after': '500' }, NOW)).toBe(500_000);
  });

  it.each(['', '{', 'null', '[]', '7', '{"1":null}', '{"1":[null,7,{"call_count":"90"}]}', undefined])(
    'that cannot be read say nothing: %j',
    (header) => {
      const nothing = { percent: 0, regainMs: 0 };
      expect(usageOf({ 'x-app-usage': header, 'x-business-use-case-usage': header })).toEqual(nothing);
    },
  );
});
