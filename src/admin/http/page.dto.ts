import { Param, type PipeTransform, type Type as Class } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { isId } from '../../kernel/index.js';
import { Problems } from '../../platform/index.js';
import type { Page } from './cursor.js';
import { readCursor } from './cursor.js';
import { Parts } from './composite-fields.dto.js';
import { Text, Whole } from './fields.dto.js';

/** `?limit&cursor` of every list. */
export class ListQuery {
  @Type(() => Number)
  @Whole({ example: 50, min: 1, max: 200, optional: true, description: 'Rows of one page, 50 unless told.' })
  limit?: number;

  @Text({ example: 'MTo0Mg', max: 200, optional: true, description: 'The `nextCursor` of the page before.' })
  cursor?: string;
}

/** The wanted page: where it begins and how long it is. `isKey` says what a key of this list looks like. */
export function startOf(
  query: ListQuery,
  isKey: (key: string) => boolean,
): { after: string | null; limit: number } {
  const limit = query.limit ?? 50;
  if (query.cursor === undefined) return { after: null, limit };
  const after = readCursor(query.cursor);
  if (after === null || !isKey(after)) {
    throw Problems.fields([{ field: 'cursor', message: 'cursor must be the nextCursor of the page before' }]);
  }
  return { after, limit };
}

/** A key that is a row number of the database. */
export const isRowNumber = (key: string): boolean => /^[1-9]\d{0,17}$/.test(key);

/** The class of `{items, nextCursor}` for one kind of item. */
export function PageDto<T>(item: Class<T>): Class<Page<T>> {
  class ItemPage implements Page<T> {
    @Parts(() => item)
    items!: T[];

    @Text({ example: null, max: 200, nullable: true, description: 'Null on the last page.' })
    nextCursor!: string | null;
  }
  return ItemPage;
}

class IdPipe implements PipeTransform<string, string> {
  constructor(private readonly thing: string) {}

  transform(value: string): string {
    if (!isId(value)) throw Problems.notFound(`There is no such ${this.thing}.`);
    return value;
  }
}

/** The id in the address; what cannot be one names nothing. */
export function IdParam(name: string, thing: string): ParameterDecorator {
  return Param(name, new IdPipe(thing));
}

/** Documents the id in the address with an example. */
export function ApiId(name: string, example: string): MethodDecorator {
  return ApiParam({ name, schema: { type: 'string', format: 'uuid', example } });
}
