import { Injectable } from '@nestjs/common';
import { fingerprintOf, maskName } from '../../kernel/index.js';
import type { Reader } from '../../platform/index.js';
import { Orders, ticketStanding, type DrawStanding } from '../../raffle/index.js';
import type { CodeAnswer, EarlierDraw } from '../command.js';

const TRIES = 10;
const PER_MS = 60 * 60_000;

/**
 * Validation codes, looked up for whoever types one. A code has 80 random bits; the limit per person keeps a guesser from making
 * us work. Counted per process: several copies let through as many times more, which changes nothing against 80 bits.
 */
@Injectable()
export class CodeLookUp {
  private readonly tries = new Map<string, { count: number; until: number }>();

  constructor(private readonly orders: Orders) {}

  async find(reader: Reader, contactId: string, code: string): Promise<CodeAnswer> {
    if (!this.mayTry(contactId)) return { kind: 'too_many_tries' };
    const found = await this.orders.byValidationCode(reader, code);
    if (found === null) return { kind: 'unknown' };
    const { order, raffle } = found;
    const { standing, main, before, receipts } = await ticketStanding(reader, order);
    const list = main?.list ?? null;
    return {
      kind: 'found',
      raffleTitle: raffle.title,
      numbers: order.numbers,
      width: raffle.width,
      timeZone: raffle.timeZone,
      standing,
      paidAt: order.paidAt,
      own: order.contactId === contactId,
      holderInitials: maskName(await this.holderName(reader, order.contactId)),
      list: list && { size: list.size, fingerprint: fingerprintOf(list.hash), places: list.places },
      byHand: main?.byHand ?? false,
      wins: main?.wins ?? null,
      out: main?.out ?? [],
      pending: main?.pending ?? false,
      before: before.flatMap(earlierDraw),
      receipts: { logSeq: receipts.logSeq, gone: receipts.keysDestroyedAt !== null },
    };
  }

  private async holderName(reader: Reader, contactId: string): Promise<string | null> {
    const row = await reader.first<{ name: string | null }>(
      'select display_name as name from contact where id = $1',
      [contactId],
    );
    return row?.name ?? null;
  }

  private mayTry(contactId: string): boolean {
    const now = performance.now();
    for (const [id, entry] of this.tries) if (entry.until <= now) this.tries.delete(id);
    const entry = this.tries.get(contactId) ?? { count: 0, until: now + PER_MS };
    entry.count++;
    this.tries.set(contactId, entry);
    return entry.count <= TRIES;
  }
}

function earlierDraw({ draw: { name }, byHand, wins, pending }: DrawStanding): EarlierDraw[] {
  return name === null ? [] : [{ name, byHand, wins, pending }];
}
