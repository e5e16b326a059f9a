import { randomBytes } from 'node:crypto';
import { makeContacts } from '../support/people.js';
import { AdminApp } from './app.js';

/** A stored update as REST shows it. */
export interface Event {
  id: string;
  kind: string;
  field: string | null;
  state: string;
  seen: number;
  channel: string | null;
  contact: string | null;
  received: string;
  payload: unknown;
  [member: string]: unknown;
}

/** A row to store; the rest is as usual. */
export interface Stored {
  kind: string;
  state?: string;
  field?: string | null;
  place?: [number, number, number | null] | null;
  seen?: number;
  lane?: string | null;
  type?: string;
  wamid?: string;
  fault?: string;
  contact?: string | null;
  received?: string;
}

/** Two updates of `messages` and one change. */
export const BODY = JSON.stringify({
  entry: [
    {
      changes: [
        {
          field: 'messages',
          value: {
            messages: [{ id: 'wamid.1', text: { body: 'hola' } }],
            statuses: [{ id: 'wamid.2', status: 'read' }],
          },
        },
        { field: 'account_update', value: { event: 'VERIFIED_ACCOUNT' } },
      ],
    },
  ],
});

/** The organiser's side with updates stored as the webhook stores them; nobody works on them. */
export class StoredEvents {
  private constructor(
    readonly app: AdminApp,
    readonly channel: string,
    readonly contact: string,
  ) {}

  static async start(): Promise<StoredEvents> {
    const app = await AdminApp.start({ ROLE: 'web' }); // what is stored here stays as it is
    const channel = (await app.database.first<{ id: string }>('select id from channel'))?.id ?? '';
    return new StoredEvents(app, channel, (await makeContacts(app.database, 1))[0] ?? '');
  }

  /** Stores a delivery with its rows, as the webhook does. */
  async store(body: string | Buffer, rows: readonly Stored[]): Promise<string[]> {
    return this.app.database.transact(async (tx) => {
      const delivery = await tx.first<{ id: string }>(
        'insert into webhook_delivery (body) values ($1) returning id',
        [Buffer.from(body)],
      );
      const ids: string[] = [];
      for (const {
        kind,
        state = 'done',
        field = 'messages',
        place = [0, 0, 0],
        seen = 1,
        lane = null,
        type = null,
        wamid = null,
        fault = 'database error 23514',
        contact = this.contact,
        received = new Date().toISOString(),
      } of rows) {
        const key = randomBytes(16);
        await tx.run('insert into inbox_key (key, seen) values ($1, $2)', [key, seen]);
        const row = await tx.first<{ id: string }>(
          `insert into inbox (kind, state, field, lane_id, channel_id, contact_id, delivery_id, entry_index, change_index, item_index, key, tries, fault, type, wamid, received_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 5, $12, $13, $14, $15) returning id`,
          [
            kind,
            state,
            field,
            lane,
            this.channel,
            contact,
            delivery?.id ?? null,
            place?.[0] ?? null,
            place?.[1] ?? null,
            place?.[2] ?? null,
            key,
            fault,
            type,
            wamid,
            received,
          ],
        );
        ids.push(row?.id ?? '');
      }
      return ids;
    });
  }

  /** What the list answers. */
  async list(query = ''): Promise<Event[]> {
    return (await this.app.expect<{ items: Event[] }>(200, 'GET', `/webhook-events?limit=200${query}`)).items;
  }
}
