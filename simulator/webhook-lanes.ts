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

  add(key: string, item: Item): void {
    const lane = this.#lanes.get(key) ?? { key, items: [], busy: false };
    this.#lanes.set(key, lane);
    lane.items.push(item);
    if (!lane.busy) this.#ready.add(lane);
  }

  /**
   * Up to `max` items for one POST, all for the same place; their lanes stay busy until `release`. Undefined
   * when there are none, or none that knows where to go.
   */
  take(
    max: number,
    anyOrder: boolean,
    placeOf: (update: Update) => string | undefined,
  ): { items: Item[]; lanes: Lane[]; destination: string } | undefined {
    const items: Item[] = [];
    const lanes: Lane[] = [];
    let destination: string | undefined;
    const candidates = anyOrder ? shuffled([...this.#ready]) : this.#ready;
    for (const lane of candidates) {
      if (items.length >= max) break;
      const place = lane.items[0] && placeOf(lane.items[0].update);
      if (place === undefined || place !== (destination ?? place)) continue;
      destination = place;
      items.push(...lane.items.splice(0, max - items.length));
      lane.busy = true;
      lanes.push(lane);
    }
    for (const lane of lanes) this.#ready.delete(lane);
    return destination === undefined ? undefined : { items, lanes, destination };
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
