import { Body, Delete, Get, Ip, Post } from '@nestjs/common';
import { invariant } from '../../kernel/index.js';
import { Database, Problems, type Transaction } from '../../platform/index.js';
import { AccessWatch } from '../access/access-watch.service.js';
import { TheCaller } from '../access/caller.guard.js';
import { networkOf } from '../access/network.js';
import { hashPassword } from '../access/password.service.js';
import type { Caller } from '../access/scopes.js';
import { endSession, sessionById, type Session } from '../access/sessions.repository.js';
import { Sessions } from '../access/sessions.service.js';
import { ATTEMPTS } from '../access/sign-in-attempts.repository.js';
import { Commands, TheCommand, type Audit, type Command } from '../http/commands.service.js';
import { AdminController, OpenController, Operation } from '../http/operation.dto.js';
import {
  FactorCodeDto,
  FactorSetupDto,
  NewPasswordDto,
  NewSessionDto,
  SessionDto,
  SignInDto,
} from './sessions.dto.js';

const OVER = 'This session is over.';

@OpenController('sessions')
export class SignInController {
  constructor(
    private readonly sessions: Sessions,
    private readonly watch: AccessWatch,
  ) {}

  @Post()
  @Operation({
    summary: 'Sign in',
    description:
      'For twelve hours. Whoever has no second factor yet, or a password somebody else gave them, sees to that first: the session may do nothing else.',
    scope: 'anybody',
    answer: NewSessionDto,
    status: 201,
    problems: [429],
  })
  async signIn(@Body() body: SignInDto, @Ip() address: string): Promise<NewSessionDto> {
    const { email, password, code = null } = body;
    const outcome = await this.sessions.signIn({ email, password, code }, address);
    switch (outcome.kind) {
      case 'signed_in':
        return { ...outcome.session, token: outcome.token };
      case 'too_many':
        throw tooMany();
      case 'code_needed':
        throw Problems.unauthorized('The code of the authenticator app is needed.', { code: 'code_needed' });
      case 'refused':
        await this.watch.refused(address);
        throw Problems.unauthorized('Address, password or code is wrong.', { code: 'wrong_sign_in' });
    }
  }
}

/** What a person does about their own session. */
@AdminController('sessions')
export class SessionsController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly sessions: Sessions,
  ) {}

  @Get('current')
  @Operation({ summary: 'The session of this token', scope: 'session', answer: SessionDto })
  async current(@TheCaller() caller: Caller): Promise<SessionDto> {
    const session = await sessionById(this.database, ownSession(caller).id);
    if (session === null) throw Problems.unauthorized(OVER);
    return session;
  }

  @Delete('current')
  @Operation({ summary: 'Sign out', scope: 'session', answer: SessionDto })
  end(@TheCommand() command: Command): Promise<SessionDto> {
    const { id } = ownSession(command.caller);
    return this.commands.run(command, async (tx) => {
      const session = await sessionById(tx, id);
      if (session === null) throw Problems.unauthorized(OVER);
      await endSession(tx, id);
      return { answer: session, audit: { action: 'session.ended', targetKind: 'session', targetId: id } };
    });
  }

  @Post('current/password')
  @Operation({
    summary: 'Choose a password',
    description: 'Every other session of this person ends.',
    scope: 'session',
    answer: SessionDto,
    problems: [429],
  })
  async password(
    @TheCommand() command: Command,
    @Body() body: NewPasswordDto,
    @Ip() address: string,
  ): Promise<SessionDto> {
    if (body.next === body.current)
      throw Problems.fields([{ field: 'next', message: 'next must be another password' }]);
    const session = await this.current(command.caller);
    const proof = await this.sessions.prove(session.email, body.current, networkOf(address));
    if (proof.kind === 'too_many') throw tooMany();
    if (proof.kind === 'refused')
      throw Problems.fields([{ field: 'current', message: 'current must be the present password' }]);
    const hash = await hashPassword(body.next);
    return this.run(command, 'user.password_changed', (tx) =>
      this.sessions.setOwnPassword(tx, session, hash),
    );
  }

  @Post('current/second-factor')
  @Operation({
    summary: 'Set up the second factor',
    description:
      'For an authenticator app (TOTP, RFC 6238). It counts once its first code was shown; until then it can be begun again.',
    scope: 'session',
    answer: FactorSetupDto,
    status: 201,
    problems: [409],
  })
  begin(@TheCommand() command: Command): Promise<FactorSetupDto> {
    return this.run(command, 'user.second_factor_begun', async (tx) => {
      const setup = await this.sessions.beginFactor(tx, command.caller.userId);
      if (setup === null)
        throw Problems.conflict('There is a second factor. Who lost it has an owner reset it.', {
          code: 'second_factor_set',
        });
      return setup;
    });
  }

  @Post('current/second-factor/confirm')
  @Operation({
    summary: 'Show the first code of the second factor',
    description: 'From now on a code is asked when signing in. Every other session of this person ends.',
    scope: 'session',
    answer: SessionDto,
    problems: [409],
  })
  confirm(@TheCommand() command: Command, @Body() body: FactorCodeDto): Promise<SessionDto> {
    const own = { id: ownSession(command.caller).id, userId: command.caller.userId };
    return this.run(command, 'user.second_factor_set', async (tx) => {
      const outcome = await this.sessions.confirmFactor(tx, own, body.code);
      if (outcome === 'not_begun')
        throw Problems.conflict('No second factor is being set up.', { code: 'second_factor_not_begun' });
      if (outcome === 'wrong_code')
        throw Problems.fields([{ field: 'code', message: 'code must be what the app shows now' }]);
      return outcome;
    });
  }

  private run<T extends object>(
    command: Command,
    action: Audit['action'],
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const audit: Audit = { action, targetKind: 'user', targetId: command.caller.userId };
    return this.commands.run(command, async (tx) => ({ answer: await work(tx), audit }));
  }
}

function ownSession(caller: Caller): Pick<Session, 'id'> {
  invariant(caller.session !== null, 'the route needs a session');
  return caller.session;
}

function tooMany(): Error {
  const { minutes } = ATTEMPTS;
  return Problems.tooMany(`Too many attempts: wait ${minutes} minutes.`, minutes * 60);
}
