import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { newId } from '../../kernel/index.js';
import { isPassingFault } from '../database/index.js';
import { Problem, Problems, statusTitle } from './problem.js';

/** What the framework's own refusals say. Its texts are not used: a parser's message quotes the body. */
const FRAMEWORK_DETAILS: Readonly<Record<number, string>> = {
  400: 'The request could not be read: malformed JSON, header or address.',
  404: 'There is nothing at this address.',
  413: 'The body is larger than this address takes.',
  415: 'This content type is not taken here: send application/json.',
};

/** Answers every error of every door as `application/problem+json` (RFC 9457); an unexpected one says nothing but the id of its log line. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.problemOf(error);
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy(); // half an answer is out: cutting it is the only way left to say that it is none
      return;
    }
    if (problem.extra.retryAfter !== undefined) reply.header('retry-after', String(problem.extra.retryAfter));
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
    reply
      .status(problem.status)
      .header('content-type', 'application/problem+json')
      .header('cache-control', 'no-store')
      .send(Buffer.from(JSON.stringify(problem.body()))); // a text would get a charset, which this type does not have
  }

  private problemOf(error: unknown): Problem {
    if (error instanceof Problem) return error;
    const status = refusedStatus(error);
    if (status !== null) return new Problem(status, FRAMEWORK_DETAILS[status] ?? statusTitle(status));
    if (isPassingFault(error))
      return Problems.unavailable('The database is not available at the moment: try again.');
    const logId = newId();
    this.logger.error(`${logId} ${error instanceof Error ? (error.stack ?? error.name) : typeof error}`);
    return new Problem(500, 'Something went wrong here. The log has more under this id.', { logId });
  }
}

/** The 4xx status of an error Nest or Fastify threw, else null. */
function refusedStatus(error: unknown): number | null {
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : error instanceof Error && 'statusCode' in error
        ? error.statusCode
        : null;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
