import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Logger as JobLogger, run, type Runner, type Task, type TaskList } from 'graphile-worker';
import { Pool } from 'pg';
import { Config } from '../config/index.js';
import { Database, DatabaseUrl, JOB_SCHEMA } from '../database/index.js';
import { sleep, Ticker } from '../timers/index.js';
import { JobTasks, type JobHandler } from './job-tasks.service.js';

const CONCURRENCY = 3;
/** A job ends within this time or fails; longer work enqueues its next part. */
const TIME_LIMIT_MS = 50_000;

/**
 * Runs jobs (graphile-worker). Its own rule frees the jobs of a killed process after four hours; since no job of ours lives
 * longer than 50 s, whatever is locked for 60 s belongs to a dead worker and is freed.
 */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private runner: Runner | null = null;
  private pool: Pool | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly config: Config,
    private readonly url: DatabaseUrl,
    private readonly database: Database,
    private readonly tasks: JobTasks,
    private readonly ticker: Ticker,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role === 'web') return;
    this.pool = new Pool({ connectionString: this.url.service, max: CONCURRENCY + 2 });
    this.pool.on('error', () => this.logger.warn('a job connection was lost'));
    this.pool.on('connect', (client) => client.on('error', () => undefined)); // reported by the pool already
    this.runner = await this.start(this.pool);
    this.running = this.keepRunning(this.pool);
    this.ticker.every(20_000, 'free jobs of dead workers', () => this.freeDeadJobs());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.runner?.stop().catch(() => undefined); // it may have ended by itself
    await this.running;
    await this.pool?.end();
  }

  private start(pool: Pool): Promise<Runner> {
    return run({
      pgPool: pool,
      schema: JOB_SCHEMA,
      concurrency: CONCURRENCY,
      noHandleSignals: true,
      gracefulShutdownAbortTimeout: 5_000,
      pollInterval: 1_000,
      taskList: this.taskList(),
      // without batches the library leaves a failed completion as an unhandled rejection, which ends the process
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      logger: new JobLogger(() => (level, message) => {
        if (level === 'error') this.logger.error(message);
      }),
    });
  }

  /** The library gives up when the database goes away; jobs shall go on when it is back. */
  private async keepRunning(pool: Pool): Promise<void> {
    while (!this.stopping) {
      await this.runner?.promise.catch(() => undefined); // said by its own log
      if (this.stopping) return;
      this.logger.warn('jobs stopped: they start again in a second');
      await sleep(1_000);
      this.runner = await this.start(pool).catch(() => null);
    }
  }

  private taskList(): TaskList {
    return Object.fromEntries([...this.tasks.all()].map(([name, handler]) => [name, bounded(handler)]));
  }

  private async freeDeadJobs(): Promise<void> {
    await this.database.rows(
      `select from jobs.force_unlock_workers(array(
         select distinct locked_by from jobs._private_jobs where locked_at < now() - interval '60 seconds'))`,
    );
  }
}

function bounded(handler: JobHandler): Task {
  return async (payload, { job, abortSignal }) => {
    const limit = AbortSignal.timeout(TIME_LIMIT_MS);
    const signal = abortSignal === undefined ? limit : AbortSignal.any([limit, abortSignal]);
    const late = new Promise<never>((_resolve, reject) => {
      limit.addEventListener('abort', () => reject(new Error('the job used up its time')));
    });
    const context = { attempt: job.attempts, lastAttempt: job.attempts >= job.max_attempts, signal };
    await Promise.race([handler(payload, context), late]);
  };
}
