import type { Decision } from './decision.js';
import type { Facts } from './facts.js';
import type { Input } from './input.js';

/** What a person is shown of their message: nothing, that it was read, or that it was read and an answer comes. */
export type Seen = 'unseen' | 'seen' | 'answered';

/** Meta refuses to mark a message that is older than thirty days. */
const MARKABLE_MS = 29 * 24 * 3_600_000;

/** No message of the person's with ticks of its own. */
const NO_MESSAGE: ReadonlySet<Input['kind']> = new Set([
  'news',
  'outcome',
  'edit',
  'revoke',
  'reaction',
  'call_permission',
]);

/**
 * The bot has read what it took up. Where a person has the chat, or gets this message without a word of the bot, it is for them
 * to have read it: ticks that a machine set would promise a look nobody took.
 */
export function seen(
  input: Input,
  { withHuman, now }: Pick<Facts, 'withHuman' | 'now'>,
  decisions: readonly Pick<Decision, 'replies' | 'handOff'>[],
): Seen {
  if (NO_MESSAGE.has(input.kind) || withHuman) return 'unseen';
  if (now.getTime() - input.sentAt.getTime() >= MARKABLE_MS) return 'unseen';
  if (decisions.some(({ replies }) => replies.length > 0)) return 'answered';
  return decisions.some(({ handOff }) => handOff !== undefined) ? 'unseen' : 'seen';
}
