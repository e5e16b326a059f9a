import { Choice, Text } from '../http/fields.dto.js';

export const POSTER_TYPES = ['image/jpeg', 'image/png'] as const;
/** 2 MB in base64: fits the limit of a request, and is far more than a phone shows. */
const LONGEST = 2_800_000;
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export class PosterDto {
  @Choice(POSTER_TYPES, { example: 'image/png' })
  mediaType!: (typeof POSTER_TYPES)[number];

  @Text({
    example: PIXEL,
    min: 4,
    max: LONGEST,
    pattern: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
    description: 'The file in base64, 2 MB at most.',
  })
  content!: string;
}
