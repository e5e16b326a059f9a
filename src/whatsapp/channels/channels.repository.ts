import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/index.js';
import { Secrets, type Reader, type Transaction } from '../../platform/index.js';
import { ChannelStops } from './channel-stops.repository.js';
import { FIRST_PORTFOLIO, type Channel, type NewChannel } from './channel.js';

interface ChannelRow {
  id: string;
  portfolio_id: string;
  phone_number_id: string;
  waba_id: string;
  display_digits: string | null;
  business_id: string | null;
  access_token: Buffer;
  app_secrets: Buffer;
}

/** Channels as stored: tokens and app secrets sealed. */
@Injectable()
export class ChannelsRepository {
  constructor(
    private readonly secrets: Secrets,
    private readonly stops: ChannelStops,
  ) {}

  async all(reader: Reader): Promise<Channel[]> {
    const rows = await reader.rows<ChannelRow>(
      `select id, portfolio_id, phone_number_id, waba_id, regexp_replace(display_phone_number, '\\D', '', 'g') as display_digits,
         business_id, access_token, app_secrets from channel order by created_at, id`,
    );
    return rows.map((row) => this.open(row));
  }

  /** Adds a number, or gives a known one its new credentials; with a new token it goes on, unless Meta itself stopped it. */
  async upsert(tx: Transaction, channel: NewChannel): Promise<string> {
    const { phoneNumberId, accessToken } = channel;
    await tx.run(`insert into portfolio (id, name) values ($1, 'main') on conflict do nothing`, [
      FIRST_PORTFOLIO,
    ]);
    const known = await tx.first<{ access_token: Buffer }>(
      `select access_token from channel where phone_number_id = $1 for no key update`,
      [phoneNumberId],
    );
    const token = Buffer.from(accessToken);
    const goesOn = known !== null && !this.secrets.open(known.access_token).equals(token);
    const row = await tx.first<{ id: string }>(UPSERT, [
      newId(),
      FIRST_PORTFOLIO,
      phoneNumberId,
      channel.wabaId,
      this.secrets.seal(token),
      this.secrets.seal(Buffer.from(JSON.stringify(channel.appSecrets))),
      channel.displayPhoneNumber ?? null,
      channel.messagesPerSecond ?? null,
    ]);
    if (row === null) throw new Error('a channel was not stored');
    await tx.run(`insert into inbox_lane (id, kind) values ($1, 'channel') on conflict do nothing`, [row.id]);
    if (goesOn) await this.stops.liftFoundOut(tx, row.id);
    return row.id;
  }

  /** Holds the number's sends back for at least `ms`. */
  async hold(tx: Transaction, channelId: string, ms: number): Promise<void> {
    await tx.run(
      `update channel set next_send_at = greatest(next_send_at, app_now() + $2::int * interval '1 ms') where id = $1`,
      [channelId, ms],
    );
  }

  private open(row: ChannelRow): Channel {
    return {
      id: row.id,
      portfolioId: row.portfolio_id,
      phoneNumberId: row.phone_number_id,
      wabaId: row.waba_id,
      displayDigits: row.display_digits,
      businessId: row.business_id,
      accessToken: this.secrets.open(row.access_token).toString(),
      appSecrets: secretsOf(this.secrets.open(row.app_secrets).toString()),
    };
  }
}

function secretsOf(json: string): string[] {
  const list: unknown = JSON.parse(json);
  return Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : [];
}

const UPSERT = `
  insert into channel as c (id, portfolio_id, phone_number_id, waba_id, access_token, app_secrets, display_phone_number, messages_per_second,
    rate_cap)
  values ($1, $2, $3, $4, $5, $6, $7, coalesce($8::int, 70), $8::int)
  on conflict (phone_number_id) do update set
    waba_id = excluded.waba_id, access_token = excluded.access_token, app_secrets = excluded.app_secrets,
    display_phone_number = coalesce(excluded.display_phone_number, c.display_phone_number),
    messages_per_second = coalesce($8::int, c.messages_per_second), rate_cap = coalesce($8::int, c.rate_cap),
    check_due_at = app_now()
  returning id`;
