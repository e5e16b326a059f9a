import { describe, expect, it } from 'vitest';
import type { Happening, Input } from './input.js';
import { seen } from './seen.js';

const NOW = new Date('2026-11-25T12:00:00Z');
const BOT = { withHuman: false, now: NOW };
const TEXT: Happening = { kind: 'text', text: 'hola' };
const REPLY = { kind: 'menu' } as never;

function input(happening: Happening, sentAt = NOW): Input {
  return { ...happening, wamid: 'wamid.1', sentAt };
}

describe('a message', () => {
  it('was read where the bot took it up, and more so where it answers', () => {
    expect(seen(input(TEXT), BOT, [{ replies: [REPLY] }])).toBe('answered');
    expect(seen(input({ kind: 'sticker', animated: false }), BOT, [{ replies: [] }])).toBe('seen');
    expect(seen(input(TEXT), BOT, [{ replies: [] }, { replies: [REPLY] }])).toBe('answered');
  });

  it('was not read where a person has the chat, or gets it without a word of the bot', () => {
    expect(seen(input(TEXT), { ...BOT, withHuman: true }, [{ replies: [REPLY] }])).toBe('unseen');
    expect(seen(input(TEXT), BOT, [{ replies: [], handOff: 'asked' }])).toBe('unseen');
    expect(seen(input(TEXT), BOT, [{ replies: [REPLY], handOff: 'asked' }])).toBe('answered');
  });

  it('is not marked when it is older than Meta allows', () => {
    const days = (n: number): Date => new Date(NOW.getTime() - n * 24 * 3_600_000);
    expect(seen(input(TEXT, days(28)), BOT, [])).toBe('seen');
    expect(seen(input(TEXT, days(29)), BOT, [])).toBe('unseen');
  });

  it.each<Happening>([
    { kind: 'reaction', to: 'wamid.0', emoji: '👍' },
    { kind: 'edit', of: 'wamid.0', now: null },
    { kind: 'revoke', of: 'wamid.0' },
    { kind: 'call_permission', granted: true },
    { kind: 'news', news: { type: 'test' } as never },
  ])('is not what a $kind is', (happening) => {
    expect(seen(input(happening), BOT, [{ replies: [REPLY] }])).toBe('unseen');
  });
});
