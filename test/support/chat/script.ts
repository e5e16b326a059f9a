import type { Happening } from '../../../src/conversation/input.js';
import type { MessageContent } from '../../../src/whatsapp/index.js';
import { Chat } from './chat.js';
import { aRaffle, id } from './people-and-raffles.js';
import { happen } from './world-events.js';

/**
 * A story as text: `# title` begins a new chat, `>` is the buyer, `!` is the world, `<` is the bot. `> [Title]` taps a button or
 * row, `> [Title] of 2` that of the bot's second message; `> (photo)` sends something that is no text.
 */
export function play(
  script: string,
  after: (chat: Chat, said: MessageContent) => void = () => undefined,
): string {
  let chat = new Chat();
  const lines = script
    .split('\n')
    .filter((line) => !line.startsWith('<'))
    .flatMap((line) => {
      if (line.startsWith('# ')) chat = newChat();
      const said = answersTo(chat, line);
      for (const content of said) if (content !== null) after(chat, content);
      return [line, ...said.flatMap(shown)];
    });
  return lines.join('\n');
}

/** What the bot says to a line; null where it could have spoken and did not. */
function answersTo(chat: Chat, line: string): (MessageContent | null)[] {
  if (line.startsWith('! ')) return happen(chat, line.slice(2));
  if (!line.startsWith('> ')) return [];
  const said = buyer(chat, line.slice(2));
  return said.length === 0 ? [null] : said;
}

const OTHERS: Readonly<Record<string, Happening>> = {
  '(audio)': { kind: 'audio', voice: true },
  '(video)': { kind: 'video' },
  '(location)': { kind: 'location', latitude: 19.4, longitude: -99.1 },
  "(somebody's contact card)": { kind: 'cards', count: 1 },
  '(the own number)': { kind: 'own_number', waId: '525512345678' },
  '(a catalogue order)': { kind: 'catalogue_order', items: 2 },
  '(a poll)': { kind: 'unsupported', what: null },
  '(a file over 100 MB)': { kind: 'media_lost' },
  '(sticker)': { kind: 'sticker', animated: false },
  '(reaction)': { kind: 'reaction', to: 'wamid.0', emoji: '👍' },
  '(takes a message back)': { kind: 'revoke', of: 'wamid.0' },
};

function newChat(): Chat {
  const chat = new Chat();
  chat.trade.raffles = [aRaffle()];
  return chat;
}

function buyer(chat: Chat, does: string): MessageContent[] {
  const tap = /^\[(.+)\](?: of (\d+))?$/.exec(does);
  if (tap !== null)
    return chat.happens({ kind: 'choice', id: buttonId(chat, tap[1] ?? '', tap[2]), title: tap[1] ?? '' });
  if (does === '(photo)')
    return chat.happens({ kind: 'media', mediaId: 'M1', mediaType: 'image', declaredType: 'image/jpeg' });
  if (does === '(pdf)')
    return chat.happens({
      kind: 'media',
      mediaId: 'M2',
      mediaType: 'document',
      declaredType: 'application/pdf',
    });
  const other = OTHERS[does];
  if (other !== undefined) return chat.happens(other);
  const edit = /^\(edits ["“](.+)["”] to ["“](.+)["”]\)$/.exec(does);
  if (edit !== null)
    return chat.happens({
      kind: 'edit',
      of: chat.wamidOf(edit[1] ?? ''),
      now: { kind: 'text', text: edit[2] ?? '' },
    });
  if (does === '(a forged button)')
    return chat.happens({ kind: 'choice', id: `v1:pay:${id(999)}`, title: 'Pagar' });
  return chat.happens({ kind: 'text', text: does });
}

function buttonId(chat: Chat, title: string, message: string | undefined): string {
  const said = message === undefined ? chat.said.toReversed() : [chat.said[Number(message) - 1]];
  for (const content of said) {
    const choices =
      content?.kind === 'buttons'
        ? content.buttons
        : content?.kind === 'list'
          ? content.sections.flatMap(({ rows }) => rows)
          : [];
    const found = choices.find((choice) => choice.title === title);
    if (found !== undefined) return found.id;
  }
  throw new Error(`no button says ${title}`);
}

/** A message as text: the body, then what can be tapped. */
function shown(content: MessageContent | null): string[] {
  if (content === null) return ['< (silence)'];
  if (content.kind === 'text') return quoted(content.body);
  if (content.kind === 'buttons')
    return [...quoted(content.body), `< ${content.buttons.map(({ title }) => `[${title}]`).join(' ')}`];
  if (content.kind === 'link') return [...quoted(content.body), `< [${content.label}] ${content.url}`];
  if (content.kind === 'contact_request') return [...quoted(content.body), '< [(share the own number)]'];
  if (content.kind === 'list') {
    const rows = content.sections.flatMap((section) => section.rows);
    return [
      ...quoted(content.body),
      `< [${content.button}]`,
      ...rows.map(({ title, description }) => `<   [${title}] ${description ?? ''}`.trimEnd()),
    ];
  }
  throw new Error(`the bot does not send ${content.kind}`);
}

function quoted(body: string): string[] {
  return body.split('\n').map((line) => `< ${line}`.trimEnd());
}
