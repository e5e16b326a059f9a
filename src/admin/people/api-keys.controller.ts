import { Body, Delete, Get, Post, Query } from '@nestjs/common';
import { isId } from '../../kernel/index.js';
import { Database, Problems } from '../../platform/index.js';
import { effectiveScopes, type Caller, type Scope } from '../access/scopes.js';
import { hashKey, newApiKey } from '../access/secrets.js';
import { Commands, TheCommand, type Audit, type Command } from '../http/commands.service.js';
import { pageOf } from '../http/cursor.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam, ListQuery, startOf } from '../http/page.dto.js';
import { addApiKey, listApiKeys, revokeApiKey } from './api-keys.repository.js';
import { ApiKeyDto, ApiKeyPage, ApiKeyWithSecretDto, NewApiKeyDto } from './people.dto.js';
import { userById, type User } from './users.repository.js';

@AdminController('api-keys')
export class ApiKeysController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
  ) {}

  @Get()
  @Operation({ summary: 'API keys, without their secrets', scope: 'admin', answer: ApiKeyPage })
  async list(@Query() query: ListQuery): Promise<ApiKeyPage> {
    const { after, limit } = startOf(query, isId);
    const rows = await listApiKeys(this.database, after, limit);
    return pageOf(
      rows,
      limit,
      (key) => key.id,
      (key) => key,
    );
  }

  @Post()
  @Operation({
    summary: 'Make an API key',
    description:
      'The answer is the only place where the key itself is shown. No key reaches beyond its user’s role or its maker’s scopes.',
    scope: 'admin',
    answer: ApiKeyWithSecretDto,
    status: 201,
  })
  async add(@TheCommand() command: Command, @Body() body: NewApiKeyDto): Promise<ApiKeyWithSecretDto> {
    const secret = newApiKey();
    return this.commands.run(command, async (tx) => {
      const user = await userById(tx, body.userId ?? command.caller.userId);
      const scopes = grantable(user, command.caller, body.scopes);
      const key = await addApiKey(tx, {
        userId: scopes.userId,
        name: body.name,
        scopes: scopes.list,
        hash: hashKey(secret),
      });
      const audit: Audit = {
        action: 'api_key.created',
        targetKind: 'api_key',
        targetId: key.id,
        detail: { scopes: key.scopes },
      };
      return { answer: { ...key, key: secret }, audit };
    });
  }

  @Delete(':id')
  @ApiId('id', EXAMPLE.apiKeyId)
  @Operation({ summary: 'End an API key at once', scope: 'admin', answer: ApiKeyDto, problems: [404] })
  async revoke(@TheCommand() command: Command, @IdParam('id', 'API key') id: string): Promise<ApiKeyDto> {
    return this.commands.run(command, async (tx) => {
      const ended = await revokeApiKey(tx, id);
      if (ended === null) throw Problems.notFound('There is no such API key.');
      const audit: Audit | null = ended.changed
        ? { action: 'api_key.revoked', targetKind: 'api_key', targetId: id }
        : null;
      return { answer: ended.key, audit };
    });
  }
}

function grantable(
  user: User | null,
  caller: Caller,
  wanted: readonly Scope[],
): { userId: string; list: Scope[] } {
  if (user === null || user.disabledAt !== null)
    throw Problems.fields([{ field: 'userId', message: 'userId must name an active person' }]);
  const list = [...new Set(wanted)];
  const beyond = list.filter(
    (scope) => !effectiveScopes(user.role, list).has(scope) || !caller.scopes.has(scope),
  );
  if (beyond.length > 0) {
    const message = `scopes must stay within the role ${user.role} and your own: not ${beyond.join(', ')}`;
    throw Problems.fields([{ field: 'scopes', message }]);
  }
  return { userId: user.id, list };
}
