import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/index.js';
import { Told } from '../fields/told.repository.js';
import { Contacts } from './contacts.service.js';

/** What people told Meta about marketing of this business (field `user_preferences`); the chat's own BAJA and ALTA go before it. */
@Injectable()
export class MarketingWishes {
  constructor(
    private readonly contacts: Contacts,
    private readonly told: Told,
  ) {}

  /**
   * Takes effect at once, in this transaction: whatever marketing waits to be sent is dropped when its turn comes. What was told
   * before something known changes nothing; of two words of one second the stricter holds.
   */
  async note(
    tx: Transaction,
    contactId: string,
    wish: 'stop' | 'resume' | 'signup',
    at: Date,
  ): Promise<void> {
    const order = await this.told.note(tx, `contact:${contactId}`, 'marketing', at);
    if (order === 'stale' || (order === 'tie' && wish !== 'stop')) return;
    if (wish === 'stop') await this.contacts.optOutOfMarketing(tx, contactId);
    else await this.contacts.optInToMarketing(tx, contactId, wish, at);
  }
}
