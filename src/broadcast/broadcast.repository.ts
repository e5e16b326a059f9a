import { Injectable } from '@nestjs/common';
import { newId } from '../kernel/index.js';
import type { Reader, Transaction } from '../platform/index.js';
import type { Broadcast, BroadcastState, NewBroadcast } from './broadcast.js';

const BROADCAST = `
  select id, channel_id as "channelId", template, language, parameters, buttons, segment, state, waits_for as "waitsFor",
         created_at as "createdAt", started_at as "startedAt", ended_at as "endedAt"
  from broadcast`;

/** Broadcasts as stored. */
@Injectable()
export class BroadcastRepository {
  async add(tx: Transaction, broadcast: NewBroadcast): Promise<string> {
    const { channelId, template, language, parameters, buttons, segment, createdBy } = broadcast;
    const id = newId();
    await tx.run(
      `insert into broadcast (id, channel_id, template, language, parameters, buttons, segment, created_by)
       values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7::jsonb, $8)`,
      [
        id,
        channelId,
        template,
        language,
        JSON.stringify(parameters),
        JSON.stringify(buttons),
        JSON.stringify(segment),
        createdBy,
      ],
    );
    return id;
  }

  byId(reader: Reader, id: string): Promise<Broadcast | null> {
    return reader.first<Broadcast>(`${BROADCAST} where id = $1`, [id]);
  }

  /** Whoever changes its state or adds to the outbox holds it until the end of the transaction. */
  lock(tx: Transaction, id: string): Promise<Broadcast | null> {
    return tx.first<Broadcast>(`${BROADCAST} where id = $1 for no key update`, [id]);
  }

  /** Newest first. */
  list(reader: Reader, before: string | null, limit: number): Promise<Broadcast[]> {
    return reader.rows<Broadcast>(
      `${BROADCAST} where $1::uuid is null or id < $1 order by id desc limit $2`,
      [before, limit + 1],
    );
  }

  async move(tx: Transaction, id: string, to: Exclude<BroadcastState, 'draft'>): Promise<void> {
    await tx.run(
      `update broadcast set state = $2, waits_for = null, started_at = coalesce(started_at, app_now()),
         ended_at = case when $2 = 'running' then null else app_now() end where id = $1`,
      [id, to],
    );
  }

  async waitFor(tx: Transaction, id: string, reason: string | null): Promise<void> {
    await tx.run('update broadcast set waits_for = $2 where id = $1 and waits_for is distinct from $2', [
      id,
      reason,
    ]);
  }
}
