import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  Config,
  Database,
  isPassingFault,
  Metrics,
  sleep,
  StatusInbox,
  type StatusRow,
} from '../../platform/index.js';
import { Statuses } from './statuses.repository.js';

const BATCH = 500;
const POLL_MS = 50;

/** Folds the statuses Meta told onto the outbox, a batch per transaction. */
@Injectable()
export class StatusWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Statuses');
  private loop: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly inbox: StatusInbox,
    private readonly statuses: Statuses,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.loop = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        if ((await this.batch()) < BATCH) await sleep(POLL_MS); // a full batch means that more wait
      } catch (error) {
        this.logger.error(
          `statuses cannot be folded: ${error instanceof Error ? error.message : 'unknown fault'}`,
        );
        await sleep(500);
      }
    }
  }

  /** One batch; how many statuses it took. */
  async batch(): Promise<number> {
    let taken: StatusRow[] = [];
    try {
      await this.database.transact(async (tx) => {
        taken = await this.inbox.take(tx, BATCH);
        if (taken.length === 0) return;
        await this.statuses.fold(tx, taken);
        await this.inbox.finish(
          tx,
          taken.map((row) => row.id),
        );
      });
    } catch (error) {
      if (taken.length === 0 || isPassingFault(error)) throw error;
      for (const row of taken) await this.alone(row);
    }
    return taken.length;
  }

  /** A status that fails by itself is put aside; its neighbours go on. */
  private async alone(row: StatusRow): Promise<void> {
    try {
      await this.database.transact(async (tx) => {
        await this.statuses.fold(tx, [row]);
        await this.inbox.finish(tx, [row.id]);
      });
    } catch (error) {
      if (isPassingFault(error)) throw error;
      const fault = error instanceof Error ? error.message : 'unknown fault';
      this.logger.error(`status row ${row.id} is put aside: ${fault}`);
      this.metrics.count('inbox_rows_parked');
      await this.database.transact((tx) => this.inbox.park(tx, row.id, fault));
    }
  }
}
