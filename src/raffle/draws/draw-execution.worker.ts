import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Alerts, Database, JobTasks, writeAudit, type Transaction } from '../../platform/index.js';
import { DRAW_EXECUTE, readDrawJob } from './draw-job.js';
import { Drawer, type DrawOutcome } from './drawer.service.js';

/**
 * Draws by itself once the deciding value is stored, so that nobody can put a draw off. What comes out is the same whoever carries
 * it out, and whenever.
 */
@Injectable()
export class DrawExecution implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly tasks: JobTasks,
    private readonly drawer: Drawer,
    private readonly alerts: Alerts,
  ) {}

  onModuleInit(): void {
    this.tasks.register(DRAW_EXECUTE, async (payload) => {
      await this.execute(readDrawJob(payload).drawId);
    });
  }

  /** Throws where the draw code fails its own check: the job comes again, and people are told. */
  async execute(drawId: string): Promise<DrawOutcome> {
    const outcome = await this.database.transact(async (tx) => {
      const drawn = await this.drawer.carryOut(tx, drawId);
      if (drawn.kind === 'drawn') await note(tx, drawn.drawId, drawn.issueNo);
      return drawn;
    });
    if (outcome.kind !== 'check_failed') return outcome;
    const message = `Draw ${drawId}: the draw code failed its own check (${outcome.error}). Nothing was drawn.`;
    await this.database.transact((tx) =>
      this.alerts.raise(tx, { kind: 'draw_check_failed', severity: 'critical', channelId: null, message }),
    );
    throw new Error(message);
  }
}

/** Nobody asked for it: the value was there. */
async function note(tx: Transaction, drawId: string, issueNo: number): Promise<void> {
  await writeAudit(tx, null, {
    action: 'raffle.drawn',
    targetKind: 'draw',
    targetId: drawId,
    detail: { issueNo },
  });
}
