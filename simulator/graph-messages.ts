import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Outcome } from './acceptance.js';
import type { Trouble } from './faults.js';
import type { Parts } from './parts.js';
import { sentinelTrouble } from './sentinel.js';
import type { Story } from './statuses.js';
import { hangUp, meetTrouble } from './trouble.js';

const HELD_DROPPED = 132_015;

/** `POST /{version}/{phone number id}/messages` (page "Sending messages"). */
export function messageRoutes(app: FastifyInstance, parts: Parts): void {
  app.post<{ Params: { id: string } }>('/:version/:id/messages', async (request, reply) => {
    const number = parts.numbers.get(request.params.id);
    const { phoneNumberId } = number;
    const to = recipientOf(request.body);
    const on = isReadMark(request.body) ? 'read' : 'messages';
    const trouble = parts.faults.take({ on, phoneNumberId, to }) ?? sentinelTrouble(to);
    if (await meetTrouble(trouble, request, reply)) return reply;
    const lost = trouble && 'lostResponse' in trouble ? trouble : undefined;
    const held = trouble && 'held' in trouble;
    const outcome = parts.acceptance.take(number, request.body, fateOf(trouble));
    const report = (): void => reportOn(parts, outcome, trouble);
    const early = lost !== undefined || parts.policy.statuses.beforeAnswer;
    if (early) report();
    await pauseFor(parts.policy.answerTimeMs + (lost?.afterMs ?? 0));
    if (lost) hangUp(request, reply);
    else void reply.send(held ? heldResponse(outcome) : outcome.response);
    if (!early) setImmediate(report);
    return reply;
  });
}

/** Whether a taken message reaches the phone at once, later, or never. */
function fateOf(trouble: Trouble | undefined): 'shown' | 'waits' {
  const waits = trouble && ('asyncCode' in trouble || 'held' in trouble || failsFirst(trouble));
  return waits === true ? 'waits' : 'shown';
}

function failsFirst(trouble: Trouble): boolean {
  return 'story' in trouble && trouble.story.failedFirst !== undefined;
}

function reportOn({ statuses }: Parts, outcome: Outcome, trouble: Trouble | undefined): void {
  const { accepted, failed } = outcome;
  if (!accepted) return;
  if (trouble && 'held' in trouble) {
    statuses.after(trouble.afterMs ?? 0, () => {
      if (trouble.held === 'released') accepted.phone.receive(accepted.message);
      statuses.report(accepted, trouble.held === 'dropped' ? { failed: HELD_DROPPED } : {});
    });
    return;
  }
  if (trouble && failsFirst(trouble)) accepted.phone.receive(accepted.message);
  statuses.report(accepted, failed === undefined ? storyOf(trouble) : { failed });
}

function storyOf(trouble: Trouble | undefined): Story {
  if (trouble && 'asyncCode' in trouble) return { failed: trouble.asyncCode };
  return trouble && 'story' in trouble ? trouble.story : {};
}

function heldResponse({ response }: Outcome): object {
  if (!('messages' in response)) return response;
  const messages = response.messages.map(({ id }) => ({ id, message_status: 'held_for_quality_assessment' }));
  return { ...response, messages };
}

async function pauseFor(ms: number): Promise<void> {
  if (ms > 0) await pause(ms);
}

function isReadMark(body: unknown): boolean {
  return (body as { status?: unknown } | null | undefined)?.status !== undefined;
}

function recipientOf(body: unknown): string | undefined {
  const { to, recipient } = (body ?? {}) as { to?: unknown; recipient?: unknown };
  const given = to ?? recipient;
  return typeof given === 'string' ? given : undefined;
}
