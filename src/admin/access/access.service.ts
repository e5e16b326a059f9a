import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { newId } from '../../kernel/index.js';
import { Config, Database, writeAudit, type AuditAction, type Transaction } from '../../platform/index.js';
import { hashPassword } from './password.service.js';
import { bearerKey, hashKey, isSessionToken, sameHash } from './secrets.js';
import { sessionOfToken } from './sessions.repository.js';
import { effectiveScopes, SCOPES, type Caller, type UserRole } from './scopes.js';

/** Two starters at once make one owner. */
const FIRST_OWNER_LOCK = 7_216_002;

/** Who stands behind a key or a session, and the first owner of a new installation. */
@Injectable()
export class Access implements OnApplicationBootstrap {
  private readonly logger = new Logger('Access');
  private readonly environmentKey: Buffer | null;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
  ) {
    this.environmentKey = config.admin.apiKey === null ? null : hashKey(config.admin.apiKey);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.database.transact((tx) => this.makeFirstOwner(tx));
  }

  /**
   * The caller an `Authorization` header stands for; null where its key or session is missing, unknown or over, or its person
   * disabled.
   */
  async callerOf(authorization: string | undefined): Promise<Caller | null> {
    const key = bearerKey(authorization);
    if (key === null) return null;
    const hash = hashKey(key);
    return isSessionToken(key) ? this.inSession(hash) : this.byKey(hash);
  }

  private async inSession(hash: Buffer): Promise<Caller | null> {
    const session = await sessionOfToken(this.database, hash);
    if (session === null) return null;
    const { id, userId, role, todo } = session;
    return { userId, apiKeyId: null, session: { id, todo }, scopes: effectiveScopes(role, SCOPES) };
  }

  private async byKey(hash: Buffer): Promise<Caller | null> {
    if (this.environmentKey !== null && sameHash(hash, this.environmentKey)) return this.firstOwner();
    const row = await this.database.first<{ id: string; user_id: string; role: UserRole; scopes: string[] }>(
      `select k.id, k.user_id, u.role, k.scopes from api_key k join app_user u on u.id = k.user_id
       where k.key_hash = $1 and k.revoked_at is null and u.disabled_at is null`,
      [hash],
    );
    if (row === null) return null;
    const scopes = effectiveScopes(row.role, row.scopes);
    return { userId: row.user_id, apiKeyId: row.id, session: null, scopes };
  }

  private async firstOwner(): Promise<Caller | null> {
    const row = await this.database.first<{ id: string }>(
      `select id from app_user where role = 'owner' and disabled_at is null order by created_at, id limit 1`,
    );
    return row && { userId: row.id, apiKeyId: null, session: null, scopes: new Set(SCOPES) };
  }

  /** The environment names the first owner until there is one; an owner made without e-mail takes it when it is set later. */
  private async makeFirstOwner(tx: Transaction): Promise<void> {
    await tx.rows('select pg_advisory_xact_lock($1)', [FIRST_OWNER_LOCK]);
    const { password } = this.config.admin;
    const email = this.config.admin.email?.toLowerCase() ?? null;
    const owner = await tx.first<{ id: string; email: string | null }>(
      `select id, email from app_user where role = 'owner' order by created_at, id limit 1`,
    );
    if (owner !== null && (owner.email !== null || email === null)) return;
    const hash = email === null || password === null ? null : await hashPassword(password);
    if (owner !== null) {
      await tx.run('update app_user set email = $2, password_hash = $3, password_own = true where id = $1', [
        owner.id,
        email,
        hash,
      ]);
      await this.note(tx, 'user.updated', owner.id);
      return;
    }
    const id = newId();
    await tx.run(
      `insert into app_user (id, email, role, password_hash, password_own) values ($1, $2, 'owner', $3, true)`,
      [id, email, hash],
    );
    await this.note(tx, 'user.created', id);
    this.logger.log('made the first owner');
  }

  private async note(tx: Transaction, action: AuditAction, id: string): Promise<void> {
    const entry = { action, targetKind: 'user', targetId: id, detail: { by: 'environment' } };
    await writeAudit(tx, { userId: id, apiKeyId: null }, entry);
  }
}
