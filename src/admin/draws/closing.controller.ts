import { Body, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { invariant } from '../../kernel/index.js';
import { Database, Problems, type Reader } from '../../platform/index.js';
import {
  Freezer,
  Raffles,
  Reconciler,
  type FreezeOutcome,
  type OpenOrder,
  type Reconciliation,
  type ReconcileOutcome,
} from '../../raffle/index.js';
import { actorOf } from '../access/scopes.js';
import { Commands, TheCommand, type Audit, type Command } from '../http/commands.service.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import { shownRaffle } from '../raffles/raffle-terms.js';
import { wrongState } from '../raffles/raffle-outcomes.js';
import type { RaffleDto } from '../raffles/raffle.dto.js';
import { FrozenDto, ReconciledDto, ReconcileDto } from './draws.dto.js';

/** A request waits this long for the list to be written. */
export const WAIT_MS = 5_000;

/** Between the sale and the draw: the books must agree, then the list stands. */
@AdminController('raffles')
export class ClosingController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly raffles: Raffles,
    private readonly reconciler: Reconciler,
    private readonly freezer: Freezer,
  ) {}

  @Post(':id/reconcile')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary: 'Confirm that numbers, orders and money agree (cuadre)',
    description: 'Refused with the list of orders still undecided, or with the table of differences.',
    scope: 'draw',
    answer: ReconciledDto,
    problems: [404, 409],
  })
  reconcile(
    @TheCommand() command: Command,
    @IdParam('id', 'raffle') id: string,
    @Body() body: ReconcileDto,
  ): Promise<ReconciledDto> {
    return this.commands.run(command, async (tx) => {
      const actor = actorOf(command.caller);
      const outcome = await this.reconciler.reconcile(tx, id, actor, body.note);
      const reconciliation = reconciled(outcome);
      const audit: Audit = { action: 'raffle.reconciled', targetKind: 'raffle', targetId: id };
      return {
        answer: {
          reconciliation: { ...reconciliation, table: [...reconciliation.table] },
          raffle: await this.shown(tx, id),
        },
        audit: outcome.kind === 'already' ? null : audit,
      };
    });
  }

  @Post(':id/freeze')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary: 'Fix the list of numbers that take part and publish its fingerprint',
    description:
      'From here on no number changes. 202 if the list takes longer than 5 seconds: GET the raffle for its progress.',
    scope: 'draw',
    answer: FrozenDto,
    alsoStatus: { status: 202, description: 'The list is still being written.' },
    problems: [404, 409],
  })
  async freeze(
    @TheCommand() command: Command,
    @IdParam('id', 'raffle') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FrozenDto> {
    const { drawId } = await this.commands.run(command, async (tx) => {
      const outcome = await this.freezer.freeze(tx, id);
      const answer = frozen(outcome);
      const audit: Audit = { action: 'raffle.frozen', targetKind: 'raffle', targetId: id, detail: answer };
      return { answer, audit: outcome.kind === 'already' ? null : audit };
    });
    const committed = await this.freezer.awaitCommitment(drawId, WAIT_MS);
    if (!committed) reply.status(202);
    return { drawId, committed, raffle: await this.shown(this.database, id) };
  }

  private async shown(reader: Reader, id: string): Promise<RaffleDto> {
    const raffle = await this.raffles.byId(reader, id);
    invariant(raffle !== null, 'the raffle was just changed');
    return shownRaffle(raffle);
  }
}

function reconciled(outcome: ReconcileOutcome): Reconciliation {
  switch (outcome.kind) {
    case 'reconciled':
    case 'already':
      return outcome.reconciliation;
    case 'differs':
      throw Problems.conflict('The books of this raffle do not agree.', {
        code: 'books_differ',
        table: outcome.table,
      });
    case 'open_orders':
      throw openOrders(outcome);
    case 'wrong_state':
      throw wrongState(outcome.state);
    case 'not_found':
      throw Problems.notFound('There is no such raffle.');
  }
}

/** The draw whose list stands; throws the refusals. */
export function frozen(outcome: FreezeOutcome): { drawId: string } {
  switch (outcome.kind) {
    case 'frozen':
    case 'already':
      return { drawId: outcome.drawId };
    case 'too_late':
      throw Problems.conflict('The announced time of the draw has passed: its result may be known already.', {
        code: 'too_late',
        drawAt: outcome.drawAt,
      });
    case 'window_gone':
      throw Problems.conflict(
        `Buyers were promised ${outcome.disputeMinutes} minutes to check the list before the draw at ` +
          `${outcome.drawAt.toISOString()}: it could be frozen until ${outcome.until.toISOString()}.`,
        { code: 'window_gone', drawAt: outcome.drawAt, until: outcome.until },
      );
    case 'open_orders':
      throw openOrders(outcome);
    case 'wrong_state':
      throw wrongState(outcome.state);
    case 'not_found':
      throw Problems.notFound('There is no such raffle.');
  }
}

function openOrders({ orders, total }: { orders: readonly OpenOrder[]; total: number }): Error {
  return Problems.conflict(`${total} orders are not decided yet.`, { code: 'open_orders', total, orders });
}
