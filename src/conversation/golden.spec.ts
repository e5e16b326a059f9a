import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Chat } from '../../test/support/chat/chat.js';
import { play } from '../../test/support/chat/script.js';
import type { MessageContent } from '../whatsapp/index.js';
import { decide } from './decide.js';
import { openOrders } from './facts.js';

const GOLDEN = new URL('./golden/', import.meta.url);
const stories = readdirSync(GOLDEN).filter((name) => name.endsWith('.txt'));

describe('The written stories', () => {
  test('there are some', () => {
    expect(stories.length).toBeGreaterThan(8);
  });

  // After changing words on purpose: vitest -u, then read the difference.
  test.each(stories)('%s is what the bot says, word for word', async (name) => {
    const story = new URL(name, GOLDEN);
    await expect(play(readFileSync(story, 'utf8'))).toMatchFileSnapshot(story.pathname);
  });

  test.each(stories)('%s goes on alike whether a button is tapped or its title typed', (name) => {
    play(readFileSync(new URL(name, GOLDEN), 'utf8'), (chat, said) => {
      for (const { id, title } of typable(chat, said)) {
        const mark = chat.mark();
        const tapped = decide(chat.state, { kind: 'choice', id, title, ...mark }, chat.facts());
        const typed = decide(chat.state, { kind: 'text', text: title, ...mark }, chat.facts());
        expect({ title, ...typed }).toEqual({ title, ...tapped });
      }
    });
  });
});

/** Buttons of the newest message. Late ones are not acted upon; with several open orders a title may not say which is meant. */
function typable(chat: Chat, said: MessageContent): { id: string; title: string }[] {
  if (chat.late || chat.withHuman || said.kind !== 'buttons') return [];
  const ambiguous = openOrders(chat.facts()).length > 1 ? ['Ya pagué', 'Cancelar', 'Mandar otro'] : [];
  return said.buttons.filter(({ title }) => !ambiguous.includes(title));
}
