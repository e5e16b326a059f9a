import { beforeEach, describe, expect, it } from 'vitest';
import { CallUsage } from './call-usage.js';

const WABA = '102290129340398';
const business = (percent: number, minutes: number) => ({
  'x-business-use-case-usage': JSON.stringify({
    [WABA]: [{ call_count: percent, estimated_time_to_regain_access: minutes }],
  }),
});

describe('the use of management calls', () => {
  let now: number;
  let usage: CallUsage;
  const waits = (wabaId = WABA) => [usage.wait(wabaId, 'look'), usage.wait(wabaId, 'change')];

  beforeEach(() => {
    now = 1_000_000;
    usage = new CallUsage(() => now);
  });

  it('leaves all alone while there is room', () => {
    usage.heed(WABA, business(89, 0));
    usage.heed(WABA, {});
    expect(waits()).toEqual([0, 0]);
  });

  it('has what only looks wait when it is nearly full, of that account', () => {
    usage.heed(WABA, business(90, 0));
    expect(waits()).toEqual([300_000, 0]);
    expect(waits('417203985561204')).toEqual([0, 0]);
    now += 300_000;
    expect(waits()).toEqual([0, 0]);
  });

  it('lets nothing through before Meta takes calls again', () => {
    usage.heed(WABA, business(100, 12));
    expect(waits()).toEqual([720_000, 720_000]);
    usage.heed(WABA, { 'retry-after': '30' });
    expect(waits()).toEqual([30_000, 30_000]); // the newest word
    now += 30_000;
    expect(waits()).toEqual([0, 0]);
  });
});
