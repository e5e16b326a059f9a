import { Injectable } from '@nestjs/common';
import { invariant } from '../../kernel/index.js';
import { Secrets, type Reader } from '../../platform/index.js';
import { readRaffleKeys, type RaffleKeys } from './raffle-keys.js';

/** A raffle's keys never change once published, so each process opens them once. */
@Injectable()
export class RaffleSecrets {
  private readonly opened = new Map<string, RaffleKeys>();

  constructor(private readonly secrets: Secrets) {}

  /** The keys of a published raffle. */
  async keysOf(reader: Reader, raffleId: string): Promise<RaffleKeys> {
    const known = this.opened.get(raffleId);
    if (known !== undefined) return known;
    const row = await reader.first<{ keys: Buffer | null }>('select keys from raffle where id = $1', [
      raffleId,
    ]);
    invariant(row?.keys, 'a published raffle has keys');
    const keys = readRaffleKeys(this.secrets.open(row.keys));
    this.opened.set(raffleId, keys);
    return keys;
  }
}
