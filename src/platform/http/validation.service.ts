import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { nestsDeeper } from './depth.js';
import { Problems, type FieldError } from './problem.js';

/** No body of ours nests deeper; the libraries below walk it recursively. */
const MOST_LEVELS = 20;

/** Checks bodies and queries against their DTO: an unknown field is refused, and the answer lists every fault at once. */
export function strictValidation(): ValidationPipe {
  return new StrictValidation({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => Problems.fields(fieldErrors(errors, '')),
  });
}

class StrictValidation extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (nestsDeeper(value, MOST_LEVELS)) throw Problems.invalid('The body nests too deeply.');
    const checked: unknown = await super.transform(value, metadata);
    return checked;
  }
}

function fieldErrors(errors: readonly ValidationError[], prefix: string): FieldError[] {
  return errors.flatMap((error) => {
    const field = `${prefix}${error.property}`;
    const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message }));
    return [...own, ...fieldErrors(error.children ?? [], `${field}.`)];
  });
}
