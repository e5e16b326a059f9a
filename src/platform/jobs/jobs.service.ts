import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/index.js';

export interface JobOptions {
  /** At most one waiting job per key: adding again replaces it. */
  readonly jobKey?: string;
  readonly runAt?: Date;
  readonly maxAttempts?: number;
}

/** Puts retryable side work into the job queue, in the transaction that makes it necessary. */
@Injectable()
export class Jobs {
  async add(tx: Transaction, task: string, payload: object, options: JobOptions = {}): Promise<void> {
    await tx.rows(
      `select from jobs.add_job($1, $2::json, run_at => $3::timestamptz, max_attempts => $4::int, job_key => $5, job_key_mode => 'replace')`,
      [
        task,
        JSON.stringify(payload),
        options.runAt ?? null,
        options.maxAttempts ?? 12,
        options.jobKey ?? null,
      ],
    );
  }
}
