import { Injectable, Logger } from '@nestjs/common';
import { Database, sleep } from '../../platform/index.js';
import { Places, type Counted } from './places.repository.js';

/** A number's account is told at most this often by a node: the row is shared by all senders. */
const TELL_MS = 50;

/**
 * Counts received messages towards their number's rate, which Meta counts together with sent ones, and read marks, of which Meta
 * does not say whether it does. Outside of the transaction that stores them: ingest must not wait for a row all nodes share. What
 * is lost with a process is a few messages of a second's count.
 */
@Injectable()
export class ReceivedMeter {
  private readonly logger = new Logger('Sender');
  private counted = new Map<string, Counted>();
  private telling = false;

  constructor(
    private readonly database: Database,
    private readonly places: Places,
  ) {}

  /** Call it after the commit. @param channelIds one for every message */
  count(channelIds: readonly string[]): void {
    this.add(channelIds, { received: 1, marked: 0 });
  }

  /** @param channelIds one for every read mark */
  countMarks(channelIds: readonly string[]): void {
    this.add(channelIds, { received: 0, marked: 1 });
  }

  private add(channelIds: readonly string[], more: Counted): void {
    for (const id of channelIds) {
      const { received, marked } = this.counted.get(id) ?? { received: 0, marked: 0 };
      this.counted.set(id, { received: received + more.received, marked: marked + more.marked });
    }
    if (!this.telling && this.counted.size > 0) void this.tell();
  }

  private async tell(): Promise<void> {
    this.telling = true;
    while (this.counted.size > 0) {
      const counted = this.counted;
      this.counted = new Map();
      try {
        await this.database.transact((tx) => this.places.counted(tx, counted));
      } catch (error) {
        this.logger.warn(
          `received messages are not counted: ${error instanceof Error ? error.message : 'unknown fault'}`,
        );
      }
      await sleep(TELL_MS);
    }
    this.telling = false;
  }
}
