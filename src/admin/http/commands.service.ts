import { createHash } from 'node:crypto';
import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  Database,
  DatabaseFault,
  InboxHint,
  Problems,
  writeAudit,
  type AuditEntry,
  type Transaction,
} from '../../platform/index.js';
import { callerOf } from '../access/caller.guard.js';
import type { Caller } from '../access/scopes.js';

/** A changing request: who asks, for what, and under which `Idempotency-Key`. */
export interface Command {
  readonly caller: Caller;
  /** Method and address as sent: the same key may be used once per address. */
  readonly route: string;
  readonly key: string | null;
  readonly body: unknown;
}

/** What a command did. Without `audit` it changed nothing (it had been done before). */
export interface Done<T> {
  readonly answer: T;
  readonly audit: Audit | null;
}

/** What is written down of a command. */
export type Audit = AuditEntry;

const ATTEMPTS = 3;

/** The command of the present request. */
export const TheCommand = createParamDecorator((_data: unknown, context: ExecutionContext): Command => {
  return commandOf(context.switchToHttp().getRequest<FastifyRequest>());
});

function commandOf(request: FastifyRequest): Command {
  const key = request.headers['idempotency-key'];
  if (key !== undefined && (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))) {
    throw Problems.invalid('Idempotency-Key must be 1 to 255 visible ASCII characters.');
  }
  const route = `${request.method} ${request.url.split('?')[0]}`;
  return { caller: callerOf(request), route, key: key ?? null, body: request.body };
}

/**
 * Runs what a request changes: effect, audit entry and remembered answer are one transaction, so none exists without the
 * others. A thrown Problem undoes all three: a refusal is not remembered, the same request asks again.
 */
@Injectable()
export class Commands {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxHint,
  ) {}

  async run<T extends object>(command: Command, work: (tx: Transaction) => Promise<Done<T>>): Promise<T> {
    return this.commit(async (tx) => {
      const done = await work(tx);
      await note(tx, command.caller, done.audit);
      return done.answer;
    });
  }

  /** For what runs in transactions of its own: written before, so that nothing happens unrecorded. */
  async note(command: Command, audit: Audit): Promise<void> {
    await this.database.transact((tx) => writeAudit(tx, command.caller, audit));
  }

  /** As `run`; with an `Idempotency-Key` of the last 24 hours the first answer comes again and nothing happens twice. */
  async runOnce<T extends object>(command: Command, work: (tx: Transaction) => Promise<Done<T>>): Promise<T> {
    const { key } = command;
    if (key === null) return this.run(command, work);
    return this.commit(async (tx) => {
      const before = await claim<T>(tx, command, key);
      if (before !== null) return before;
      const done = await work(tx);
      await note(tx, command.caller, done.audit);
      await tx.run(
        'update idempotency_key set status = 200, body = $4 where (user_id, route, key) = ($1, $2, $3)',
        [command.caller.userId, command.route, key, JSON.stringify(done.answer)],
      );
      return done.answer;
    });
  }

  /** A transaction that lost a race for locks is run again: nothing of it happened. */
  private async commit<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await this.database.transact(work);
        this.inbox.raise(); // the buyer may have been told something
        return answer;
      } catch (error) {
        if (attempt === ATTEMPTS || !lostRace(error)) throw error;
      }
    }
  }
}

/** Deadlock or serialisation failure. */
function lostRace(error: unknown): boolean {
  return error instanceof DatabaseFault && (error.code === '40P01' || error.code === '40001');
}

/** Null when the key is ours now; else the answer given before. A running first request is waited for: it holds the row. */
async function claim<T>(tx: Transaction, command: Command, key: string): Promise<T | null> {
  const name = [command.caller.userId, command.route, key];
  const requestHash = createHash('sha256')
    .update(JSON.stringify(command.body ?? null))
    .digest();
  await tx.run(
    `delete from idempotency_key where (user_id, route, key) = ($1, $2, $3) and created_at < app_now() - interval '24 hours'`,
    name,
  );
  const mine = await tx.run(
    `insert into idempotency_key (user_id, route, key, request_hash) values ($1, $2, $3, $4)
     on conflict (user_id, route, key) do nothing`,
    [...name, requestHash],
  );
  if (mine === 1) return null;
  const row = await tx.first<{ request_hash: Buffer; body: string | null }>(
    'select request_hash, body from idempotency_key where (user_id, route, key) = ($1, $2, $3)',
    name,
  );
  if (row === null || row.body === null)
    throw Problems.conflict('Another request with this Idempotency-Key has just ended: try again.');
  if (!row.request_hash.equals(requestHash)) {
    throw Problems.unprocessable('This Idempotency-Key was used with another body.', {
      code: 'idempotency_key_reused',
    });
  }
  const answer: T = JSON.parse(row.body);
  return answer;
}

async function note(tx: Transaction, caller: Caller, audit: Audit | null): Promise<void> {
  if (audit !== null) await writeAudit(tx, caller, audit);
}
