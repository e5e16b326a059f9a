import { Injectable } from '@nestjs/common';
import {
  Deliveries,
  type ItemDecision,
  LaneHandler,
  Metrics,
  type Lane,
  type LaneItem,
  type LaneMode,
  type LaneResult,
  type SeenMessage,
  type Transaction,
} from '../../platform/index.js';
import { Contacts, Outbox, type OutboundMessage, ReadMarks, SenderHint } from '../../whatsapp/index.js';
import type { Input } from '../input.js';
import { channelOf, inputOf, isMerge, isSystem, isWritten } from '../message/lane-items.js';
import { corrections, isCorrection, type Corrections } from '../message/corrections.js';
import { readReferral } from '../message/read-referral.js';
import { readSystemNotice } from '../message/read-system-notice.js';
import { readChatNotice } from '../message/chat-notice.js';
import type { Seen } from '../seen.js';
import { readState } from '../state.js';
import { apology } from './apology.js';
import {
  chatKey,
  Conversations,
  type Chat,
  type ConversationChange,
  type ConversationRow,
} from './conversation.repository.js';
import { NumbersLocked } from './commands.service.js';
import { Referrals } from './referrals.repository.js';
import { TurnService, type Turn } from './turn.service.js';

/** How far a lane got in this transaction. */
interface Progress {
  readonly lane: Lane;
  readonly corrections: Corrections;
  next: number;
  again: boolean;
  /** Try its next item after so many milliseconds. */
  postponed?: number;
  readonly handled: string[];
  readonly ignored: string[];
  readonly decisions: ItemDecision[];
  readonly seen: SeenMessage[];
}

/** How long a merge waits for whoever works on the other contact. */
const MERGE_AGAIN_MS = 250;

/** What is to be written for one finished turn. */
interface Finished {
  readonly itemId: string;
  readonly change: ConversationChange;
  readonly messages: readonly OutboundMessage[];
}

/**
 * The inbox worker's lanes as chats: takes the first item of every lane, then the second, … so that facts are loaded and answers
 * are written for all lanes at once. A lane's turn that meets a locked row is undone to its savepoint and runs again, alone.
 */
@Injectable()
export class Turns extends LaneHandler {
  constructor(
    private readonly conversations: Conversations,
    private readonly deliveries: Deliveries,
    private readonly turns: TurnService,
    private readonly outbox: Outbox,
    private readonly contacts: Contacts,
    private readonly referrals: Referrals,
    private readonly marks: ReadMarks,
    private readonly sender: SenderHint,
    private readonly metrics: Metrics,
  ) {
    super();
  }

  async handle(tx: Transaction, lanes: readonly Lane[], mode: LaneMode): Promise<LaneResult[]> {
    const corrected = await this.correctionsOf(tx, lanes);
    const all = lanes.map((lane, i): Progress => {
      return {
        lane,
        corrections: corrected[i]!,
        next: 0,
        again: false,
        handled: [],
        ignored: [],
        decisions: [],
        seen: [],
      };
    });
    for (let round = 0; round === 0 || performance.now() < mode.deadline; round++) {
      const active = all.filter((one) => !one.again && one.next < one.lane.items.length);
      if (active.length === 0) break;
      await this.round(tx, active, mode.alone);
    }
    return all.map(({ lane, handled, ignored, decisions, seen, again, postponed }) => {
      const wait = postponed === undefined ? {} : { postponed };
      return { laneId: lane.id, handled, ignored, decisions, seen, again, ...wait };
    });
  }

  committed(results: readonly LaneResult[]): void {
    this.marks.add(results.flatMap(({ seen = [] }) => seen)); // first, or an answer would be there before "typing"
    this.sender.raise();
  }

  async giveUp(tx: Transaction, item: LaneItem): Promise<void> {
    const chat = (await this.chatsOf(tx, [item]))[0];
    if (chat === null || chat === undefined) return;
    const known = (await this.conversations.load(tx, [chat])).get(chatKey(chat));
    const state = readState(known?.state ?? null);
    await this.conversations.save(tx, [
      { ...chat, state, inboundAt: item.metaAt, handOff: 'a message could not be processed' },
    ]);
    if (known?.withHuman !== true) await this.outbox.enqueue(tx, [apology(chat, item.id)]);
  }

  private async round(tx: Transaction, active: readonly Progress[], alone: boolean): Promise<void> {
    const items = active.map((one) => one.lane.items[one.next]!);
    const chats = await this.chatsOf(tx, items);
    const contents = await this.contentsOf(tx, items);
    const inputs = items.map((item, i) => inputOf(item, contents[i], active[i]!.corrections));
    const states = await this.conversations.load(
      tx,
      chats.filter((chat) => chat !== null),
    );
    const turns = await this.turns.prepare(
      tx,
      active.flatMap((_, i) => turnOf(chats[i], inputs[i], items[i]!, states) ?? []),
    );
    const finished: Finished[] = [];
    for (const [i, one] of active.entries()) {
      const item = items[i]!;
      one.next++;
      if (one.corrections.settled.has(item.id)) one.handled.push(item.id);
      else if (await this.noticed(tx, one, item, chats[i])) continue;
      else if (isMerge(item)) await this.merge(tx, one, item, alone);
      else if (isSystem(item)) await this.identify(tx, one, item, contents[i], alone);
      else {
        const turn = turns.get(item.id);
        if (turn === undefined) await this.passOver(tx, one, item, chats[i]);
        else await this.take(tx, one, item, turn, finished, alone);
      }
    }
    await this.conversations.save(
      tx,
      finished.map(({ change }) => change),
    );
    for (const [i, item] of items.entries()) await this.attribute(tx, item, chats[i], contents[i], finished);
    await this.outbox.enqueue(
      tx,
      finished.flatMap(({ messages }) => messages),
    );
  }

