import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Alerts, Database, Ticker } from '../../platform/index.js';
import { alertDue, type DrawAlertKind } from './draw-watch.js';
import { freezeDueText, lateText } from './draw-watch-words.js';
import { freezableUntil } from './freeze.service.js';
import { readRules } from './stored-draw.js';
import { knownSoFar, noteTold, undrawn, type UndrawnDraw } from './watched-draw.repository.js';

const EVERY_MS = 60_000;

/** Tells people that a list has to be frozen, and that a draw was not drawn when it was announced: each once, whatever the number of copies. */
@Injectable()
export class DrawWatch implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly ticker: Ticker,
    private readonly alerts: Alerts,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(EVERY_MS, 'watch draws', () => this.watch());
  }

  /** Looks at every draw that is not drawn. */
  async watch(): Promise<void> {
    for (const draw of await undrawn(this.database)) {
      const { until } = freezableUntil(draw, draw);
      const kind = alertDue({ ...draw, until }, draw.now);
      if (kind === null) continue;
      const message = kind === 'freeze_due' ? freezeDueText(draw, until) : await this.late(draw);
      if (message !== null) await this.tell(draw.id, kind, message);
    }
  }

  private async late(draw: UndrawnDraw): Promise<string | null> {
    return lateText(draw, readRules(draw).entropy, await knownSoFar(this.database, draw));
  }

  private async tell(drawId: string, kind: DrawAlertKind, message: string): Promise<void> {
    await this.database.transact(async (tx) => {
      if (!(await noteTold(tx, drawId, kind))) return;
      await this.alerts.raise(tx, { kind, severity: 'warning', channelId: null, message });
    });
  }
}
