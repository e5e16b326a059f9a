import { Injectable } from '@nestjs/common';
import { Config, type Reader } from '../../platform/index.js';
import { mainDraw, Orders, Raffles, Tickets, type OrderView, type RaffleView } from '../../raffle/index.js';
import type { BuyerOrder, Facts, OfferedRaffle } from '../facts.js';
import { TERMS_VERSION } from '../terms.js';

/** A chat whose turn it is. */
export interface Asked {
  readonly contactId: string;
  readonly channelId: string;
  readonly withHuman: boolean;
  /** When the thing to answer was said; null for news. */
  readonly sentAt: Date | null;
  /** Meta's id of the message it quotes. */
  readonly quotes: string | null;
}

/** Older than this, an answer to a message comes too late to take its buttons at their word. */
const LATE_MS = 30 * 60_000;

interface ContactRow {
  readonly id: string;
  readonly name: string | null;
  readonly opt_out: 'none' | 'marketing' | 'all';
  readonly consented: string | null;
  readonly has_number: boolean;
  readonly doubtful: boolean;
  /** Meta forbids the number of this chat to send anything. */
  readonly silenced: boolean;
  readonly now: Date;
}

interface QuotedRow extends Record<string, unknown> {
  readonly contactId: string;
  readonly orderId: string | null;
  readonly raffleId: string | null;
}

/** Loads what is true when turns begin, for a whole batch at once. */
@Injectable()
export class FactsReader {
  private readonly rulesUrls = new Map<string, string>();

  constructor(
    private readonly config: Config,
    private readonly raffles: Raffles,
    private readonly tickets: Tickets,
    private readonly orders: Orders,
  ) {}

  /** Facts per contact, by contact id. */
  async load(reader: Reader, asked: readonly Asked[]): Promise<Map<string, Facts>> {
    const contactIds = asked.map((one) => one.contactId);
    const contacts = await this.contacts(reader, asked);
    const orders = await this.orders.ofContact(reader, contactIds);
    const quoted = await this.quoted(reader, asked);
    const onSale = await this.raffles.onSale(reader);
    const known = await this.rafflesOf(reader, [...orders.values()].flat(), onSale);
    const offered = await Promise.all(onSale.map((raffle) => this.offered(reader, raffle)));
    return new Map(
      asked.flatMap((one) => {
        const contact = contacts.get(one.contactId);
        if (contact === undefined) return [];
        const own = (orders.get(one.contactId) ?? []).flatMap((order) => buyerOrder(order, known) ?? []);
        return [[one.contactId, this.factsOf(one, contact, offered, own, quoted.get(one.contactId) ?? null)]];
      }),
    );
  }

  /** An order as the chat speaks of it. */
  async describe(reader: Reader, order: OrderView): Promise<BuyerOrder> {
    const known = await this.rafflesOf(reader, [order], await this.raffles.onSale(reader));
    const described = buyerOrder(order, known);
    if (described === null) throw new Error('an order without its raffle');
    return described;
  }

  /** A number that may not answer sells nothing: nobody could be told what was held for them, or until when. */
  private factsOf(
    asked: Asked,
    contact: ContactRow,
    onSale: OfferedRaffle[],
    orders: BuyerOrder[],
    quoted: Facts['quoted'],
  ): Facts {
    const raffles = contact.silenced ? onSale.map(silenced) : onSale;
    return {
      now: contact.now,
      contact: {
        name: contact.name,
        consentedVersion: contact.consented,
        optOut: contact.opt_out,
        hasNumber: contact.has_number,
        doubtful: contact.doubtful,
      },
      rules: { version: TERMS_VERSION, url: raffles[0]?.rulesUrl ?? null },
      raffles,
      // a code is worth the ticket: none is said to whoever may hold somebody else's phone
      orders: contact.doubtful ? orders.map((order) => ({ ...order, validationCode: null })) : orders,
      quoted,
      withHuman: asked.withHuman,
      late: asked.sentAt !== null && contact.now.getTime() - asked.sentAt.getTime() > LATE_MS,
      publicUrl: this.config.publicUrl ?? '',
      brand: raffles[0]?.organiser.name ?? 'Talonario',
    };
  }

