import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/index.js';
import { Metrics } from '../metrics/index.js';

/** Seconds the oldest due wake-up has waited: what somebody on call looks at first. Constant texts, one per mailbox. */
const LAG = {
  inbox: `select extract(epoch from app_now() - min(ready_at))::float8 as value from inbox_wakeup where ready_at <= (select app_now())`,
  outbox: `select extract(epoch from app_now() - min(ready_at))::float8 as value from outbox_wakeup where ready_at <= (select app_now())`,
};

const PARKED = {
  inbox: `select count(*)::float8 as value from inbox where state = 'parked'`,
  outbox: `select count(*)::float8 as value from outbox where state = 'parked'`,
};

/** How far behind the mailboxes are, and what waits for a person; every node of one database says the same. */
@Injectable()
export class MailboxGauges implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    for (const box of ['inbox', 'outbox'] as const) {
      this.metrics.gauge(
        `${box}_lag_seconds`,
        `seconds the oldest due wake-up of the ${box} has waited`,
        () => this.read(LAG[box]),
      );
      this.metrics.gauge(`${box}_parked`, `rows of the ${box} put aside for a person`, () =>
        this.read(PARKED[box]),
      );
    }
  }

  private async read(sql: string): Promise<number> {
    return (await this.database.first<{ value: number | null }>(sql))?.value ?? 0;
  }
}
