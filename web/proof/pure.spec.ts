import { describe, expect, it } from 'vitest';
import { readAnswer } from './beacon.js';
import { timeLeft } from './countdown.js';
import { readSettings } from './settings.js';
import { texts } from './texts/es.js';

describe('The time left', () => {
  it('is whole seconds, the last one until the moment itself', () => {
    expect(timeLeft(2_000, 1_999)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 1 });
    expect(timeLeft(2_000, 2_000)).toBeNull();
    expect(timeLeft(0, 5_000)).toBeNull();
    const moment = ((2 * 24 + 3) * 60 + 4) * 60_000 + 5_000;
    expect(timeLeft(moment, 0)).toEqual({ days: 2, hours: 3, minutes: 4, seconds: 5 });
  });

  it('is said in days and a clock', () => {
    expect(texts.timer({ days: 2, hours: 3, minutes: 4, seconds: 5 })).toBe('2 días 03:04:05');
    expect(texts.timer({ days: 1, hours: 0, minutes: 0, seconds: 0 })).toBe('1 día 00:00:00');
    expect(texts.timer({ days: 0, hours: 0, minutes: 0, seconds: 9 })).toBe('00:00:09');
  });
});

describe('A relay’s answer', () => {
  const asked = { chain_hash: 'ab'.repeat(32), round: 7 };
  const good = { round: 7, signature: '0a', randomness: '0b' };

  it('becomes evidence of the round that was asked for', () => {
    expect(readAnswer(asked, { ...good, previous: 'x' })).toEqual({
      kind: 'drand',
      chain_hash: asked.chain_hash,
      ...good,
    });
  });

  it('is none of use where it is of another round or not in form', () => {
    const bad = [
      null,
      'text',
      [],
      {},
      { ...good, round: 8 },
      { ...good, round: '7' },
      { ...good, signature: 'XY' },
      { ...good, signature: '' },
      { ...good, randomness: 5 },
    ];
    expect(bad.map((answer) => readAnswer(asked, answer))).toEqual(bad.map(() => null));
  });
});

describe('What the service tells the page', () => {
  it('is read from attributes', () => {
    const settings = readSettings(
      {
        path: '/draws/1',
        fairdraw: 'r:1',
        phase: 'certified',
        relays: 'https://a.example https://b.example',
        testChains: '[{"hash":"ab"}]',
        warnings: '{"W_NO_PINS":"Nadie."}',
      },
      'true',
    );
    expect(settings).toEqual({
      path: '/draws/1',
      fairdrawId: 'r:1',
      phase: 'certified',
      relays: ['https://a.example', 'https://b.example'],
      testChains: [{ hash: 'ab' }],
      pinned: 'proven',
      warnings: { W_NO_PINS: 'Nadie.' },
    });
  });

  it('counts as the more careful case where it is missing or unknown', () => {
    const careful = { phase: 'announced', relays: [], testChains: [], pinned: 'consistent', warnings: {} };
    expect(readSettings({})).toMatchObject(careful);
    expect(readSettings({ phase: 'x', relays: '', testChains: '{}', warnings: '3' }, 'proven')).toMatchObject(
      careful,
    );
  });
});
