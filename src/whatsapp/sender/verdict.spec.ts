import { describe, expect, it } from 'vitest';
import { verdictOn } from './verdict.js';

const refused = (code: number, tries = 1, random = 0.5) =>
  verdictOn({ kind: 'refused', code, httpStatus: 400 }, tries, random);

describe('after a send that was not accepted', () => {
  it('a lost answer waits a minute for a status', () => {
    expect(verdictOn({ kind: 'lost' }, 1, 0.5)).toMatchObject({
      state: 'unknown',
      dueMs: 60_000,
      loss: true,
    });
  });

  it('the pair rate backs off 4^n seconds and gives up after five times', () => {
    expect([1, 2, 3, 4, 5].map((tries) => refused(131056, tries).dueMs)).toEqual([
      4_000, 16_000, 64_000, 256_000, 1_024_000,
    ]);
    expect(refused(131056, 6)).toMatchObject({ state: 'parked', effect: { kind: 'alert' } });
  });

  it('a rate of the whole number holds the number back, not only the message', () => {
    expect(refused(130429)).toMatchObject({ state: 'pending', effect: { kind: 'hold_channel', ms: 1_000 } });
    expect(refused(80007)).toMatchObject({ state: 'pending', effect: { kind: 'hold_channel', ms: 60_000 } });
    expect(verdictOn({ kind: 'turned_away', httpStatus: 429 }, 1, 0)).toMatchObject({
      effect: { kind: 'hold_channel' },
    });
  });

  it('retries grow, are spread, and end', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tries) => refused(130429, tries).dueMs);
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000]);
    expect([refused(130429, 3, 0).dueMs, refused(130429, 3, 0.999).dueMs]).toEqual([3_000, 4_998]);
    expect(refused(130429, 10).state).toBe('parked');
    expect(verdictOn({ kind: 'turned_away', httpStatus: 404 }, 10, 0).state).toBe('parked');
  });

  it('what stops the number costs the message no try', () => {
    for (const code of [190, 368, 131031, 131042]) {
      expect(refused(code, 7)).toMatchObject({
        state: 'pending',
        dueMs: 0,
        refund: true,
        effect: { kind: 'stop', scope: 'everything' },
        code,
      });
    }
    expect(verdictOn({ kind: 'not_sent' }, 7, 0)).toMatchObject({ state: 'pending', refund: true });
  });

  it('the rest is for good', () => {
    expect(refused(131047)).toMatchObject({ state: 'parked', reason: 'needs_template' });
    expect(refused(131026)).toMatchObject({
      state: 'failed',
      reason: 'unreachable',
      effect: { kind: 'unreachable' },
    });
    expect(refused(131050)).toMatchObject({ state: 'failed', effect: { kind: 'opt_out' } });
    expect(refused(100)).toMatchObject({ state: 'failed', reason: 'bad_request', effect: { kind: 'alert' } });
  });

  it('what Meta holds back waits apart from its chat’s order', () => {
    const day = 24 * 3_600_000;
    expect(refused(131048)).toMatchObject({
      state: 'waiting',
      refund: true,
      effect: { kind: 'stop', scope: 'marketing', ms: day },
    });
    expect(refused(131064)).toMatchObject({ state: 'waiting', effect: { kind: 'stop', scope: 'utility' } });
    expect(refused(132015)).toMatchObject({ state: 'waiting', reason: 'template_paused', refund: true });
    expect(refused(131049, 1, 0)).toMatchObject({ state: 'waiting', dueMs: day, refund: false });
    expect(refused(131049, 2)).toMatchObject({ state: 'failed', reason: 'withheld_by_meta' });
    expect(refused(131057)).toMatchObject({
      state: 'unknown',
      dueMs: 90_000,
      effect: { kind: 'hold_channel' },
    });
  });

  it('what Meta asks for in its headers is kept to, by the number or by the chat', () => {
    const pauseMs = 120_000;
    const after = (code: number, httpStatus = 429) =>
      verdictOn({ kind: 'refused', code, httpStatus, pauseMs }, 1, 0.5);
    const held = { dueMs: pauseMs, effect: { kind: 'hold_channel', ms: pauseMs } };
    expect(after(130429)).toMatchObject({ state: 'pending', ...held });
    expect(after(131016, 503)).toMatchObject({ state: 'unknown', ...held });
    expect(verdictOn({ kind: 'turned_away', httpStatus: 429, pauseMs }, 1, 0)).toMatchObject(held);
    expect(verdictOn({ kind: 'lost', pauseMs }, 1, 0)).toMatchObject({
      state: 'unknown',
      loss: true,
      ...held,
    });
    expect(after(131056)).toMatchObject({ dueMs: pauseMs, effect: null });
    expect(after(190)).toMatchObject({ effect: { kind: 'stop' } });
    expect(after(131026)).toEqual(refused(131026)); // for good: there is nothing to wait for
    const brief = verdictOn({ kind: 'refused', code: 80007, httpStatus: 400, pauseMs: 2_000 }, 1, 0.5);
    expect(brief).toMatchObject({ effect: { kind: 'hold_channel', ms: 60_000 } });
  });

  it('a code nobody has heard of is judged by its HTTP status', () => {
    const unknown = (httpStatus: number) => verdictOn({ kind: 'refused', code: 999_999, httpStatus }, 1, 0.5);
    expect(unknown(429)).toMatchObject({ state: 'pending', effect: { kind: 'hold_channel' } });
    expect(unknown(503)).toMatchObject({ state: 'unknown' });
    expect(unknown(400)).toMatchObject({ state: 'failed', effect: { kind: 'alert' } });
  });
});
