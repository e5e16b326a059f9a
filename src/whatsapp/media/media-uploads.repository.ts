import { Injectable } from '@nestjs/common';
import type { Reader, Transaction } from '../../platform/index.js';
import { UPLOAD_LIVES_DAYS } from './upload-rules.js';

/** A picture a message of this number names. */
export interface WantedPicture {
  readonly channelId: string;
  readonly picture: string;
}

/** Where a wanted picture is. */
export interface Picture {
  /** Meta's id; null: not uploaded (yet). */
  readonly mediaId: string | null;
  /** From then on its messages go without it. */
  readonly goWithoutAt: Date;
}

/** How long a message may wait for its picture. */
const PATIENCE = `interval '20 seconds'`;
/** How long one upload may take before somebody else tries. */
const CLAIM = `interval '60 seconds'`;
export const MAX_TRIES = 3;

export function pictureKey(channelId: string, picture: string): string {
  return `${channelId} ${picture}`;
}

/** Says that messages will need these. What is uploaded and lives long enough is not touched. */
export async function wantPictures(tx: Transaction, wanted: readonly WantedPicture[]): Promise<void> {
  if (wanted.length > 0) await tx.run(WANT, arraysOf(wanted));
}

/** Our pictures at Meta, one row per number and picture: also the queue of what is to be uploaded. */
@Injectable()
export class MediaUploads {
  /** By `pictureKey`; without any wanted picture it asks nothing. */
  async find(reader: Reader, wanted: readonly WantedPicture[]): Promise<Map<string, Picture>> {
    if (wanted.length === 0) return new Map();
    const rows = await reader.rows<WantedPicture & Picture>(FIND, arraysOf(wanted));
    return new Map(rows.map((row) => [pictureKey(row.channelId, row.picture), row]));
  }

  /** Takes wanted pictures nobody is at. */
  claim(tx: Transaction, limit: number): Promise<WantedPicture[]> {
    return tx.rows<WantedPicture>(TAKE, [limit]);
  }

  async stored(tx: Transaction, { channelId, picture }: WantedPicture, mediaId: string): Promise<void> {
    await tx.run(
      `update media_upload set media_id = $3, expires_at = app_now() + interval '${UPLOAD_LIVES_DAYS} days', claimed_until = null,
         fault = null, tries = 0
       where channel_id = $1 and picture = $2`,
      [channelId, picture, mediaId],
    );
  }

  /** @param forGood no further try would help */
  async failed(
    tx: Transaction,
    { channelId, picture }: WantedPicture,
    fault: string,
    forGood: boolean,
  ): Promise<void> {
    await tx.run(
      `update media_upload set claimed_until = null, fault = $3, tries = case when $4 then ${MAX_TRIES} else tries + 1 end
       where channel_id = $1 and picture = $2`,
      [channelId, picture, fault, forGood],
    );
  }

  /** Meta does not have them any more: they are wanted anew. */
  async forget(tx: Transaction, gone: readonly WantedPicture[]): Promise<void> {
    if (gone.length > 0) await tx.run(FORGET, arraysOf(gone));
  }
}

/** Distinct and in one order, so that two who want the same wait for each other instead of deadlocking. */
function arraysOf(wanted: readonly WantedPicture[]): [string[], string[]] {
  const distinct = new Map(wanted.map((one) => [pictureKey(one.channelId, one.picture), one]));
  const sorted = [...distinct.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return [sorted.map(({ channelId }) => channelId), sorted.map(({ picture }) => picture)];
}

const WANT = `
  insert into media_upload as m (channel_id, picture)
  select * from unnest($1::uuid[], $2::text[])
  on conflict (channel_id, picture) do update
    set wanted_at = app_now(), media_id = null, expires_at = null, tries = 0, fault = null, claimed_until = null
    where m.expires_at <= app_now() or m.tries >= ${MAX_TRIES}`;

const FIND = `
  select m.channel_id as "channelId", m.picture, m.media_id as "mediaId",
    case when m.tries >= ${MAX_TRIES} then m.wanted_at else m.wanted_at + ${PATIENCE} end as "goWithoutAt"
  from unnest($1::uuid[], $2::text[]) as w(channel_id, picture) join media_upload m using (channel_id, picture)`;

const TAKE = `
  with next as (
    select channel_id, picture from media_upload
    where media_id is null and tries < ${MAX_TRIES} and (claimed_until is null or claimed_until < (select app_now()))
    order by wanted_at limit $1 for update skip locked)
  update media_upload m set claimed_until = app_now() + ${CLAIM} from next
  where m.channel_id = next.channel_id and m.picture = next.picture
  returning m.channel_id as "channelId", m.picture`;

const FORGET = `
  update media_upload m set media_id = null, expires_at = null, wanted_at = app_now(), tries = 0
  from unnest($1::uuid[], $2::text[]) as g(channel_id, picture)
  where m.channel_id = g.channel_id and m.picture = g.picture and m.media_id is not null`;
