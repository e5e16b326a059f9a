import { Body, Get, Post } from '@nestjs/common';
import { fingerprintOf } from '../../kernel/index.js';
import { Database, Problems } from '../../platform/index.js';
import { drawById, drawPins, StatedPins, type StateOutcome, type StoredPin } from '../../raffle/index.js';
import { Commands, TheCommand, type Command } from '../http/commands.service.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import { DrawPinsDto, NewPinDto, PinDto } from './pins.dto.js';

const NO_DRAW = 'There is no such draw.';

/** Who had the fingerprint of a draw before the value that decides. */
@AdminController('draws')
export class PinsController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly stated: StatedPins,
  ) {}

  @Get(':id/pins')
  @ApiId('id', EXAMPLE.drawId)
  @Operation({
    summary: 'Who had the fingerprint before the draw',
    description: 'The buyers by their messages, verified time stamps, and what was stated.',
    scope: 'read',
    answer: DrawPinsDto,
    problems: [404, 409],
  })
  async list(@IdParam('id', 'draw') id: string): Promise<DrawPinsDto> {
    const draw = await drawById(this.database, id);
    if (draw === null) throw Problems.notFound(NO_DRAW);
    const found = await drawPins(this.database, draw);
    if (found === null || draw.paper === null) throw notCommitted();
    const { valueAt, buyers, sent, had } = found.reach;
    return {
      standing: found.standing,
      fingerprint: fingerprintOf(draw.paper.commitmentHash.toString('hex')),
      reach: { valueAt, buyers, sent, had, final: found.final },
      pins: found.pins.map(shown),
    };
  }

  @Post(':id/pins')
  @ApiId('id', EXAMPLE.drawId)
  @Operation({
    summary: 'State where the fingerprint was seen',
    description:
      'Shown as the organiser’s word. It does not make the draw `proven`, and it cannot be taken back.',
    scope: 'draw',
    answer: PinDto,
    status: 201,
    problems: [404, 409],
    once: true,
  })
  state(
    @TheCommand() command: Command,
    @IdParam('id', 'draw') id: string,
    @Body() body: NewPinDto,
  ): Promise<PinDto> {
    return this.commands.runOnce(command, async (tx) => {
      const { channel, at, ref, proofUrl = null } = body;
      const outcome = await this.stated.state(tx, id, { channel, at, ref, proofUrl }, command.caller.userId);
      const pin = statedPin(outcome);
      const detail = { pinId: pin.id, channel };
      return {
        answer: shown(pin),
        audit: { action: 'draw.pin_stated', targetKind: 'draw', targetId: id, detail },
      };
    });
  }
}

function shown({ id, channel, at, ref, proof, proofUrl }: StoredPin): PinDto {
  return { id, channel, at, ref, proofUrl, independent: proof !== null };
}

function statedPin(outcome: StateOutcome): StoredPin {
  switch (outcome.kind) {
    case 'stated':
      return outcome.pin;
    case 'refused':
      throw Problems.conflict(`This is no pin of the draw: ${outcome.reason}.`, { code: 'pin_refused' });
    case 'not_committed':
      throw notCommitted();
    case 'not_found':
      throw Problems.notFound(NO_DRAW);
  }
}

function notCommitted(): Error {
  return Problems.conflict('There is no fingerprint before the list is frozen.', { code: 'not_committed' });
}
