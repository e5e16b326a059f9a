import { randomInt } from 'node:crypto';
import { newId } from '../../src/kernel/index.js';
import { DEMO } from '../../src/platform/index.js';
import { raffleBody } from '../support/raffle.js';
import type { AdminApp } from './app.js';

export interface Raffle {
  id: string;
  state: string;
  [member: string]: unknown;
}

export interface Order {
  id: string;
  code: string;
  state: string;
  contactId: string;
  numbers: string[];
  [member: string]: unknown;
}

export interface Payment {
  id: string;
  state: string;
  orderId: string;
  orderState: string;
  receipts: {
    id: string;
    state: string;
    refusedReason: string | null;
    mediaType: string | null;
    duplicateOf: string[];
  }[];
  flags: { numbersGone: boolean; duplicateReceipt: boolean; noReadableReceipt: boolean };
  [member: string]: unknown;
}

export const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Buffer.from('a photo of a receipt')]);

/** A receipt nobody sent before. */
export function photo(): Buffer {
  return Buffer.concat([JPEG, Buffer.from(newId())]);
}

/** A raffle of 100 numbers, on sale. */
export async function openRaffle(app: AdminApp, changes: object = {}): Promise<Raffle> {
  const method = { extractors: [{ id: 'last2', position: 'first', take: 'last', n: 2 }] };
  const small = {
    emission: 100,
    drawMethod: { ...(raffleBody() as { drawMethod: object }).drawMethod, ...method },
    prizes: [{ prizeId: 'first', name: 'Moto', units: 1, extract: ['last2'] }],
  };
  const draft = await app.expect<Raffle>(201, 'POST', '/raffles', {
    body: raffleBody({ ...small, ...changes }),
  });
  return app.expect<Raffle>(200, 'POST', `/raffles/${draft.id}/publish`, { body: {} });
}

export function somePhone(): string {
  return `+52155${randomInt(10_000_000, 99_999_999)}`;
}

/** Numbers held for somebody. */
export function hold(app: AdminApp, raffle: Raffle, numbers: string[], phone = somePhone()): Promise<Order> {
  return app.expect<Order>(201, 'POST', '/orders', { body: { raffleId: raffle.id, phone, numbers } });
}

/** Puts a file where Meta would have it; its media id. */
export async function upload(app: AdminApp, bytes: Buffer, mime = 'image/jpeg'): Promise<string> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new Blob([new Uint8Array(bytes)], { type: mime }), 'receipt');
  const response = await fetch(`${app.simulator.url}/v23.0/${DEMO.phoneNumberId}/media`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${DEMO.accessToken}` },
  });
  const { id } = (await response.json()) as { id: string };
  return id;
}

export interface SentReceipt {
  bytes?: Buffer;
  mime?: string;
  sha256?: Buffer;
  sentAt?: Date;
  mediaId?: string;
}

/** A receipt comes for an order, as the chat hands it over. */
export async function sendReceipt(app: AdminApp, order: Order, sent: SentReceipt = {}): Promise<string> {
  const { bytes = photo(), mime = 'image/jpeg', sha256, sentAt = new Date() } = sent;
  const mediaId = sent.mediaId ?? (await upload(app, bytes, mime));
  const channel = await app.database.first<{ id: string }>(
    'select id from channel order by created_at limit 1',
  );
  const { kind } = await app.database.transact((tx) =>
    app.payments.attachReceipt(tx, {
      orderId: order.id,
      contactId: order.contactId,
      channelId: channel?.id ?? '',
      wamid: `wamid.${newId()}`,
      mediaId,
      declaredType: mime,
      ...(sha256 === undefined ? {} : { declaredSha256: sha256 }),
      sentAt,
    }),
  );
  return kind;
}

export async function paymentOf(app: AdminApp, order: Order): Promise<Payment> {
  const row = await app.database.first<{ id: string }>('select id from payment where order_id = $1', [
    order.id,
  ]);
  if (row === null) throw new Error('the order has no payment');
  return app.expect<Payment>(200, 'GET', `/payments/${row.id}`);
}

/** The payment once no receipt of it waits for its file any more. */
export async function fetchedPayment(app: AdminApp, order: Order): Promise<Payment> {
  for (let tries = 0; tries < 200; tries++) {
    const payment = await paymentOf(app, order);
    if (payment.receipts.every(({ state }) => state !== 'waiting')) return payment;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the receipt was not fetched');
}

/** What a buyer's mailbox was told, in order. */
export async function newsOf(app: AdminApp, contactId: string): Promise<Record<string, unknown>[]> {
  const rows = await app.database.rows<{ news: Record<string, unknown> }>(
    `select news from inbox where contact_id = $1 and kind = 'news' order by id`,
    [contactId],
  );
  return rows.map(({ news }) => news);
}
