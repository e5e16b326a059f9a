import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsString,
  Matches,
  MaxLength,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { maybe, shown, type Common } from './field-options.dto.js';

export function Part(type: () => Class<unknown>, options: Common = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: () => type(), ...shown(options) }), // swagger knows a lazy class by the arrow's name, `type`
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
    IsArray(),
    ArrayMaxSize(max),
    ArrayMinSize(min),
    ValidateNested({ each: true }),
    Type(type),
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
    IsArray(),
    ArrayMaxSize(options.max),
    ArrayMinSize(options.min),
    IsString({ each: true }),
    MaxLength(options.length, { each: true }),
    ...(options.pattern === undefined ? [] : [Matches(options.pattern, { each: true })]),
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
    IsArray(),
    ArrayMaxSize(values.length),
    ArrayMinSize(options.min),
    IsIn([...values], { each: true }),
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
export function JsonObject(options: Common & { example: object | null }): PropertyDecorator {
  return ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: options.example,
    selfRequired: options.optional !== true,
    ...(options.nullable === true ? { nullable: true } : {}),
    ...(options.description === undefined ? {} : { description: options.description }),
  });
}
