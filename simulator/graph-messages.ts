import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Parts } from './parts.js';
import { hangUp, meetTrouble } from './trouble.js';

/** `POST /{version}/{phone number id}/messages` (page "Sending messages"). */
export function messageRoutes(app: FastifyInstance, parts: Parts): void {
  app.post<{ Params: { id: string } }>('/:version/:id/messages', async (request, reply) => {
    const number = parts.numbers.get(request.params.id);
    const { phoneNumberId } = number;
    const trouble = parts.faults.take({ on: 'messages', phoneNumberId, to: recipientOf(request.body) });
    const ended = await meetTrouble(trouble, request, reply);
    if (ended) return reply;
    const failedCode = trouble && 'asyncCode' in trouble ? trouble.asyncCode : undefined;
    const lost = trouble && 'lostResponse' in trouble ? trouble : undefined;
    const { accepted, response } = parts.acceptance.take(number, request.body, failedCode !== undefined);
    const report = (): void => {
      if (accepted) parts.statuses.report(accepted, failedCode);
    };
    const early = lost !== undefined || parts.policy.statuses.beforeAnswer;
    if (early) report();
    await pauseFor(parts.policy.answerTimeMs + (lost?.afterMs ?? 0));
    if (lost) hangUp(request, reply);
    else void reply.send(response);
    if (!early) setImmediate(report);
    return reply;
  });
}

async function pauseFor(ms: number): Promise<void> {
  if (ms > 0) await pause(ms);
}

function recipientOf(body: unknown): string | undefined {
  const { to, recipient } = (body ?? {}) as { to?: unknown; recipient?: unknown };
  const given = to ?? recipient;
  return typeof given === 'string' ? given : undefined;
}
