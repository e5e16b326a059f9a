import { Injectable } from '@nestjs/common';
import { invariant } from '../../kernel/index.js';
import { Secrets, type Reader } from '../../platform/index.js';
import { readRaffleKeys, type RaffleKeys } from './raffle-keys.js';

/** Keys that another process destroyed are gone from this one's memory after so long, asked for or not. */
const KEPT_MS = 5 * 60_000;

/** A raffle's keys never change once published, so each process opens them once in a while. */
@Injectable()
export class RaffleSecrets {
  private readonly opened = new Map<string, RaffleKeys>();

  constructor(private readonly secrets: Secrets) {}

  /** The keys of a published raffle that are still there. */
  async keysOf(reader: Reader, raffleId: string): Promise<RaffleKeys> {
    const known = this.opened.get(raffleId);
    if (known !== undefined) return known;
    const row = await reader.first<{ keys: Buffer | null }>('select keys from raffle where id = $1', [
      raffleId,
    ]);
    invariant(row?.keys, 'a published raffle has keys until they are destroyed');
    const keys = readRaffleKeys(this.secrets.open(row.keys));
    this.opened.set(raffleId, keys);
    setTimeout(() => this.forget(raffleId), KEPT_MS).unref();
    return keys;
  }

  /** Lets go of a raffle's keys. */
  forget(raffleId: string): void {
    this.opened.delete(raffleId);
  }
}
