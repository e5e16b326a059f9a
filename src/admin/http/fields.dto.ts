import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
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
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { isId } from '../../kernel/index.js';

/**
 * One decorator per field: it checks what comes in and describes it in the OpenAPI file, so the two cannot differ.
 * Answers use the same words; there only the description counts.
 */
interface Common {
  readonly description?: string;
  /** May be left out (requests) or may be absent (answers). `null` is not the same and is refused. */
  readonly optional?: boolean;
  /** Optional, but needed beside certain other fields. */
  readonly neededIf?: (owner: object) => boolean;
  /** Answers only: always there, may be null. */
  readonly nullable?: boolean;
}

function shown(common: Common): { required: boolean; nullable?: true; description?: string } {
  return {
    required: common.optional !== true,
    ...(common.nullable === true ? { nullable: true } : {}),
    ...(common.description === undefined ? {} : { description: common.description }),
  };
}

function maybe(common: Common): PropertyDecorator[] {
  const { neededIf } = common;
  if (common.optional !== true) return [];
  return [ValidateIf((owner: object, value) => value !== undefined || neededIf?.(owner) === true)];
}

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
    ...(pattern === undefined
      ? []
      : [Matches(pattern, { message: `$property must match ${pattern.source}` })]),
    Storable(),
    MinLength(min),
    MaxLength(max),
    IsString(),
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
    Min(options.min),
    Max(options.max),
    IsInt(),
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

export function Part(type: () => Class<unknown>, options: Common = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: () => type(), ...shown(options) }), // lazy by the arrow's name: swagger looks for `type`
    ...maybe(options),
    IsObjectBody(),
    ValidateNested(),
    Type(type),
  );
}

export function Parts(
  type: () => Class<unknown>,
  options: Common & { min?: number; max?: number } = {},
): PropertyDecorator {
  const { min = 0, max = 1000 } = options;
  return applyDecorators(
    ApiProperty({ type: () => type(), isArray: true, minItems: min, maxItems: max, ...shown(options) }),
    ...maybe(options),
    ValidateNested({ each: true }),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    IsArray(),
    Type(type),
  );
}

export function WholeList(
  options: Common & { example: number[]; min: number; max: number; items: { min: number; max: number } },
): PropertyDecorator {
  const { items } = options;
  return applyDecorators(
    ApiProperty({
      type: 'integer',
      isArray: true,
      example: options.example,
      minItems: options.min,
      maxItems: options.max,
      ...shown(options),
    }),
    ...maybe(options),
    Min(items.min, { each: true }),
    Max(items.max, { each: true }),
    IsInt({ each: true }),
    ArrayMinSize(options.min),
    ArrayMaxSize(options.max),
    IsArray(),
  );
}

export function TextList(
  options: Common & { example: string[]; min: number; max: number; length: number; pattern?: RegExp },
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'string',
      isArray: true,
      example: options.example,
      minItems: options.min,
      maxItems: options.max,
      ...shown(options),
    }),
    ...maybe(options),
    ...(options.pattern === undefined ? [] : [Matches(options.pattern, { each: true })]),
    MaxLength(options.length, { each: true }),
    IsString({ each: true }),
    ArrayMinSize(options.min),
    ArrayMaxSize(options.max),
    IsArray(),
  );
}

export function ChoiceList<T extends string>(
  values: readonly T[],
  options: Common & { example: NoInfer<T>[]; min: number },
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'string',
      enum: [...values],
      isArray: true,
      example: options.example,
      ...shown(options),
    }),
    ...maybe(options),
    IsIn([...values], { each: true }),
    ArrayMinSize(options.min),
    ArrayMaxSize(values.length),
    IsArray(),
  );
}

/** Text to text, such as lottery positions to digits. */
export function TextMap(
  options: Omit<Common, 'nullable'> & {
    example: Record<string, string>;
    value: RegExp;
    max: number;
  },
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'object',
      additionalProperties: { type: 'string', pattern: options.value.source },
      example: options.example,
      selfRequired: options.optional !== true,
      ...(options.description === undefined ? {} : { description: options.description }),
    }),
    ...maybe(options),
    ValidateBy({
      name: 'textMap',
      validator: {
        validate: (value: unknown) => isTextMap(value, options.value, options.max),
        defaultMessage: () => `$property must be an object whose values match ${options.value.source}`,
      },
    }),
  );
}

function isTextMap(value: unknown, pattern: RegExp, max: number): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries: [string, unknown][] = Object.entries(value);
  return (
    entries.length > 0 &&
    entries.length <= max &&
    entries.every(
      ([key, text]) => /^[A-Za-z0-9._-]{1,32}$/.test(key) && typeof text === 'string' && pattern.test(text),
    )
  );
}

/** `ValidateNested` also takes arrays of objects; a single part must be one object. */
const IsObjectBody = (): PropertyDecorator =>
  ValidateBy({
    name: 'isObject',
    validator: {
      validate: (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value),
      defaultMessage: () => '$property must be an object',
    },
  });

/** Answers only: an object whose members depend on the case. */
export function JsonObject(options: Omit<Common, 'nullable'> & { example: object }): PropertyDecorator {
  return ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: options.example,
    selfRequired: options.optional !== true,
    ...(options.description === undefined ? {} : { description: options.description }),
  });
}
