import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/index.js';
import { Payments } from '../../payment/index.js';
import { Orders, Tickets, type OrderView } from '../../raffle/index.js';
import { Contacts, readChecksum } from '../../whatsapp/index.js';
import type { Command, CommandOf, Executed, HoldAnswer, ReceiptMedia } from '../command.js';
import { CodeLookUp } from './code-look-up.service.js';
import type { Chat } from './conversation.repository.js';
import { FactsReader } from './facts.reader.js';

/** Alternatives offered for taken numbers. */
const NEIGHBOURS = 3;

/** Somebody else's transaction holds a row this turn wants: the turn is undone and runs once more, alone. */
export class NumbersLocked extends Error {
  override name = 'NumbersLocked';
}

/** Carries out what a turn asks for, in the turn's transaction. */
@Injectable()
export class Commands {
  constructor(
    private readonly orders: Orders,
    private readonly tickets: Tickets,
    private readonly payments: Payments,
    private readonly contacts: Contacts,
    private readonly codes: CodeLookUp,
    private readonly facts: FactsReader,
  ) {}

  /** @param alone the lane runs by itself and may wait for locks. @throws {NumbersLocked} */
  async execute(
    tx: Transaction,
    chat: Chat,
    command: Command,
    wamid: string,
    alone: boolean,
  ): Promise<Executed> {
    switch (command.kind) {
      case 'check_numbers':
        return { kind: command.kind, command, outcome: await this.check(tx, command) };
      case 'pick_random': {
        const numbers = await this.tickets.pickRandom(tx, command.raffleId, command.count);
        return { kind: command.kind, command, outcome: { numbers } };
      }
      case 'hold':
        return { kind: command.kind, command, outcome: await this.hold(tx, chat, command, alone) };
      case 'cancel':
        return { kind: command.kind, command, outcome: await this.cancel(tx, chat, command.orderId) };
      case 'attach_receipt': {
        const outcome = await this.attach(tx, chat, command.orderId, command.media);
        for (const media of command.more ?? []) await this.attach(tx, chat, command.orderId, media);
        return { kind: command.kind, command, outcome };
      }
      case 'record_consent':
        await this.contacts.recordConsent(tx, chat.contactId, 'age_and_rules', command.version, wamid);
        return { kind: command.kind, command, outcome: { kind: 'recorded' } };
      case 'set_opt_out':
        await this.contacts.setOptOut(tx, chat.contactId, command.level, wamid);
        return { kind: command.kind, command, outcome: { kind: 'recorded' } };
      case 'look_up_code': {
        const outcome = await this.codes.find(tx, chat.contactId, command.code);
        // whoever knows the code of this contact's ticket is that contact, whatever phone they hold
        if (outcome.kind === 'found' && outcome.own) await this.contacts.trustIdentity(tx, chat.contactId);
        return { kind: command.kind, command, outcome };
      }
    }
  }

  private async check(
    tx: Transaction,
    { raffleId, numbers }: CommandOf<'check_numbers'>,
  ): Promise<{
    free: number[];
    taken: number[];
    neighbours: number[];
  }> {
    const { free, taken } = await this.tickets.availability(tx, raffleId, [...numbers]);
    const neighbours =
      taken.length === 0 ? [] : await this.tickets.neighbours(tx, raffleId, taken, NEIGHBOURS);
    return { free, taken, neighbours: neighbours.filter((number) => !numbers.includes(number)) };
  }

  private async hold(
    tx: Transaction,
    chat: Chat,
    command: CommandOf<'hold'>,
    alone: boolean,
  ): Promise<HoldAnswer> {
    const outcome = await this.orders.hold(tx, {
      raffleId: command.raffleId,
      contactId: chat.contactId,
      channelId: chat.channelId,
      origin: 'chat',
      numbers: [...command.numbers],
      waitForLocks: alone,
    });
    if (outcome.kind === 'locked') throw new NumbersLocked();
    if (outcome.kind !== 'held') return outcome;
    return { kind: 'held', order: await this.facts.describe(tx, outcome.order), missed: outcome.missed };
  }

  private async cancel(tx: Transaction, chat: Chat, orderId: string) {
    const outcome = await this.orders.cancel(tx, { orderId, contactId: chat.contactId });
    if (outcome.kind !== 'cancelled') return outcome;
    return { kind: outcome.kind, order: await this.facts.describe(tx, outcome.order) };
  }

  private async attach(tx: Transaction, chat: Chat, orderId: string, media: ReceiptMedia) {
    const declaredSha256 = media.sha256 === null ? null : readChecksum(media.sha256);
    const { kind, order } = await this.payments.attachReceipt(tx, {
      orderId,
      channelId: chat.channelId,
      contactId: chat.contactId,
      wamid: media.wamid,
      mediaId: media.mediaId,
      declaredType: media.declaredType,
      ...(declaredSha256 !== null && { declaredSha256 }),
      ...(media.url !== undefined && { url: media.url }),
      sentAt: new Date(media.sentAt),
      forwarded: media.forwarded ?? false,
    });
    return { kind, order: await this.facts.describe(tx, order satisfies OrderView) };
  }
}
