import { describe, expect, it } from 'vitest';
import { inTime } from './deadline.js';

const at = (time: string): Date => new Date(`2026-12-01T${time}Z`);
const deadlineAt = at('12:00:00');

describe('a receipt', () => {
  it('is in time at the very second of the deadline', () => {
    expect(inTime({ sentAt: at('12:00:00'), deadlineAt, pausedAt: null })).toBe(true);
  });

  it('is late one second after it', () => {
    expect(inTime({ sentAt: at('12:00:01'), deadlineAt, pausedAt: null })).toBe(false);
  });

  it('is in time after it if the raffle was paused before and still is', () => {
    expect(inTime({ sentAt: at('15:00:00'), deadlineAt, pausedAt: at('11:59:00') })).toBe(true);
  });

  it('is late if the pause began after the deadline', () => {
    expect(inTime({ sentAt: at('15:00:00'), deadlineAt, pausedAt: at('12:30:00') })).toBe(false);
  });

  it('is in time where nothing runs out', () => {
    expect(inTime({ sentAt: at('23:00:00'), deadlineAt: null, pausedAt: null })).toBe(true);
  });
});
