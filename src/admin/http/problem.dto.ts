import { Parts } from './composite-fields.dto.js';
import { Text, Whole } from './fields.dto.js';

class FieldErrorDto {
  @Text({ example: 'price.amountMinor', max: 200 })
  field!: string;

  @Text({ example: 'amountMinor must not be less than 0', max: 500 })
  message!: string;
}

/** An error answer, `application/problem+json` (RFC 9457). Further members may follow. */
export class ProblemDto {
  @Text({ example: 'about:blank', max: 200 })
  type!: string;

  @Text({ example: 'Conflict', max: 100 })
  title!: string;

  @Whole({ example: 409, min: 400, max: 599 })
  status!: number;

  @Text({ example: 'The raffle is not open.', max: 1000 })
  detail!: string;

  @Text({ example: 'not_open', max: 100, optional: true, description: 'A stable word for programs.' })
  code?: string;

  @Parts(() => FieldErrorDto, { optional: true, description: 'Every field at fault.' })
  errors?: FieldErrorDto[];
}
