import { Injectable } from '@nestjs/common';
import { issueReceipt, ticketSalt, type EntryReceipt } from '../../fair-draw/index.js';
import { Secrets, type Transaction } from '../../platform/index.js';
import { RaffleSecrets } from '../catalogue/index.js';
import { readDrawRules } from './draw-rules.js';
import { handoversOf, receiptIssue, receiptStanding, type ReceiptIssue } from './entry-receipt.reader.js';
import { ledgerTicket } from './ledger-ticket.js';
import { signingSecretAt } from './signing-key.repository.js';
import { utcSeconds } from './utc-seconds.js';

export type EntryReceiptOutcome =
  | { readonly kind: 'receipt'; readonly receipt: EntryReceipt }
  /** Paid a moment ago: the log has it within a second. */
  | { readonly kind: 'not_yet' }
  /** Nothing can show any more whose a number was. */
  | { readonly kind: 'keys_destroyed'; readonly at: Date }
  /** No such draw, or the number is not one this order paid for. */
  | { readonly kind: 'none' };

/**
 * Entry receipts (fair-draw B3): what a buyer holds against the list. Made when asked for, from what never changes, so they are the
 * same bytes each time and no copy of a salt is kept (ADR 28).
 */
@Injectable()
export class EntryReceipts {
  constructor(
    private readonly secrets: Secrets,
    private readonly raffleSecrets: RaffleSecrets,
  ) {}

  /**
   * The receipt of one number of an order; whoever calls this knows that the asker may have it.
   * @param drawId null: the main draw
   */
  async receipt(
    tx: Transaction,
    ticket: { readonly orderId: string; readonly number: number; readonly drawId: string | null },
  ): Promise<EntryReceiptOutcome> {
    const { keysDestroyedAt } = await receiptStanding(tx, ticket.orderId);
    if (keysDestroyedAt !== null) return { kind: 'keys_destroyed', at: keysDestroyedAt };
    const handovers = await handoversOf(tx, ticket.orderId, ticket.number);
    if (handovers === null) return { kind: 'none' };
    const issue = await receiptIssue(tx, ticket.orderId, ticket.drawId);
    if (issue === null) return { kind: ticket.drawId === null ? 'not_yet' : 'none' };
    return { kind: 'receipt', receipt: await this.make(tx, issue, ticket.number, handovers) };
  }

  private async make(
    tx: Transaction,
    issue: ReceiptIssue,
    number: number,
    handovers: number,
  ): Promise<EntryReceipt> {
    const keys = await this.raffleSecrets.keysOf(tx, issue.raffleId);
    const rules = readDrawRules(issue.rules);
    const draw = { fairdrawId: issue.fairdrawId, onePrizePerHolder: rules.one_prize_per_holder };
    const { contactId, identity } = issue;
    const { holder } = ledgerTicket(draw, keys, { number, handovers, contactId, identity });
    const secret = await signingSecretAt(tx, this.secrets, issue.at);
    return issueReceipt(
      {
        raffleId: issue.fairdrawId,
        rulesHash: issue.rulesHash.toString('hex'),
        number,
        identity,
        salt: ticketSalt(keys.saltKey, number, handovers),
        holder,
        issuedAt: utcSeconds(issue.at),
        log: { seq: issue.seq, hash: issue.hash.toString('hex') },
      },
      secret,
    );
  }
}
