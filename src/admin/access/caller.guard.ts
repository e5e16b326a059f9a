import {
  createParamDecorator,
  Injectable,
  SetMetadata,
  type CanActivate,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { invariant } from '../../kernel/index.js';
import { Problems } from '../../platform/index.js';
import { Access } from './access.service.js';
import { AccessWatch } from './access-watch.service.js';
import type { Caller, Scope } from './scopes.js';

const NEED = 'talonario:need';
const callers = new WeakMap<FastifyRequest, Caller>();

/** What a route needs: a scope, or that the person is there and signed in. Every admin route has exactly one. */
export type Need = Scope | 'session';
export const Needs = (need: Need): CustomDecorator => SetMetadata(NEED, need);

/** The caller the guard let in. */
export const TheCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  return callerOf(context.switchToHttp().getRequest<FastifyRequest>());
});

/** The caller of a request that passed the guard. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = callers.get(request);
  invariant(caller !== undefined, 'an admin route runs behind its guard');
  return caller;
}

/** Lets a request in whose key or session is known (else 401) and may do what the route needs (else 403). */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly access: Access,
    private readonly watch: AccessWatch,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.access.callerOf(request.headers.authorization);
    if (caller === null) {
      await this.watch.refused(request.ip);
      throw Problems.unauthorized('This needs a valid API key or session: Authorization: Bearer <key>.');
    }
    await this.watch.admitted(caller, request.ip);
    const need = this.reflector.get<Need | undefined>(NEED, context.getHandler());
    invariant(need !== undefined, 'every admin route says what it needs');
    if (need === 'session') inPerson(caller);
    else withScope(caller, need);
    callers.set(request, caller);
    return true;
  }
}

function inPerson(caller: Caller): void {
  if (caller.session === null)
    throw Problems.forbidden('This is for a person who signed in, not for a key.', { code: 'needs_session' });
}

function withScope({ session, scopes }: Caller, scope: Scope): void {
  if (session !== null && session.todo.length > 0) {
    throw Problems.forbidden('Choose a password of your own and set up the second factor first.', {
      code: 'session_incomplete',
      todo: session.todo,
    });
  }
  if (!scopes.has(scope))
    throw Problems.forbidden(`This needs the scope "${scope}".`, { code: 'missing_scope', scope });
}
