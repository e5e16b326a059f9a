import { ValidateIf } from 'class-validator';

/**
 * One decorator per field checks what comes in and describes it in the OpenAPI file, so the two cannot differ. Answers use the
 * same words; there only the description counts. These options are common to all of them.
 */
export interface Common {
  readonly description?: string;
  /** May be left out (requests) or may be absent (answers). `null` is not the same and is refused. */
  readonly optional?: boolean;
  /** Optional, but needed beside certain other fields. */
  readonly neededIf?: (owner: object) => boolean;
  /** Answers only: always there, may be null. */
  readonly nullable?: boolean;
}

/** The options as the OpenAPI file says them. */
export function shown(common: Common): { required: boolean; nullable?: true; description?: string } {
  return {
    required: common.optional !== true,
    ...(common.nullable === true ? { nullable: true } : {}),
    ...(common.description === undefined ? {} : { description: common.description }),
  };
}

/** Lets the checks of an optional field pass over its absence. */
export function maybe(common: Common): PropertyDecorator[] {
  const { neededIf } = common;
  if (common.optional !== true) return [];
  return [ValidateIf((owner: object, value) => value !== undefined || neededIf?.(owner) === true)];
}
