import { EXAMPLE } from '../http/examples.js';
import { Choice, Flag, Id, Instant, Text, Whole } from '../http/fields.dto.js';
import { PageDto } from '../http/page.dto.js';

const STATES = ['announced', 'committed', 'pending', 'drawn'] as const;

/** A draw of a raffle, its papers as everybody can read them under `/draws/<id>`. */
export class RaffleDrawDto {
  @Id({ example: EXAMPLE.drawId, description: 'Its proof page is `/draws/<id>`.' })
  id!: string;

  @Whole({ example: 1, min: 1, max: 11, description: '1 = the main draw.' })
  ordinal!: number;

  @Text({ example: null, max: 40, nullable: true, description: 'Of a draw before the main one.' })
  name!: string | null;

  @Choice(STATES, {
    example: 'announced',
    description: 'committed: the list is frozen and public. pending: a prize waits for another result.',
  })
  state!: (typeof STATES)[number];

  @Flag({ example: false, description: 'Drawn by hand: people enter what came out.' })
  manual!: boolean;

  @Instant({ example: '2037-01-30T18:00:00-06:00' })
  listClosesAt!: Date;

  @Instant({ example: '2037-01-31T20:00:00-06:00' })
  drawAt!: Date;

  @Text({ example: '5d'.repeat(32), max: 64, description: 'SHA-256 of the published rules, hex.' })
  rulesHash!: string;

  @Text({ example: null, max: 64, nullable: true, description: 'Fingerprint of the list, hex; null before.' })
  commitmentHash!: string | null;
}

export class RaffleDrawPage extends PageDto(RaffleDrawDto) {}

export class PreDrawFrozenDto {
  @Id({ example: EXAMPLE.drawId })
  drawId!: string;

  @Flag({ example: true, description: 'Whether the list and its fingerprint are published.' })
  committed!: boolean;
}
