import { Parts } from '../http/composite-fields.dto.js';
import { Choice, Instant, Text } from '../http/fields.dto.js';
import { CHECKS, VERDICTS, type Check, type Verdict } from '../../whatsapp/index.js';

/** One thing the doctor looked at. */
export class FindingDto {
  @Choice(CHECKS, { example: 'quality' })
  check!: Check;

  @Text({
    example: '106540352242923',
    max: 500,
    nullable: true,
    description: 'Meta’s id of the app, account or number; null: the deployment.',
  })
  subject!: string | null;

  @Choice(VERDICTS, { example: 'ok' })
  verdict!: Verdict;

  @Text({ example: 'GREEN.', max: 5000 })
  found!: string;

  @Text({ example: null, max: 1000, nullable: true, description: 'What to do.' })
  advice!: string | null;
}

export class DoctorDto {
  @Choice(VERDICTS, { example: 'ok', description: 'The gravest of all.' })
  verdict!: Verdict;

  @Instant({ example: '2027-01-31T18:00:00Z', description: 'When it was looked at: at most a minute ago.' })
  at!: string;

  @Parts(() => FindingDto)
  findings!: FindingDto[];
}
