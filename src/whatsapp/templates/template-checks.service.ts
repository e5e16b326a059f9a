import { Injectable } from '@nestjs/common';
import { Jobs, type Transaction } from '../../platform/index.js';
import { ruleFor } from '../graph/error-table.js';

/** The job that reads one template back, in all its languages. */
export const TEMPLATE_CHECK = 'template_check';

/** Meta's times are whole seconds: after this the second everything was told in is over. */
const SECOND_OVER_MS = 2_000;
/** When to ask again where a webhook said that a template is good and the API does not say so yet. */
const AGAIN_MS = [SECOND_OVER_MS, 60_000, 600_000] as const;

/** Refusals that say that Meta's template is not what we take it for. */
const DOUBTS: ReadonlySet<string> = new Set(['template_paused', 'template_unusable', 'template_parameters']);

/** A message Meta refused, in its answer or later in a status. */
export interface RefusedMessage {
  readonly seq: string;
  readonly code: number | null;
}

/** Has doubtful templates read back from the API. */
@Injectable()
export class TemplateChecks {
  constructor(private readonly jobs: Jobs) {}

  /** One read, soon. */
  async request(tx: Transaction, wabaId: string, name: string): Promise<void> {
    await this.jobs.add(
      tx,
      TEMPLATE_CHECK,
      { wabaId, name },
      { jobKey: `${TEMPLATE_CHECK}:${wabaId}:${name}` },
    );
  }

  /** Reads until every language is usable, four times at most. A single read asked for meanwhile must not take its place. */
  async requestUntilUsable(tx: Transaction, wabaId: string, name: string): Promise<void> {
    const jobKey = `${TEMPLATE_CHECK}:${wabaId}:${name}:until_usable`;
    await this.jobs.add(tx, TEMPLATE_CHECK, { wabaId, name, round: 0 }, { jobKey });
  }

  /** Two were told in one second, and nobody knows which holds: what the API shows now, and what it shows after that second. */
  async requestAfterTie(tx: Transaction, wabaId: string, name: string): Promise<void> {
    await this.requestUntilUsable(tx, wabaId, name);
    const jobKey = `${TEMPLATE_CHECK}:${wabaId}:${name}:tie`;
    const runAt = new Date(Date.now() + SECOND_OVER_MS);
    await this.jobs.add(tx, TEMPLATE_CHECK, { wabaId, name }, { jobKey, runAt });
  }

  /** The next read after one that did not show it usable. @param round of that read; null: it was the only one */
  async requestAgain(tx: Transaction, wabaId: string, name: string, round: number | null): Promise<void> {
    const wait = round === null ? undefined : AGAIN_MS[round];
    if (round === null || wait === undefined) return;
    // a key of its own: it must not put off a first read that was asked for meanwhile
    const options = {
      jobKey: `${TEMPLATE_CHECK}:${wabaId}:${name}:again`,
      runAt: new Date(Date.now() + wait),
    };
    await this.jobs.add(tx, TEMPLATE_CHECK, { wabaId, name, round: round + 1 }, options);
  }

  /** What was sent as a template that Meta does not have like that: read back, so that the next message meets what holds. */
  async afterRefusals(tx: Transaction, refused: readonly RefusedMessage[]): Promise<void> {
    const doubtful = refused.filter(({ code }) => code !== null && DOUBTS.has(ruleFor(code).reason));
    if (doubtful.length === 0) return;
    const rows = await tx.rows<{ wabaId: string; name: string; waitMs: number }>(NAMES, [
      doubtful.map(({ seq }) => seq),
    ]);
    for (const { wabaId, name, waitMs } of rows) {
      const jobKey = `${TEMPLATE_CHECK}:${wabaId}:${name}:refused`;
      const runAt = new Date(Date.now() + waitMs);
      await this.jobs.add(tx, TEMPLATE_CHECK, { wabaId, name }, { jobKey, runAt });
    }
  }
}

/** A template that is refused again and again while the API calls it good is asked for every five minutes: Meta counts the calls. */
const NAMES = `
  select s."wabaId", s.name,
    greatest(0, coalesce(extract(epoch from max(t.synced_at) + interval '5 minutes' - app_now()), 0) * 1000)::int as "waitMs"
  from (
    select distinct c.waba_id as "wabaId", coalesce(o.template ->> 'name', o.content ->> 'name') as name
    from outbox o join channel c on c.id = o.channel_id where o.seq = any($1::bigint[])) s
  left join template t on t.waba_id = s."wabaId" and t.name = s.name
  where s.name is not null
  group by 1, 2 order by 1, 2`;
