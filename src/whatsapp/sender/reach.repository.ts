import { Injectable } from '@nestjs/common';
import { nowOf, type Transaction } from '../../platform/index.js';
import type { ChannelStops, StopScope } from '../channels/channel-stops.repository.js';
import { countryOf } from '../contacts/country.js';

/** Whom a number reaches: people, countries, and what it may say at all. */
@Injectable()
export class Reach {
  /** Meta could not deliver to them, once more in a row. */
  async undeliverable(tx: Transaction, contactIds: readonly string[]): Promise<void> {
    if (contactIds.length === 0) return;
    await tx.run(UNDELIVERABLE, [contactIds]);
  }

  /** This number may not write to the person's country any more. @returns true where that is new */
  async bar(tx: Transaction, channelId: string, contactId: string): Promise<boolean> {
    const address = await tx.first<{ wa_id: string | null; user_id: string | null }>(ADDRESS, [contactId]);
    const country = address && countryOf({ waId: address.wa_id, userId: address.user_id });
    if (country === null) return false;
    return (await tx.run(BAR, [channelId, country])) > 0;
  }

  /** Stops a scope of the number. @param ms until when at least, from now; null: until somebody acts. @returns true where it is new */
  async stop(
    tx: Transaction,
    stops: ChannelStops,
    channelId: string,
    cause: string,
    scope: StopScope,
    ms: number | null,
  ): Promise<boolean> {
    const until = ms === null ? null : new Date((await nowOf(tx)).getTime() + ms);
    return stops.stop(tx, channelId, { cause, scope, until, toldAt: null });
  }
}

const UNDELIVERABLE = `
  with hit as (
    select c.id from contact c where c.id = any($1::uuid[]) order by c.id for no key update)
  update contact c set undeliverable = least(c.undeliverable + 1, 100) from hit where c.id = hit.id`;

const ADDRESS = `
  select (select value from contact_identifier where contact_id = $1 and kind = 'wa_id' and closed_at is null order by id desc limit 1) as wa_id,
    (select value from contact_identifier where contact_id = $1 and kind = 'user_id' and closed_at is null order by id desc limit 1) as user_id`;

const BAR = 'insert into channel_barred (channel_id, country) values ($1, $2) on conflict do nothing';
