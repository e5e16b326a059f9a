import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
} from 'class-validator';
import { isId } from '../../kernel/index.js';
import { maybe, shown, type Common } from './field-options.dto.js';

/** PostgreSQL stores neither NUL nor lone surrogates in text. */
const Storable = (): PropertyDecorator =>
  ValidateBy({
    name: 'storable',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' && !value.includes('\u0000') && value.isWellFormed(),
      defaultMessage: () => '$property holds characters that cannot be stored',
    },
  });

/** Of several faults the first is told: what it is comes before how it looks. */
export function Text(
  options: Common & { example?: string | null; max: number; min?: number; pattern?: RegExp; format?: string },
): PropertyDecorator {
  const { example, max, min = 1, pattern, format } = options;
  return applyDecorators(
    ApiProperty({
      type: 'string',
      ...(example === undefined ? {} : { example }),
      minLength: min,
      maxLength: max,
      ...(pattern === undefined ? {} : { pattern: pattern.source }),
      ...(format === undefined ? {} : { format }),
      ...shown(options),
    }),
    ...maybe(options),
    IsString(),
    MaxLength(max),
    MinLength(min),
    Storable(),
    ...(pattern === undefined
      ? []
      : [Matches(pattern, { message: `$property must match ${pattern.source}` })]),
  );
}

export function Id(options: Common & { example: string | null }): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: 'string', format: 'uuid', example: options.example, ...shown(options) }),
    ...maybe(options),
    ValidateBy({
      name: 'id',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isId(value),
        defaultMessage: () => '$property must be an id (lower-case UUID)',
      },
    }),
  );
}

/** An integer that JSON and JavaScript carry exactly. */
export function Whole(
  options: Common & { example?: number | null; min: number; max: number },
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'integer',
      ...(options.example === undefined ? {} : { example: options.example }),
      minimum: options.min,
      maximum: options.max,
      ...(options.max > 2 ** 31 ? { format: 'int64' } : {}),
      ...shown(options),
    }),
    ...maybe(options),
    IsInt(),
    Max(options.max),
    Min(options.min),
  );
}

export function Flag(options: Common & { example: boolean }): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: 'boolean', example: options.example, ...shown(options) }),
    ...maybe(options),
    IsBoolean(),
  );
}

export function Choice<T extends string>(
  values: readonly T[],
  options: Common & { example?: NoInfer<T> | null },
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'string',
      enum: [...values],
      ...(options.example === undefined ? {} : { example: options.example }),
      ...shown(options),
    }),
    ...maybe(options),
    IsIn([...values]),
  );
}

const INSTANT =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** A moment with its zone, RFC 3339. In requests it becomes a Date. */
export function Instant(options: Common & { example: string | null }): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: 'string', format: 'date-time', example: options.example, ...shown(options) }),
    ...maybe(options),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && INSTANT.test(value) ? new Date(value) : value,
    ),
    ValidateBy({
      name: 'instant',
      validator: {
        validate: (value: unknown) => value instanceof Date && !Number.isNaN(value.getTime()),
        defaultMessage: () =>
          '$property must be a time with its zone (RFC 3339), such as 2027-01-31T20:00:00-05:00',
      },
    }),
  );
}
