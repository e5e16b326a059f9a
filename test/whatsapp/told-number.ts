import { invariant } from '../../src/kernel/index.js';
import type { Phone } from '../../simulator/index.js';
import {
  ChannelState,
  Outbox,
  SenderHint,
  type MessageCategory,
  type MessageContent,
} from '../../src/whatsapp/index.js';
import { OutboxSweep } from '../../src/whatsapp/sender/outbox-sweep.worker.js';
import { withOwner } from '../support/open.js';
import { answer } from '../support/raffle.js';
import { startService, type TestService } from '../support/service.js';
import { Talker } from '../support/talker.js';
import { until } from './room.js';

export const CATEGORIES = ['marketing', 'utility', 'service'] as const;

/** A number Meta tells something about, and somebody it writes to. */
export class ToldNumber {
  phone!: Phone;
  private channelId = '';
  private contactId = '';
  private said = 0;

  private constructor(readonly service: TestService) {}

  static async start(): Promise<ToldNumber> {
    return new ToldNumber(await startService());
  }

  /** Nothing is known any more, and somebody new writes: to one person Meta lets only so many messages go in a minute. */
  async begin(): Promise<void> {
    await withOwner(this.service.db, (owner) => owner.query('delete from alert; delete from channel_stop'));
    const talker = Talker.stranger(this.service);
    await talker.says('hola');
    this.phone = talker.phone;
    const [chat] = await this.rows<{ channel_id: string; contact_id: string }>(
      'select channel_id, contact_id from conversation order by contact_id desc limit 1',
    );
    this.channelId = chat?.channel_id ?? '';
    this.contactId = chat?.contact_id ?? '';
  }

  rows<T extends Record<string, unknown>>(sql: string): Promise<T[]> {
    return this.service.db.database.rows<T>(sql);
  }

  /** Tells a change over signed HTTP and waits until it was acted on. Of the second of a read-back nobody knows which was first. */
  async tell(field: string, value: object, shift = -2): Promise<void> {
    const time = Math.floor(Date.now() / 1000) + shift;
    const taken = await this.service.simulator.sendChange(field, value, { time });
    invariant(taken, 'the webhook refused a change');
    const pending = () => this.rows(`select from inbox where state = 'pending'`);
    await until('the change is acted on', async () => (await pending()).length === 0);
  }

  stops(): Promise<object[]> {
    return this.rows(
      'select cause, scope, until is not null as ends, told_at is not null as told from channel_stop order by cause',
    );
  }

  alerts(): Promise<object[]> {
    return this.rows('select kind, severity from alert order by kind');
  }

  async readBack(): Promise<void> {
    const state = this.service.app.get(ChannelState, { strict: false });
    const [clock] = await this.rows<{ now: Date }>('select app_now() as now');
    await this.service.db.database.transact((tx) => state.requestCheck(tx, this.channelId));
    const check = await state.waitForCheck(this.channelId, clock!.now, 10_000);
    invariant(check !== null, 'the number was not read back');
  }

  /** A person says that the number may go on. */
  async resume(): Promise<void> {
    await answer(this.service.api('POST', `/channels/${this.channelId}/resume`, {}));
  }

  /** One message of each category to somebody who wrote today; their words, so that they are told apart. */
  async sendOneOfEach(): Promise<Map<MessageCategory, string>> {
    const { channelId, contactId } = this;
    const words = new Map<MessageCategory, string>(
      CATEGORIES.map((category) => [category, `${category}_${this.said++}`]),
    );
    const messages = [...words].map(([category, body]) => ({
      channelId,
      contactId,
      category,
      purpose: 'reply',
      mustArrive: true, // whatever else waits for half an hour is not worth sending
      content: contentOf(category, body),
    }));
    const outbox = this.service.app.get(Outbox, { strict: false });
    await this.service.db.database.transact((tx) => outbox.enqueue(tx, messages));
    this.service.app.get(SenderHint, { strict: false }).raise();
    return words;
  }

  /** Which of them the person has. */
  async arrived(words: ReadonlyMap<MessageCategory, string>): Promise<MessageCategory[]> {
    await this.service.app.get(OutboxSweep, { strict: false }).sweep();
    const inbox = new Set(this.phone.inbox().map(({ text }) => text));
    return [...words].filter(([, body]) => inbox.has(body)).map(([category]) => category);
  }
}

/** Inside the window free words are an answer, whatever they say: offers and notices are templates. */
function contentOf(category: MessageCategory, name: string): MessageContent {
  if (category === 'service') return { kind: 'text', body: name };
  return { kind: 'template', name, language: 'es', parameters: [] };
}
