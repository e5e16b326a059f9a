import { Injectable } from '@nestjs/common';
import { putNews, type Transaction } from '../../platform/index.js';
import { countryOf } from '../contacts/country.js';
import type { Head } from './head.js';
import type { MessageCondition, MessageContent, TemplateForm } from '../message/message-content.js';
import { rankOfPriority, type MessageCategory } from '../message/priority.js';
import { CLAIM, DROP_OVERDUE, END, HEADS, LEASE, LOCK_MESSAGES, WAKE_AT } from './send-queue-sql.js';

/** One chat: a contact on a channel. */
export interface Chat {
  readonly contactId: string;
  readonly channelId: string;
}

/** The head of a chat as stored. */
export interface QueuedHead extends Chat {
  readonly id: string;
  readonly purpose: string;
  readonly portfolioId: string;
  readonly head: Head;
  /** The database's time. */
  readonly now: Date;
}

/** In the contact's mailbox: prompts were dropped because they came too late; apologise once and say how things stand. */
export interface PromptsOverdueNews {
  readonly type: 'prompts_overdue';
  readonly channelId: string;
}

/** A message that is ours now. */
export interface LeasedPlace {
  /** Number of this try, from 1. */
  readonly tries: number;
  /** It may go this long after the lease: its place in the number's rate. */
  readonly placeMs: number;
}

interface HeadRow {
  contact_id: string;
  channel_id: string;
  seq: string;
  id: string;
  purpose: string;
  state: 'pending' | 'leased' | 'unknown';
  content: MessageContent;
  template: TemplateForm | null;
  category: MessageCategory;
  outside_window: boolean;
  must_arrive: boolean;
  harmless_twice: boolean;
  inbox_id: string | null;
  not_after: Date | null;
  condition: MessageCondition | null;
  condition_state: string | null;
  due_at: Date | null;
  losses: number;
  priority: number;
  created_at: Date;
  silent_since: Date | null;
  window_ends_at: Date | null;
  opt_out: 'none' | 'marketing' | 'all';
  merged_into: string | null;
  wa_id: string | null;
  user_id: string | null;
  paced_to: Date | null;
  undeliverable: number;
  portfolio_id: string;
  stopped: string[] | null;
  barred: string[] | null;
  follows: Date | null;
  overdue: string;
  now: Date;
}

/**
 * The outbox as the sender leases from it. Why no wake-up is lost: a wake-up is taken away only under the lane's lock and in the
 * same snapshot that reads the chat's head. If the head is not taken up then, a later wake-up is left in its place; if it is,
 * whoever settles it wakes the chat again.
 */
@Injectable()
export class SendQueue {
  /** Locks chats that have something to do, at most as many per channel as its rate allows now. */
  async claim(tx: Transaction, limit: number): Promise<Chat[]> {
    const rows = await tx.rows<{ contact_id: string; channel_id: string }>(CLAIM, [limit]);
    return rows.map((row) => ({ contactId: row.contact_id, channelId: row.channel_id }));
  }

  /** Takes the chats' wake-ups and reads their heads; chats with nothing to send are left out. */
  async heads(tx: Transaction, chats: readonly Chat[]): Promise<QueuedHead[]> {
    const rows = await tx.rows<HeadRow>(HEADS, chatArrays(chats));
    return rows.map(headOf);
  }

  /** Holds messages, so that several statements can change them: everybody who changes several takes them in this order. */
  async lock(tx: Transaction, seqs: readonly string[]): Promise<void> {
    if (seqs.length > 0) await tx.rows(LOCK_MESSAGES, [seqs]);
  }

  /** Leases messages of claimed chats, pays their channels' and pairs' rates; by seq what is ours now. */
  async lease(tx: Transaction, seqs: readonly string[]): Promise<Map<string, LeasedPlace>> {
    if (seqs.length === 0) return new Map();
    const rows = await tx.rows<{ seq: string; tries: number; place_ms: number }>(LEASE, [seqs]);
    return new Map(rows.map((row) => [row.seq, { tries: row.tries, placeMs: row.place_ms }]));
  }

  /** The chats are looked at again at these times. */
  async wakeAt(tx: Transaction, chats: readonly (Chat & { readonly at: Date })[]): Promise<void> {
    if (chats.length === 0) return;
    await tx.run(WAKE_AT, [...chatArrays(chats), chats.map((chat) => chat.at)]);
  }

  /** Ends messages unsent, or takes them out of their chats' order until something changes. Their chats are to be woken. */
  async end(
    tx: Transaction,
    state: 'parked' | 'dropped' | 'waiting',
    messages: readonly { seq: string; reason: string }[],
  ): Promise<void> {
    if (messages.length === 0) return;
    await tx.run(END, [messages.map((one) => one.seq), messages.map((one) => one.reason), state]);
  }

  /** Drops the overdue prompts of the chats and has each conversation apologise once with the present state. */
  async dropOverdue(tx: Transaction, chats: readonly Chat[]): Promise<number> {
    if (chats.length === 0) return 0;
    const dropped = await tx.run(DROP_OVERDUE, chatArrays(chats));
    await putNews(
      tx,
      chats.map(({ contactId, channelId }) => {
        const news: PromptsOverdueNews = { type: 'prompts_overdue', channelId };
        return { contactId, news };
      }),
    );
    return dropped;
  }

  /** What waits for a merged contact goes to the one it became part of. */
  async move(tx: Transaction, chat: Chat & { readonly now: Date }, to: string): Promise<void> {
    await tx.run(
      `update outbox set contact_id = $3 where contact_id = $1 and channel_id = $2 and state in ('pending', 'unknown')`,
      [chat.contactId, chat.channelId, to],
    );
    await this.wakeAt(tx, [{ contactId: to, channelId: chat.channelId, at: chat.now }]);
  }
}

function chatArrays(chats: readonly Chat[]): [string[], string[]] {
  return [chats.map((chat) => chat.contactId), chats.map((chat) => chat.channelId)];
}

/** "Undeliverable" in a row after which a person counts as unreachable. */
const UNREACHABLE_AFTER = 3;

function isBarred({ barred, wa_id: waId, user_id: userId }: HeadRow): boolean {
  if (barred === null) return false;
  const country = countryOf({ waId, userId });
  return country !== null && barred.includes(country);
}

function headOf(row: HeadRow): QueuedHead {
  return {
    contactId: row.contact_id,
    channelId: row.channel_id,
    id: row.id,
    purpose: row.purpose,
    portfolioId: row.portfolio_id,
    now: row.now,
    head: {
      seq: row.seq,
      state: row.state,
      content: row.content,
      form: row.template,
      windowRefused: row.outside_window,
      hindrance: null,
      mustArrive: row.must_arrive,
      harmlessTwice: row.harmless_twice,
      answers: row.inbox_id !== null,
      notAfter: row.not_after,
      condition: row.condition,
      conditionState: row.condition_state,
      dueAt: row.due_at,
      losses: row.losses,
      byPerson: row.purpose === 'human_reply',
      promotes: row.category === 'marketing' || row.priority >= rankOfPriority('reminder'),
      category: row.category,
      createdAt: row.created_at,
      silentSince: row.silent_since,
      windowEndsAt: row.window_ends_at,
      optOut: row.opt_out,
      mergedInto: row.merged_into,
      address: { waId: row.wa_id, userId: row.user_id },
      pacedTo: row.paced_to,
      overdue: Number(row.overdue),
      stopped: row.stopped ?? [],
      barred: isBarred(row),
      unreachable: row.undeliverable >= UNREACHABLE_AFTER,
      follows: row.follows,
    },
  };
}
