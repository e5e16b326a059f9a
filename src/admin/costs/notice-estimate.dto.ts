import { Part } from '../http/composite-fields.dto.js';
import { Choice, Whole } from '../http/fields.dto.js';
import { EstimateDto } from './costs.dto.js';
import { NOTICE_KINDS, type NoticeKind } from './notice-estimate.reader.js';

const MOST = Number.MAX_SAFE_INTEGER;

export class NoticeQuery {
  @Choice(NOTICE_KINDS, {
    example: 'list_frozen',
    description: 'Freezing sends `list_frozen`, drawing `draw_result`.',
  })
  kind!: NoticeKind;
}

/** What a notice to every holder of a paid number would mean if it were sent now. */
export class NoticeEstimateDto {
  @Choice(NOTICE_KINDS, { example: 'list_frozen' })
  kind!: NoticeKind;

  @Whole({ example: 61, min: 0, max: MOST, description: 'People it would go to: a billable message each.' })
  recipients!: number;

  @Whole({
    example: 48,
    min: 0,
    max: MOST,
    description:
      'Those who have been silent for 24 hours: they get the template, and count for the daily limit.',
  })
  outsideWindow!: number;

  @Whole({
    example: 3,
    min: 0,
    max: MOST,
    description: 'Holders who never wrote and cannot be told in a chat.',
  })
  withoutChat!: number;

  @Whole({ example: 1, min: 0, max: MOST, description: 'Holders who want no message at all.' })
  optedOut!: number;

  @Choice(['usable', 'waits', 'missing'], {
    example: 'missing',
    description: 'Whether the template can be sent now: not before Meta has approved it.',
  })
  template!: 'usable' | 'waits' | 'missing';

  @Whole({
    example: 250,
    min: 0,
    max: MOST,
    nullable: true,
    description: 'People a day Meta lets the business write to outside the window; null: no limit.',
  })
  dailyLimit!: number | null;

  @Whole({ example: 0, min: 0, max: MOST, description: 'Of those, used in the last 24 hours.' })
  usedToday!: number;

  @Whole({ example: 1, min: 1, max: MOST, description: 'Days until the last one has it.' })
  days!: number;

  @Part(() => EstimateDto, { nullable: true, description: 'Null without a rate card.' })
  estimate!: EstimateDto | null;
}