  private async take(
    tx: Transaction,
    one: Progress,
    item: LaneItem,
    turn: Turn,
    finished: Finished[],
    alone: boolean,
  ): Promise<void> {
    try {
      const { trace, seen, ...turned } = await this.turns.run(tx, turn, alone);
      finished.push({ itemId: item.id, ...turned });
      one.handled.push(item.id);
      one.decisions.push({ itemId: item.id, decision: trace });
      one.seen.push(...seenOf(item, turn, seen));
    } catch (error) {
      if (!(error instanceof NumbersLocked)) throw error;
      one.again = true;
    }
  }

  /** Nothing is answered, but whoever wrote may be written to: whatever a message says, it opens the window. */
  private async passOver(
    tx: Transaction,
    one: Progress,
    item: LaneItem,
    chat: Chat | null | undefined,
  ): Promise<void> {
    if (isWritten(item) && chat !== null && chat !== undefined)
      await this.conversations.heard(tx, chat, item.metaAt ?? item.receivedAt);
    one.ignored.push(item.id);
    this.metrics.count('inbox_rows_ignored');
  }

  /** Notes where the sender of a finished message came from. */
  private async attribute(
    tx: Transaction,
    item: LaneItem,
    chat: Chat | null | undefined,
    content: unknown,
    finished: readonly Finished[],
  ): Promise<void> {
    const turn = finished.find(({ itemId }) => itemId === item.id);
    const from = turn === undefined || item.kind !== 'message' ? null : readReferral(content);
    if (from === null || chat === null || chat === undefined || turn === undefined) return;
    const answered = turn.messages.length > 0;
    const sentAt = item.metaAt ?? item.receivedAt;
    await this.referrals.keep(tx, chat, { wamid: item.wamid ?? item.id, sentAt, answered }, from);
  }

  /** @returns true where the row was about the chat itself */
  private async noticed(
    tx: Transaction,
    one: Progress,
    item: LaneItem,
    chat: Chat | null | undefined,
  ): Promise<boolean> {
    const notice = item.kind === 'news' ? readChatNotice(item.news) : null;
    if (notice === null || chat === null || chat === undefined) return false;
    await this.conversations.note(tx, chat, notice);
    one.handled.push(item.id);
    return true;
  }

  /** Two contacts are one: runs in a transaction that holds no other lane, and waits its turn where the other lane is held. */
  private async merge(tx: Transaction, one: Progress, item: LaneItem, alone: boolean): Promise<void> {
    const { youngerId } = item.news as { youngerId: string };
    one.again = !alone;
    if (one.again) return;
    if (await this.contacts.merge(tx, item.laneId, youngerId)) one.handled.push(item.id);
    else one.postponed = MERGE_AGAIN_MS;
  }

  /** Not the person's own words: answered by nobody, and no reason to write to them. Contacts are locked: alone, as a merge. */
  private async identify(
    tx: Transaction,
    one: Progress,
    item: LaneItem,
    content: unknown,
    alone: boolean,
  ): Promise<void> {
    const notice = readSystemNotice(content);
    one.again = notice?.kind === 'new_identity' && !alone;
    if (one.again) return;
    if (notice?.kind === 'new_identity')
      await this.contacts.identityChanged(tx, item.laneId, notice.identity);
    if (notice?.kind === 'identity_doubtful') await this.contacts.doubtIdentity(tx, item.laneId);
    one.handled.push(item.id);
  }

  private async chatsOf(tx: Transaction, items: readonly LaneItem[]): Promise<(Chat | null)[]> {
    const newsTo = items.filter((item) => channelOf(item) === null).map((item) => item.laneId);
    const latest = await this.conversations.latestChannels(tx, newsTo);
    return items.map((item) => {
      const channelId = channelOf(item) ?? latest.get(item.laneId);
      return channelId === undefined ? null : { channelId, contactId: item.laneId };
    });
  }

  /** Per lane, what the edits and revokes waiting in it mean for messages waiting before them. */
  private async correctionsOf(tx: Transaction, lanes: readonly Lane[]): Promise<Corrections[]> {
    const items = lanes.flatMap((lane) => lane.items.filter(isCorrection));
    const contents = await this.contentsOf(tx, items);
    const byId = new Map(items.map((item, i) => [item.id, contents[i]]));
    return lanes.map((lane) => corrections(lane.items, byId));
  }

  /** The JSON of each message; `undefined` for news. */
  private async contentsOf(tx: Transaction, items: readonly LaneItem[]): Promise<unknown[]> {
    const sources = items.flatMap((item) => item.source ?? []);
    const messages = await this.deliveries.messages(tx, sources);
    return items.map((item) => (item.source === null ? undefined : messages[sources.indexOf(item.source)]));
  }
}

function seenOf({ id, wamid }: LaneItem, { chat, input }: Turn, seen: Seen): SeenMessage[] {
  if (wamid === null || seen === 'unseen') return [];
  return [{ itemId: id, ...chat, wamid, sentAt: input.sentAt, answered: seen === 'answered' }];
}

function turnOf(
  chat: Chat | null | undefined,
  input: Input | null | undefined,
  item: LaneItem,
  states: ReadonlyMap<string, ConversationRow>,
): Turn | null {
  if (chat === null || chat === undefined || input === null || input === undefined) return null;
  const known = states.get(chatKey(chat));
  return {
    itemId: item.id,
    chat,
    input,
    state: readState(known?.state ?? null),
    withHuman: known?.withHuman ?? false,
  };
}
