import { Body, Get, Post, Query } from '@nestjs/common';
import { isId } from '../../kernel/index.js';
import { Database, Problems } from '../../platform/index.js';
import { hashPassword } from '../access/password.service.js';
import { ROLE_SCOPES, type Caller, type UserRole } from '../access/scopes.js';
import { Sessions } from '../access/sessions.service.js';
import { Commands, TheCommand, type Audit, type Command } from '../http/commands.service.js';
import { pageOf } from '../http/cursor.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam, ListQuery, startOf } from '../http/page.dto.js';
import { FirstPasswordDto, NewUserDto, UserDto, UserPage } from './people.dto.js';
import { addUser, listUsers, userById } from './users.repository.js';

@AdminController('users')
export class UsersController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly sessions: Sessions,
  ) {}

  @Get()
  @Operation({ summary: 'People who run raffles', scope: 'admin', answer: UserPage })
  async list(@Query() query: ListQuery): Promise<UserPage> {
    const { after, limit } = startOf(query, isId);
    const rows = await listUsers(this.database, after, limit);
    return pageOf(
      rows,
      limit,
      (user) => user.id,
      (user) => user,
    );
  }

  @Post()
  @Operation({ summary: 'Add a person', scope: 'admin', answer: UserDto, status: 201, problems: [409] })
  async add(@TheCommand() command: Command, @Body() body: NewUserDto): Promise<UserDto> {
    const beyond = beyondOwn(command.caller, body.role);
    if (beyond.length > 0) {
      throw Problems.fields([
        { field: 'role', message: `role must stay within your own scopes: not ${beyond.join(', ')}` },
      ]);
    }
    const passwordHash = body.password === undefined ? null : await hashPassword(body.password);
    return this.commands.run(command, async (tx) => {
      const user = await addUser(tx, { email: body.email.toLowerCase(), role: body.role, passwordHash });
      if (user === null)
        throw Problems.conflict('There is a person with this e-mail address.', { code: 'email_taken' });
      const audit: Audit = {
        action: 'user.created',
        targetKind: 'user',
        targetId: user.id,
        detail: { role: user.role },
      };
      return { answer: user, audit };
    });
  }

  @Post(':id/reset-sign-in')
  @ApiId('id', EXAMPLE.userId)
  @Operation({
    summary: 'Give a person a first password again',
    description:
      'For who lost password or phone: the second factor is gone, every session ends, and who signs in has to choose a password and set the second factor up again.',
    scope: 'admin',
    answer: UserDto,
    problems: [404],
  })
  async resetSignIn(
    @TheCommand() command: Command,
    @IdParam('id', 'person') id: string,
    @Body() body: FirstPasswordDto,
  ): Promise<UserDto> {
    const hash = await hashPassword(body.password);
    return this.commands.run(command, async (tx) => {
      const user = await userById(tx, id);
      if (user === null) throw Problems.notFound('There is no such person.');
      const beyond = beyondOwn(command.caller, user.role);
      if (beyond.length > 0)
        throw Problems.forbidden(`This person may do more than you: ${beyond.join(', ')}.`, {
          code: 'beyond_own',
        });
      if (!(await this.sessions.reset(tx, id, hash)))
        throw Problems.notFound('This person has no address to sign in with, or is disabled.');
      return { answer: user, audit: { action: 'user.sign_in_reset', targetKind: 'user', targetId: id } };
    });
  }
}

function beyondOwn(caller: Caller, role: UserRole): string[] {
  return ROLE_SCOPES[role].filter((scope) => !caller.scopes.has(scope));
}
