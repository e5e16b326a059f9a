import { Body, Post } from '@nestjs/common';
import { Problems } from '../../platform/index.js';
import { Seeds, type RevealOutcome } from '../../raffle/index.js';
import { TextList } from '../http/composite-fields.dto.js';
import { actorOf } from '../access/scopes.js';
import { Commands, TheCommand, type Audit, type Command } from '../http/commands.service.js';
import { EXAMPLE } from '../http/examples.js';
import { Text } from '../http/fields.dto.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';

export class NewSeedDto {
  @Text({
    example: '00'.repeat(32),
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
    description:
      'The 32 secret bytes of one witness, in hexadecimal. Whose they are follows from the promises.',
  })
  seed!: string;
}

export class RevealedSeedDto {
  @Text({ example: 'Notaría 5', max: 100 })
  party!: string;

  @TextList({ example: [], min: 0, max: 16, length: 100, description: 'The witnesses still waited for.' })
  missing!: string[];
}

@AdminController('draws')
export class SeedsController {
  constructor(
    private readonly commands: Commands,
    private readonly seeds: Seeds,
  ) {}

  @Post(':id/seeds')
  @ApiId('id', EXAMPLE.drawId)
  @Operation({
    summary: 'Reveal the seed of a witness',
    description:
      'After the freeze, in a draw by commit_reveal. It must be the one whose hash the rules name.',
    scope: 'draw',
    answer: RevealedSeedDto,
    problems: [404, 409],
    once: true,
  })
  reveal(
    @TheCommand() command: Command,
    @IdParam('id', 'draw') id: string,
    @Body() body: NewSeedDto,
  ): Promise<RevealedSeedDto> {
    return this.commands.runOnce(command, async (tx) => {
      const actor = actorOf(command.caller);
      const { kind, party, missing } = revealed(
        await this.seeds.reveal(tx, id, Buffer.from(body.seed, 'hex'), actor),
      );
      const audit: Audit = { action: 'seed.revealed', targetKind: 'draw', targetId: id, detail: { party } };
      return { answer: { party, missing: [...missing] }, audit: kind === 'already' ? null : audit };
    });
  }
}

function revealed(outcome: RevealOutcome): Extract<RevealOutcome, { party: string }> {
  switch (outcome.kind) {
    case 'revealed':
    case 'already':
      return outcome;
    case 'unknown_seed':
      throw Problems.conflict('No witness promised this seed.', { code: 'unknown_seed' });
    case 'not_waiting':
      throw Problems.conflict('Seeds are revealed after the list is frozen and its fingerprint published.', {
        code: 'not_waiting',
        state: outcome.state,
      });
    case 'no_seeds':
      throw Problems.conflict('No seeds of witnesses take part in this draw.', { code: 'no_seeds' });
    case 'not_found':
      throw Problems.notFound('There is no such draw.');
  }
}
