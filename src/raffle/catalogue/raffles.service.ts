import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/index.js';
import type { Reader, Transaction } from '../../platform/index.js';
import { draftFaults } from './draft-faults.js';
import type { Fault } from './fault.js';
import { PublishHook } from './publish-hook.port.js';
import { lockRaffle } from './raffle-lock.repository.js';
import { logEvents } from './raffle-log.repository.js';
import { raffleMayMove, type RaffleState } from './raffle-state.js';
import type { RaffleTerms, RaffleView } from './raffle-view.js';
import { newestRaffles, knownRaffle, raffleById, rafflesByIds, rafflesOnSale } from './raffle.reader.js';
import {
  giveBackPause,
  insertRaffle,
  lockRaffleRow,
  replaceTerms,
  setRaffleState,
} from './raffle.repository.js';

export type DraftOutcome =
  | { readonly kind: 'saved'; readonly raffle: RaffleView }
  | { readonly kind: 'invalid'; readonly faults: readonly Fault[] }
  | { readonly kind: 'slug_taken' };

export type MoveOutcome =
  | { readonly kind: 'done'; readonly raffle: RaffleView }
  | { readonly kind: 'wrong_state'; readonly state: RaffleState }
  | { readonly kind: 'not_found' };

const MENU_FRESH_MS = 1_000;

/** The raffles: what they are, and their life up to the end of the sale. Publishing is `Publication`. */
@Injectable()
export class Raffles {
  private menu: { readonly until: number; readonly raffles: RaffleView[] } | null = null;

  constructor(private readonly hook: PublishHook) {}

  byId(reader: Reader, id: string): Promise<RaffleView | null> {
    return raffleById(reader, id);
  }

  byIds(reader: Reader, ids: readonly string[]): Promise<RaffleView[]> {
    return rafflesByIds(reader, ids);
  }

  /** Newest first; `cursor` is what the last page gave. */
  async list(
    reader: Reader,
    page: { readonly limit: number; readonly cursor?: string | null },
  ): Promise<{ items: RaffleView[]; nextCursor: string | null }> {
    const found = await newestRaffles(reader, page.limit + 1, page.cursor ?? null);
    const items = found.slice(0, page.limit);
    return { items, nextCursor: found.length > items.length ? (items.at(-1)?.id ?? null) : null };
  }

  /** What a chat may offer: open or paused and not over. At most a second old, since every turn asks. */
  async onSale(reader: Reader): Promise<RaffleView[]> {
    if (this.menu === null || this.menu.until < performance.now()) {
      this.menu = { raffles: await rafflesOnSale(reader), until: performance.now() + MENU_FRESH_MS };
    }
    return this.menu.raffles;
  }

  async create(tx: Transaction, terms: RaffleTerms): Promise<DraftOutcome> {
    const faults = this.faultsOf(terms);
    if (faults.length > 0) return { kind: 'invalid', faults };
    const id = newId();
    if (!(await insertRaffle(tx, id, terms))) return { kind: 'slug_taken' };
    return this.saved(tx, id);
  }

  /** Changes a draft that is not being published; members left out stay as they are. */
  async update(
    tx: Transaction,
    id: string,
    patch: Partial<RaffleTerms>,
  ): Promise<DraftOutcome | Exclude<MoveOutcome, { kind: 'done' }>> {
    const row = await lockRaffleRow(tx, id);
    if (row === null) return { kind: 'not_found' };
    if (row.state !== 'draft' || row.publishedAt !== null) return { kind: 'wrong_state', state: row.state };
    const terms: RaffleTerms = { ...(await knownRaffle(tx, id)), ...patch };
    const faults = this.faultsOf(terms);
    if (faults.length > 0) return { kind: 'invalid', faults };
    if (!(await replaceTerms(tx, id, terms))) return { kind: 'slug_taken' };
    return this.saved(tx, id);
  }

  /** Stops new holds and the clock of those there are. */
  pause(tx: Transaction, id: string): Promise<MoveOutcome> {
    return this.move(tx, id, 'paused');
  }

  /** Sells again; open deadlines move by the pause. */
  resume(tx: Transaction, id: string): Promise<MoveOutcome> {
    return this.move(tx, id, 'open');
  }

  /** Ends the sale: no new hold after this commits. Deadlines already told stay, reviews go on. */
  async close(tx: Transaction, id: string): Promise<MoveOutcome> {
    const outcome = await this.move(tx, id, 'closed');
    if (outcome.kind === 'done') await logEvents(tx, [{ raffleId: id, event: 'sales.closed', data: {} }]);
    return outcome;
  }

  /** Gives a raffle another picture, or none; it is no term, so any state allows it. */
  async setPoster(tx: Transaction, id: string, blobId: string | null): Promise<MoveOutcome> {
    const changed = await tx.run('update raffle set poster_blob_id = $2 where id = $1', [id, blobId]);
    return changed === 0 ? { kind: 'not_found' } : { kind: 'done', raffle: await knownRaffle(tx, id) };
  }

  private async move(tx: Transaction, id: string, to: 'open' | 'paused' | 'closed'): Promise<MoveOutcome> {
    await lockRaffle(tx, id);
    const row = await lockRaffleRow(tx, id);
    if (row === null) return { kind: 'not_found' };
    if (row.state === 'draft' || row.state === 'reconciled' || !raffleMayMove(row.state, to)) {
      return { kind: 'wrong_state', state: row.state }; // a draft opens by being published; reconciled falls back by itself
    }
    if (row.state === 'paused') await giveBackPause(tx, id);
    await setRaffleState(tx, id, to);
    return { kind: 'done', raffle: await knownRaffle(tx, id) };
  }

  private faultsOf(terms: RaffleTerms): Fault[] {
    const faults = draftFaults(terms);
    return faults.length > 0 ? faults : this.hook.faults(terms);
  }

  private async saved(reader: Reader, id: string): Promise<DraftOutcome> {
    return { kind: 'saved', raffle: await knownRaffle(reader, id) };
  }
}