  private async contacts(reader: Reader, asked: readonly Asked[]): Promise<Map<string, ContactRow>> {
    const rows = await reader.rows<ContactRow>(CONTACTS, [
      asked.map(({ contactId }) => contactId),
      asked.map(({ channelId }) => channelId),
    ]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** What the quoted messages of ours were about, by contact id: a message somebody else got says nothing here. */
  private async quoted(
    reader: Reader,
    asked: readonly Asked[],
  ): Promise<Map<string, NonNullable<Facts['quoted']>>> {
    const quoting = asked.filter(({ quotes }) => quotes !== null);
    if (quoting.length === 0) return new Map();
    const rows = await reader.rows<QuotedRow>(QUOTED, [
      quoting.map(({ contactId }) => contactId),
      quoting.map(({ quotes }) => quotes),
    ]);
    return new Map(rows.map(({ contactId, ...quoted }) => [contactId, quoted]));
  }

  private async rafflesOf(
    reader: Reader,
    orders: readonly OrderView[],
    onSale: readonly RaffleView[],
  ): Promise<Map<string, RaffleView>> {
    const known = new Map(onSale.map((raffle) => [raffle.id, raffle]));
    const missing = new Set(orders.map((order) => order.raffleId).filter((id) => !known.has(id)));
    if (missing.size === 0) return known;
    for (const raffle of await this.raffles.byIds(reader, [...missing])) known.set(raffle.id, raffle);
    return known;
  }

  private async offered(reader: Reader, raffle: RaffleView): Promise<OfferedRaffle> {
    const { free } = await this.tickets.counts(reader, raffle.id);
    return { ...raffle, free, rulesUrl: await this.rulesUrl(reader, raffle.id) };
  }

  /** The rules of a raffle are public on the page of its main draw from before the first sale; the address never changes. */
  private async rulesUrl(reader: Reader, raffleId: string): Promise<string | null> {
    const known = this.rulesUrls.get(raffleId);
    if (known !== undefined) return known;
    const draw = await mainDraw(reader, raffleId);
    if (draw === null || this.config.publicUrl === null) return null;
    const url = `${this.config.publicUrl}/draws/${draw.id}`;
    this.rulesUrls.set(raffleId, url);
    return url;
  }
}

/** What we found out by failing, a dead token say, passes with a renewal; what Meta told (`told_at`) may last. */
const CONTACTS = `
  select c.id, c.display_name as name, c.opt_out, k.version as consented, app_now() as now,
    c.identity_doubtful_since is not null as doubtful,
    exists (select from contact_identifier i
      where i.contact_id = c.id and i.kind = 'wa_id' and i.closed_at is null) as has_number,
    exists (select from channel_stop s
      where s.channel_id = a.channel_id and s.scope = 'everything' and s.told_at is not null) as silenced
  from unnest($1::uuid[], $2::uuid[]) as a(contact_id, channel_id)
  join contact c on c.id = a.contact_id
  left join lateral (
    select version from consent where contact_id = c.id and kind = 'age_and_rules' order by at desc limit 1) k on true`;

const QUOTED = `
  select o.contact_id as "contactId", o.order_id as "orderId", o.raffle_id as "raffleId"
  from unnest($1::uuid[], $2::text[]) as a(contact_id, wamid)
  join outbox o on o.wamid = a.wamid and o.contact_id = a.contact_id
  where o.raffle_id is not null`;

function silenced(raffle: OfferedRaffle): OfferedRaffle {
  return raffle.state === 'open' ? { ...raffle, state: 'silenced' } : raffle;
}

function buyerOrder(order: OrderView, raffles: ReadonlyMap<string, RaffleView>): BuyerOrder | null {
  const raffle = raffles.get(order.raffleId);
  if (raffle === undefined) return null;
  return {
    ...order,
    raffleTitle: raffle.title,
    jurisdiction: raffle.jurisdiction,
    width: raffle.width,
    timeZone: raffle.timeZone,
    drawAt: raffle.drawAt,
    holdMinutes: raffle.holdMinutes,
    transferAccount: raffle.transferAccount,
    refundPolicy: raffle.refundPolicy,
  };
}
