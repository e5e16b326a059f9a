import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/index.js';
import { isPassingFault } from '../database/index.js';

/** Sweeps shorter than a cron minute. Each runs in its own loop, never beside itself, on every node that works. */
@Injectable()
export class Ticker implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Ticker');
  private readonly stop = new AbortController();
  private readonly loops: Promise<void>[] = [];

  constructor(private readonly config: Config) {}

  /** Runs `work` every `intervalMs` from now on (not at all with ROLE=web); faults are logged and the next round comes. */
  every(intervalMs: number, name: string, work: () => Promise<void>): void {
    if (this.config.role !== 'web') this.loops.push(this.loop(intervalMs, name, work));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await Promise.all(this.loops);
  }

  private async loop(intervalMs: number, name: string, work: () => Promise<void>): Promise<void> {
    while (!this.stop.signal.aborted) {
      try {
        await work();
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'unknown fault';
        if (isPassingFault(error)) this.logger.warn(`${name}: ${reason}`);
        else this.logger.error(`${name}: ${reason}`, error instanceof Error ? error.stack : undefined);
      }
      await sleep(intervalMs, this.stop.signal);
    }
  }
}

/** Waits, or returns early when aborted. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
}
