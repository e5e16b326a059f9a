import { describe, expect, it } from 'vitest';
import { Hint } from './hint.js';

describe('a hint', () => {
  it('wakes whoever waits, and whoever comes to wait after it', async () => {
    const hint = new Hint();
    const start = performance.now();
    const waiting = hint.wait(5_000);
    hint.raise();
    await waiting;
    hint.raise();
    await hint.wait(5_000);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('keeps nothing of those who waited in vain', async () => {
    const hint = new Hint();
    for (let i = 0; i < 20; i++) await hint.wait(1);
    expect(Reflect.get(hint, 'waiting')).toEqual([]);
  });
});
