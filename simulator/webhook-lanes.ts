import type { Update } from './envelope.js';

export interface Item {
  update: Update;
  /** told once: true when the business answered 200, false when given up */
  settle: (delivered: boolean) => void;
}

export interface Lane {
  readonly key: string;
  readonly items: Item[];
  busy: boolean;
}

/**
 * What waits to be sent, one lane per person (or message, for statuses). A lane gives out nothing while
 * an earlier part of it is under way, so that a person's messages arrive in the order they were typed.
 */
export class WebhookLanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #ready = new Set<Lane>();

  get hasWork(): boolean {
    return this.#ready.size > 0;
  }

  add(key: string, item: Item): void {
    const lane = this.#lanes.get(key) ?? { key, items: [], busy: false };
    this.#lanes.set(key, lane);
    lane.items.push(item);
    if (!lane.busy) this.#ready.add(lane);
  }

  /** Up to `max` items for one POST; their lanes stay busy until `release`. */
  take(max: number, anyOrder: boolean): { items: Item[]; lanes: Lane[] } {
    const items: Item[] = [];
    const lanes: Lane[] = [];
    const candidates = anyOrder ? shuffled([...this.#ready]) : this.#ready;
    for (const lane of candidates) {
      if (items.length >= max) break;
      items.push(...lane.items.splice(0, max - items.length));
      lane.busy = true;
      lanes.push(lane);
    }
    for (const lane of lanes) this.#ready.delete(lane);
    return { items, lanes };
  }

  release(lanes: readonly Lane[]): void {
    for (const lane of lanes) {
      lane.busy = false;
      if (lane.items.length > 0) this.#ready.add(lane);
      else this.#lanes.delete(lane.key);
    }
  }

  /** Empties everything and returns what was still waiting. */
  drain(): Item[] {
    const items = [...this.#lanes.values()].flatMap((lane) => lane.items);
    this.#lanes.clear();
    this.#ready.clear();
    return items;
  }
}

function shuffled<T>(values: T[]): T[] {
  return values
    .map((value) => ({ value, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}
