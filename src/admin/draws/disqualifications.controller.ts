import { Body, Get, Post } from '@nestjs/common';
import { Database, Problems, type AuditAction, type Reader } from '../../platform/index.js';
import {
  Disqualifications,
  disqualificationsOf,
  drawById,
  drawOfDisqualification,
  publicAddress,
  readRules,
  type Disqualification,
  type StoredDraw,
} from '../../raffle/index.js';
import { actorOf } from '../access/scopes.js';
import { Commands, TheCommand, type Audit, type Command } from '../http/commands.service.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import {
  confirmed,
  NO_DRAW,
  proposed,
  shownDisqualification,
  withdrawn,
} from './disqualification-outcomes.js';
import {
  DisqualificationDto,
  DisqualificationPage,
  NewDisqualificationDto,
} from './disqualifications.dto.js';

@AdminController('draws')
export class DrawDisqualificationsController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly disqualifications: Disqualifications,
  ) {}

  @Get(':id/disqualifications')
  @ApiId('id', EXAMPLE.drawId)
  @Operation({
    summary: 'Who was put out of a draw, or is to be',
    description: 'Oldest first, withdrawn ones too.',
    scope: 'read',
    answer: DisqualificationPage,
    problems: [404],
  })
  async list(@IdParam('id', 'draw') id: string): Promise<DisqualificationPage> {
    const draw = await theDraw(this.database, id);
    const all = await disqualificationsOf(this.database, id);
    return { items: all.map((one) => shownDisqualification(one, widthOf(draw))), nextCursor: null };
  }

  @Post(':id/disqualifications')
  @ApiId('id', EXAMPLE.drawId)
  @Operation({
    summary: 'Propose to put a winner out of a draw',
    description:
      'For a listed reason, once all prizes are decided. Nothing changes until it is confirmed. Who follows is drawn by the rules: nobody chooses them.',
    scope: 'draw',
    answer: DisqualificationDto,
    status: 201,
    problems: [404, 409],
    once: true,
  })
  propose(
    @TheCommand() command: Command,
    @IdParam('id', 'draw') id: string,
    @Body() body: NewDisqualificationDto,
  ): Promise<DisqualificationDto> {
    return this.commands.runOnce(command, async (tx) => {
      const width = widthOf(await theDraw(tx, id));
      const actor = actorOf(command.caller);
      const outcome = await this.disqualifications.propose(tx, { drawId: id, ...read(body, width) }, actor);
      const one = proposed(outcome, width);
      return { answer: shownDisqualification(one, width), audit: audited('disqualification.proposed', one) };
    });
  }
}

@AdminController('disqualifications')
export class DisqualificationsController {
  constructor(
    private readonly commands: Commands,
    private readonly disqualifications: Disqualifications,
  ) {}

  @Post(':id/confirm')
  @ApiId('id', EXAMPLE.disqualificationId)
  @Operation({
    summary: 'Confirm a disqualification: from here on it is public and stays',
    description:
      'The next certificate follows by itself and has it; where the rules say `fresh`, one more when the beacon named here exists. Where two people may draw, another person than the one who proposed it; a key is never the second person.',
    scope: 'draw',
    answer: DisqualificationDto,
    problems: [404, 409],
    once: true,
  })
  confirm(
    @TheCommand() command: Command,
    @IdParam('id', 'disqualification') id: string,
  ): Promise<DisqualificationDto> {
    return this.commands.runOnce(command, async (tx) => {
      const width = widthOf(await drawOfDisqualification(tx, id));
      const actor = actorOf(command.caller);
      const outcome = await this.disqualifications.confirm(tx, id, actor);
      const one = confirmed(outcome, width);
      const audit = outcome.kind === 'already' ? null : audited('disqualification.confirmed', one);
      return { answer: shownDisqualification(one, width), audit };
    });
  }

  @Post(':id/withdraw')
  @ApiId('id', EXAMPLE.disqualificationId)
  @Operation({
    summary: 'Take back a disqualification nobody has confirmed',
    scope: 'draw',
    answer: DisqualificationDto,
    problems: [404, 409],
  })
  withdraw(
    @TheCommand() command: Command,
    @IdParam('id', 'disqualification') id: string,
  ): Promise<DisqualificationDto> {
    return this.commands.run(command, async (tx) => {
      const width = widthOf(await drawOfDisqualification(tx, id));
      const outcome = await this.disqualifications.withdraw(tx, id);
      const one = withdrawn(outcome);
      const audit = outcome.kind === 'already' ? null : audited('disqualification.withdrawn', one);
      return { answer: shownDisqualification(one, width), audit };
    });
  }
}

async function theDraw(reader: Reader, id: string): Promise<StoredDraw> {
  const draw = await drawById(reader, id);
  if (draw === null) throw Problems.notFound(NO_DRAW);
  return draw;
}

function widthOf(draw: Pick<StoredDraw, 'rules'> | null): number {
  return draw === null ? 0 : readRules(draw).numbers.width;
}

/** The number is read as printed: another count of digits would be another number to the eye. */
function read(body: NewDisqualificationDto, width: number) {
  const { prizeId, unit = 1, number, scope, reason, comment } = body;
  if (number.length !== width)
    throw Problems.fields([{ field: 'number', message: `number must have ${width} digits` }]);
  const sourceUrl = body.sourceUrl === undefined ? null : publicAddress(body.sourceUrl);
  if (body.sourceUrl !== undefined && sourceUrl === null)
    throw Problems.fields([{ field: 'sourceUrl', message: 'sourceUrl must be a public https address' }]);
  return { prizeId, unit, number: Number(number), scope, reason, comment, sourceUrl };
}

/** The comment stays out: people write names into it. */
function audited(action: AuditAction, one: Disqualification): Audit {
  const { id, drawId, prizeId, unit, number, scope, reason, event } = one;
  const detail = { drawId, prizeId, unit, number, scope, reason, seq: event?.seq ?? null };
  return { action, targetKind: 'disqualification', targetId: id, detail };
}
