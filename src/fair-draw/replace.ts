import type { Alternate, Place, Replacement, Skipped, Slot, Unfilled, Winner } from './draw.js';
import { concat, fromHex, taggedHash, toHex } from './encode.js';
import { extractKey } from './entropy.js';
import { refuse } from './errors.js';
import type { DrawEvent } from './events.js';
import type { Field } from './field.js';
import { canonicalBytes } from './jcs.js';
import { Puller } from './pull.js';

/** The original draw, and who follows when the alternates are used up. */
export interface Drawer {
  readonly method: 'direct' | 'sequence';
  readonly slots: readonly Slot[];
  readonly alternates: readonly Alternate[];
  successor(prize: string): Place | Unfilled;
}

/** What disqualifications need beside the draw itself. */
export interface Surroundings {
  readonly field: Field;
  readonly drawer: Drawer;
  readonly skipped: Skipped[];
  readonly redraw: 'sequence' | 'fresh';
  readonly commitmentHash: string;
}

type Follower = Omit<Replacement, 'seq' | 'slot' | 'out'>;

/** Holds who has which prize and which alternates are left, and applies disqualifications in their order (B8). */
export class Replacements {
  readonly #around: Surroundings;
  /** Present holders by slot, prizes before alternates. */
  readonly #held = new Map<string, number>();
  /** Alternates by rank; those at the front that are gone or blocked stay so. */
  readonly #queue: Alternate[];
  #passed = 0;

  constructor(around: Surroundings) {
    this.#around = around;
    const { slots, alternates } = around.drawer;
    for (const slot of slots) if (slot.status === 'won') this.#held.set(slotName(slot), slot.number);
    for (const { rank, number } of alternates) this.#held.set(`alternate/${rank}`, number);
    this.#queue = [...alternates];
  }

  /** Carries out one event. Throws `E_EVENT` when the slot does not hold the number. */
  apply(event: DrawEvent): Replacement {
    const { seq, slot, number, scope } = event;
    if (this.#held.get(slot) !== number) refuse('E_EVENT', `event ${seq}: the slot does not hold the number`);
    const { field } = this.#around;
    field.block(field.ledger.find(number) ?? refuse('E_EVENT', 'no such number'), scope);
    this.#held.delete(slot);
    const follower = slot.startsWith('alternate/') ? { via: 'removed' } : this.#follower(event);
    if (follower.in !== undefined) this.#held.set(slot, follower.in);
    return { seq, slot, out: number, ...follower };
  }

  /** The present holders of the prizes, in the order of the slots. */
  winners(): readonly Winner[] {
    return this.#around.drawer.slots.flatMap(({ prize, unit }) => {
      const number = this.#held.get(slotName({ prize, unit }));
      return number === undefined ? [] : [{ prize, unit, number }];
    });
  }

  #follower(event: DrawEvent): Follower {
    const alternate = this.#firstAlternate();
    if (alternate !== undefined) {
      const via = `alternate/${alternate.rank}`;
      this.#held.delete(via);
      return { via, in: alternate.number };
    }
    const { drawer, redraw } = this.#around;
    if (drawer.method === 'sequence' && redraw === 'fresh') return this.#pullFresh(event);
    return described(drawer.successor(event.slot.slice(0, event.slot.lastIndexOf('/'))));
  }

  /** The lowest rank that is still there and not disqualified. */
  #firstAlternate(): Alternate | undefined {
    const { field } = this.#around;
    for (; this.#passed < this.#queue.length; this.#passed++) {
      const alternate = this.#queue[this.#passed];
      if (alternate === undefined || !this.#held.has(`alternate/${alternate.rank}`)) continue;
      if (!field.isBlocked(field.ledger.entry(alternate.index))) return alternate;
    }
    return undefined;
  }

  /** Draws from a beacon that did not exist when the event was published; its key is bound to the event itself. */
  #pullFresh({ seq, fresh, published }: DrawEvent): Follower {
    if (fresh === undefined) return refuse('E_EVENT', `event ${seq} does not name the beacon that decides`);
    if (fresh.e === undefined) return { via: 'pending' };
    const { field, skipped, commitmentHash } = this.#around;
    const bound = taggedHash('redraw', concat(fromHex(commitmentHash, 32), canonicalBytes(published)));
    const pulled = new Puller(field, extractKey(toHex(bound), fresh.e), skipped).pull();
    if (pulled === undefined) return { via: 'vacant' };
    return { via: 'fresh', in: pulled.entry.number, step: pulled.step };
  }
}

function described(place: Place | Unfilled): Follower {
  if (typeof place === 'string') return { via: place };
  const { number, index: _, ...way } = place;
  return { in: number, ...way };
}

function slotName({ prize, unit }: { readonly prize: string; readonly unit: number }): string {
  return `${prize}/${unit}`;
}
