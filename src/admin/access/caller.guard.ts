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

const SCOPE = 'talonario:scope';
const callers = new WeakMap<FastifyRequest, Caller>();

/** The scope a route needs. Every admin route has exactly one. */
export const Needs = (scope: Scope): CustomDecorator => SetMetadata(SCOPE, scope);

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

/** Lets a request in whose key is known (else 401) and has the route's scope (else 403). */
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
      throw Problems.unauthorized('This needs a valid API key: Authorization: Bearer <key>.');
    }
    await this.watch.admitted(caller, request.ip);
    const scope = this.reflector.get<Scope | undefined>(SCOPE, context.getHandler());
    invariant(scope !== undefined, 'every admin route names its scope');
    if (!caller.scopes.has(scope)) {
      throw Problems.forbidden(`This key lacks the scope "${scope}".`, { code: 'missing_scope', scope });
    }
    callers.set(request, caller);
    return true;
  }
}
