import { Injectable } from '@nestjs/common';
import type { Reader } from '../database/index.js';
import type { MessageSource } from './lane.js';

/** Parsed deliveries kept from one batch to the next: a POST of a thousand messages is not parsed for each of them. */
const KEPT = 8;

/** Finds messages and changes in the stored bytes of their deliveries. */
@Injectable()
export class Deliveries {
  private readonly parsed = new Map<string, unknown>();

  /** The JSON of each message, in the order asked; `undefined` where a body has nothing at that place. */
  messages(reader: Reader, sources: readonly MessageSource[]): Promise<unknown[]> {
    return this.find(reader, sources, (change, { item }) => at(at(at(change, 'value'), 'messages'), item));
  }

  /** The `value` of one change. */
  async value(reader: Reader, source: MessageSource): Promise<unknown> {
    return (await this.find(reader, [source], (change) => at(change, 'value')))[0];
  }

  private async find(
    reader: Reader,
    sources: readonly MessageSource[],
    pick: (change: unknown, source: MessageSource) => unknown,
  ): Promise<unknown[]> {
    const wanted = new Set(sources.map((source) => source.deliveryId));
    const bodies = new Map<string, unknown>(); // the cache may lose an entry to another loop while this one waits
    for (const id of wanted) if (this.parsed.has(id)) bodies.set(id, this.parsed.get(id));
    const missing = [...wanted].filter((id) => !bodies.has(id));
    if (missing.length > 0) {
      const rows = await reader.rows<{ id: string; body: Buffer }>(
        'select id, body from webhook_delivery where id = any($1::bigint[])',
        [missing],
      );
      for (const row of rows) {
        const body: unknown = JSON.parse(row.body.toString('utf8'));
        bodies.set(row.id, body);
        this.parsed.set(row.id, body);
      }
    }
    const found = sources.map((source) => pick(changeOf(bodies.get(source.deliveryId), source), source));
    this.forgetOldest();
    return found;
  }

  private forgetOldest(): void {
    for (const id of this.parsed.keys()) {
      if (this.parsed.size <= KEPT) return;
      this.parsed.delete(id);
    }
  }
}

function changeOf(body: unknown, source: MessageSource): unknown {
  return at(at(at(at(body, 'entry'), source.entry), 'changes'), source.change);
}

function at(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
