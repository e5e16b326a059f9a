import { Injectable, type OnModuleInit } from '@nestjs/common';
import { putNews, type Transaction } from '../../platform/index.js';
import { Contacts } from '../contacts/contacts.service.js';
import { MarketingWishes } from '../contacts/marketing-wishes.service.js';
import { Overheard } from '../contacts/overheard.repository.js';
import type { Call, OverheardMessage } from './chat-events.js';
import type { FieldEventOf } from './field-event.js';
import { FieldReactions, type Telling } from './field-reactions.service.js';
import { Told } from './told.repository.js';

/**
 * What a change of a field means for a chat, in the contact's mailbox: the conversation acts on it in order with the messages, and
 * no second lane is locked here.
 */
export type ChatNotice =
  /** Somebody else talks in this chat: the bot is silent. */
  | {
      readonly type: 'chat_taken';
      readonly channelId: string;
      readonly cause: 'echo' | 'standby' | 'handover';
      /** When it was said or taken, ISO 8601. */
      readonly at: string;
    }
  /** The chat is ours again; `escalated`: for a person. */
  | { readonly type: 'chat_passed'; readonly channelId: string; readonly escalated: boolean }
  /** The person called: a call opens the 24-hour window. */
  | { readonly type: 'called'; readonly channelId: string; readonly at: string };

/** Acts on fields about chats and people. Old chats (`history`) are not taken over: nothing reacts to them. */
@Injectable()
export class ChatReactions implements OnModuleInit {
  constructor(
    private readonly reactions: FieldReactions,
    private readonly contacts: Contacts,
    private readonly wishes: MarketingWishes,
    private readonly overheard: Overheard,
    private readonly told: Told,
  ) {}

  onModuleInit(): void {
    this.reactions.on('overheard', (tx, event, telling) => this.hear(tx, event.messages, telling));
    this.reactions.on('handover', (tx, event, telling) => this.handOver(tx, event, telling));
    this.reactions.on('marketing_wishes', async (tx, { wishes }, telling) => {
      const people = wishes.map(({ person }) => person);
      const ids = await this.contacts.resolve(tx, telling.portfolioId, people);
      for (const [i, { wish, at }] of wishes.entries())
        await this.wishes.note(tx, ids[i] ?? '', wish, at ?? telling.at);
    });
    this.reactions.on('calls', (tx, { calls }, telling) => this.log(tx, calls, telling));
    this.reactions.on('address_book', (tx, { entries }, telling) =>
      this.contacts.nameFromAddressBook(tx, telling.portfolioId, entries),
    );
  }

  private async hear(
    tx: Transaction,
    messages: readonly OverheardMessage[],
    telling: Telling,
  ): Promise<void> {
    const chats = await this.keep(tx, messages, telling);
    const latest = new Map<string, OverheardMessage & { readonly time: Date }>();
    for (const [i, message] of messages.entries()) {
      const contactId = chats[i];
      if (contactId === undefined || contactId === null) continue;
      const time = message.at ?? telling.at;
      const before = latest.get(contactId);
      if (before === undefined || before.time < time) latest.set(contactId, { ...message, time });
    }
    await tell(
      tx,
      [...latest].map(([contactId, { speaker, time }]) => {
        const cause = speaker === 'agent' || speaker === 'person' ? 'standby' : 'echo';
        const at = time.toISOString();
        return [contactId, { type: 'chat_taken', channelId: telling.channelId, cause, at }];
      }),
    );
  }

  /** Contact ids of the messages; null for those that turn out to be our own. */
  private async keep(
    tx: Transaction,
    messages: readonly OverheardMessage[],
    { portfolioId, channelId, inboxId, at }: Telling,
  ): Promise<(string | null)[]> {
    const own = await this.overheard.own(
      tx,
      messages.map(({ wamid }) => wamid),
    );
    const others = messages.filter(({ wamid }) => !own.has(wamid));
    const ids = await this.contacts.resolve(
      tx,
      portfolioId,
      others.map(({ person }) => person),
    );
    for (const [i, message] of others.entries()) {
      const said = { ...message, channelId, contactId: ids[i] ?? '', at: message.at ?? at, inboxId };
      await this.overheard.keep(tx, said);
    }
    return messages.map((message) => ids[others.indexOf(message)] ?? null);
  }

  /** Told again, or late: what was told after it holds. */
  private async handOver(
    tx: Transaction,
    { person, change, escalated, at }: FieldEventOf<'handover'>,
    { portfolioId, channelId, at: toldAt }: Telling,
  ): Promise<void> {
    if (person === null) return;
    const [contactId = ''] = await this.contacts.resolve(tx, portfolioId, [person]);
    const when = at ?? toldAt;
    if ((await this.told.note(tx, `chat:${channelId}:${contactId}`, 'handover', when)) === 'stale') return;
    const news: ChatNotice =
      change === 'passed'
        ? { type: 'chat_passed', channelId, escalated }
        : { type: 'chat_taken', channelId, cause: 'handover', at: when.toISOString() };
    await tell(tx, [[contactId, news]]);
  }

  private async log(tx: Transaction, calls: readonly Call[], telling: Telling): Promise<void> {
    const { portfolioId, channelId, inboxId } = telling;
    const known = calls.flatMap((call) => (call.person === null ? [] : [{ ...call, person: call.person }]));
    const people = known.map(({ person }) => person);
    const ids = await this.contacts.resolve(tx, portfolioId, people);
    for (const [i, call] of known.entries()) {
      const [contactId = '', at] = [ids[i], call.at ?? telling.at];
      if (!call.byPerson) continue;
      const said = { speaker: 'person', type: 'call', wamid: call.id, body: null, correction: null } as const;
      await this.overheard.keep(tx, { ...said, channelId, contactId, at, inboxId });
      await tell(tx, [[contactId, { type: 'called', channelId, at: at.toISOString() }]]);
    }
  }
}

function tell(tx: Transaction, notices: readonly (readonly [string, ChatNotice])[]): Promise<void> {
  return putNews(
    tx,
    notices.map(([contactId, news]) => ({ contactId, news })),
  );
}
