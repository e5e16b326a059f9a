import { Body, Get, Post, Query } from '@nestjs/common';
import { isId } from '../../kernel/index.js';
import { Database, Problems } from '../../platform/index.js';
import { hashPassword } from '../access/password.service.js';
import { ROLE_SCOPES } from '../access/scopes.js';
import { Commands, TheCommand, type Audit, type Command } from '../http/commands.service.js';
import { pageOf } from '../http/cursor.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ListQuery, startOf } from '../http/page.dto.js';
import { NewUserDto, UserDto, UserPage } from './people.dto.js';
import { addUser, listUsers } from './users.repository.js';

@AdminController('users')
export class UsersController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
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
    const beyond = ROLE_SCOPES[body.role].filter((scope) => !command.caller.scopes.has(scope));
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
}
