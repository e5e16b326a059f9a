import { applyDecorators, Controller, HttpCode, UseGuards, type Type as Class } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { statusTitle } from '../../platform/index.js';
import { CallerGuard, Needs, type Need } from '../access/caller.guard.js';
import { SCOPE_MEANINGS } from '../access/scopes.js';
import { ProblemDto } from './problem.dto.js';

/** A controller of `/api/v1`: behind key or session, in the OpenAPI file. */
export function AdminController(path: string): ClassDecorator {
  return applyDecorators(OpenController(path), ApiBearerAuth('apiKey'), UseGuards(CallerGuard));
}

/** A controller of `/api/v1` for who has no key yet. */
export function OpenController(path: string): ClassDecorator {
  return applyDecorators(Controller(`api/v1/${path}`), ApiTags(path), ApiExtraModels(ProblemDto));
}

const PROBLEM_DETAILS: Readonly<Record<number, string>> = {
  400: 'Some fields are not as they must be.',
  401: 'This needs a valid API key or session: Authorization: Bearer <key>.',
  403: 'The scope is missing, or the session is not complete.',
  404: 'There is nothing under this id.',
  409: 'It is in a state that does not allow this.',
  422: 'This Idempotency-Key was used with another body.',
};

/** One operation: who may, what it answers, which refusals it knows (400 with a body or query, 401 and 403 always). */
export function Operation(about: {
  summary: string;
  scope: Need | 'anybody';
  /** A class described by its fields, or the media types of a file. */
  answer: Class<unknown> | string[];
  status?: number;
  description?: string;
  /** Refusals beyond 400, 401, 403. */
  problems?: readonly number[];
  /** Takes an `Idempotency-Key`. */
  once?: boolean;
  /** Another status with the same body, such as 202. */
  alsoStatus?: { status: number; description: string };
}): MethodDecorator {
  const { summary, scope, answer, status = 200, problems = [], once = false, alsoStatus } = about;
  const refusals = [400, 401, ...(scope === 'anybody' ? [] : [403]), ...problems, ...(once ? [422] : [])];
  return applyDecorators(
    ...(scope === 'anybody' ? [] : [Needs(scope)]),
    HttpCode(status),
    ApiOperation({
      summary,
      description: `${about.description ?? ''}\n\n${needOf(scope)}`.trim(),
    }),
    ApiResponse({ status, description: 'Done.', ...shapeOf(answer) }),
    ...(alsoStatus === undefined ? [] : [ApiResponse({ ...alsoStatus, ...shapeOf(answer) })]),
    ...refusals.map((refusal) => ProblemAnswer(refusal)),
    ApiResponse({ status: 'default', description: 'Any other problem.', content: problemContent(500) }),
    ...(once ? [IdempotencyHeader] : []),
  );
}

function needOf(scope: Need | 'anybody'): string {
  if (scope === 'anybody') return 'Needs no key.';
  if (scope === 'session') return 'Needs a session: a key does not do.';
  return `Needs the scope \`${scope}\` (${SCOPE_MEANINGS[scope]}).`;
}

function shapeOf(
  answer: Class<unknown> | string[],
): { content: Record<string, { schema: { type: 'string'; format: string } }> } | { type: Class<unknown> } {
  if (!Array.isArray(answer)) return { type: answer };
  const file = { schema: { type: 'string' as const, format: 'binary' } };
  return { content: Object.fromEntries(answer.map((mediaType) => [mediaType, file])) };
}

function ProblemAnswer(status: number): MethodDecorator {
  const detail = PROBLEM_DETAILS[status] ?? statusTitle(status);
  return ApiResponse({ status, description: detail, content: problemContent(status) });
}

function problemContent(status: number): Record<string, { schema: { $ref: string }; example: object }> {
  const detail = PROBLEM_DETAILS[status] ?? statusTitle(status);
  const example = { type: 'about:blank', title: statusTitle(status), status, detail };
  return { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) }, example } };
}

const IdempotencyHeader: MethodDecorator = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description:
    'For 24 hours the same key with the same body answers as it did the first time and has no second effect.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  example: 'approve-2027-01-31-0001',
});
