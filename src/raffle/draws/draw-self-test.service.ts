import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Alerts, Database, Metrics, Readiness } from '../../platform/index.js';
import { knownAnswerHolds } from './known-answer.js';

const REASON = 'the draw code fails its self-test';
const MESSAGE =
  'This build, on this machine, gives another answer than the one known: it draws nothing and is not ready. Run another build.';

/** Computes draws whose outcome is known: at start, and before each draw. A process that failed at start never draws. */
@Injectable()
export class DrawSelfTest implements OnModuleInit {
  private sound = true;

  constructor(
    private readonly database: Database,
    private readonly alerts: Alerts,
    private readonly metrics: Metrics,
    private readonly readiness: Readiness,
  ) {}

  async onModuleInit(): Promise<void> {
    this.sound = knownAnswerHolds();
    if (this.sound) return;
    this.readiness.refuse(REASON);
    this.metrics.count('draw_check_failed');
    await this.database.transact((tx) =>
      this.alerts.raise(tx, {
        kind: 'draw_check_failed',
        severity: 'critical',
        channelId: null,
        message: MESSAGE,
      }),
    );
  }

  /** Whether this process may draw now. Takes some hundredths of a second. */
  holds(): boolean {
    return this.sound && knownAnswerHolds();
  }
}
