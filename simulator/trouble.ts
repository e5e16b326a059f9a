import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphError } from './errors.js';
import type { Trouble } from './faults.js';

/**
 * Lets trouble happen before a request is taken. True when the request ended with it; a boolean, since a
 * Fastify reply is a promise and would be swallowed by an `await`. Throws GraphError.
 */
export async function meetTrouble(
  trouble: Trouble | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  if (!trouble) return false;
  if ('code' in trouble) throw refusal(trouble);
  if ('delayMs' in trouble) await pause(trouble.delayMs);
  if ('httpStatus' in trouble) void reply.code(trouble.httpStatus).send();
  if ('lostRequest' in trouble) hangUp(request, reply);
  return 'httpStatus' in trouble || 'lostRequest' in trouble;
}

/** Cuts the connection without a word. */
export function hangUp(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  request.raw.socket.destroy();
}

function refusal({ code, details, retryAfter, status }: Extract<Trouble, { code: number }>): GraphError {
  return new GraphError(code, {
    ...(details === undefined ? {} : { details }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(status === undefined ? {} : { status }),
  });
}
