import { Injectable, type OnModuleInit } from '@nestjs/common';
import { invariant } from '../../kernel/index.js';
import { Database, nowOf, Retention, Secrets, writeAudit, type Transaction } from '../../platform/index.js';
import { networkOf } from './network.js';
import { isPassword } from './password.service.js';
import { factorSetup, newFactorSecret, stepOfCode } from './second-factor.service.js';
import { hashKey, newSessionToken } from './secrets.js';
import {
  beginFactor,
  dropFactor,
  endSessions,
  lockUser,
  openSession,
  PRUNE_SESSIONS,
  sessionById,
  setPassword,
  signInUser,
  takeStep,
  type Session,
  type SignInUser,
} from './sessions.repository.js';
import { forgetAttempts, PRUNE_ATTEMPTS, takeAttempt } from './sign-in-attempts.repository.js';

/** A working day. */
const HOURS = 12;

export interface SignIn {
  readonly email: string;
  readonly password: string;
  /** Of the second factor, once it is set up. */
  readonly code: string | null;
}

export type SignInOutcome =
  | { kind: 'signed_in'; token: string; session: Session }
  | { kind: 'refused' }
  | { kind: 'code_needed' }
  | { kind: 'too_many' };

export type PasswordProof = { kind: 'proven'; user: SignInUser } | { kind: 'refused' } | { kind: 'too_many' };

type OfPerson = Pick<Session, 'id' | 'userId'>;

/** People who sign in with a password and a second factor, instead of a key that acts for them. */
@Injectable()
export class Sessions implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly secrets: Secrets,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.retention.register({ what: 'session', days: 30, sql: PRUNE_SESSIONS, rows: 2_000 });
    this.retention.register({ what: 'sign_in_attempt', days: 1, sql: PRUNE_ATTEMPTS, rows: 2_000 });
  }

  /** Address, password and code are judged together: a refusal does not say which was wrong. */
  async signIn(input: SignIn, address: string): Promise<SignInOutcome> {
    const network = networkOf(address);
    const proof = await this.prove(input.email, input.password, network);
    if (proof.kind !== 'proven') return proof;
    return this.database.transact(async (tx) => {
      const user = await lockUser(tx, proof.user.id);
      if (user === null || user.passwordHash !== proof.user.passwordHash) return { kind: 'refused' };
      if (user.factorSet) {
        if (input.code === null) return { kind: 'code_needed' };
        if (!(await this.takeCode(tx, user, input.code))) return { kind: 'refused' };
      }
      await forgetAttempts(tx, user.email, network);
      return this.open(tx, user, network);
    });
  }

  /** Whether somebody knows a password. Guessing is counted by account and network. */
  async prove(email: string, password: string, network: string): Promise<PasswordProof> {
    const account = email.toLowerCase();
    if (!(await this.database.transact((tx) => takeAttempt(tx, account, network))))
      return { kind: 'too_many' };
    const user = await signInUser(this.database, account);
    const right = await isPassword(password, user?.passwordHash ?? null);
    return right && user !== null ? { kind: 'proven', user } : { kind: 'refused' };
  }

  private async open(tx: Transaction, user: SignInUser, network: string): Promise<SignInOutcome> {
    const token = newSessionToken();
    const id = await openSession(tx, user.id, hashKey(token), HOURS);
    const entry = {
      action: 'session.started',
      targetKind: 'session',
      targetId: id,
      detail: { network },
    } as const;
    await writeAudit(tx, { userId: user.id, apiKeyId: null }, entry);
    return { kind: 'signed_in', token, session: await running(tx, id) };
  }

  /** A password the person chose, which nobody else knows; every other session of theirs ends. */
  async setOwnPassword(tx: Transaction, session: OfPerson, hash: string): Promise<Session> {
    await setPassword(tx, session.userId, hash, true);
    await endSessions(tx, session.userId, session.id);
    return running(tx, session.id);
  }

  /** Begins a second factor, or begins it again. Null where one is set already. */
  async beginFactor(tx: Transaction, userId: string): Promise<{ secret: string; uri: string } | null> {
    const user = await lockUser(tx, userId);
    if (user === null || user.factorSet) return null;
    const secret = newFactorSecret();
    await beginFactor(tx, userId, this.secrets.seal(secret));
    return factorSetup(secret, user.email);
  }

  /** The first code shows that the app has the secret. Sessions opened without one end, but this. */
  async confirmFactor(
    tx: Transaction,
    session: OfPerson,
    code: string,
  ): Promise<Session | 'not_begun' | 'wrong_code'> {
    const user = await lockUser(tx, session.userId);
    if (user === null || user.factorSecret === null || user.factorSet) return 'not_begun';
    if (!(await this.takeCode(tx, user, code))) return 'wrong_code';
    await endSessions(tx, user.id, session.id);
    return running(tx, session.id);
  }

  /** For somebody who lost password or phone: a first password again, no second factor, no open session. */
  async reset(tx: Transaction, userId: string, passwordHash: string): Promise<boolean> {
    const user = await lockUser(tx, userId);
    if (user === null) return false;
    await setPassword(tx, userId, passwordHash, false);
    await dropFactor(tx, userId);
    await endSessions(tx, userId);
    return true;
  }

  private async takeCode(tx: Transaction, user: SignInUser, code: string): Promise<boolean> {
    if (user.factorSecret === null) return false;
    const step = stepOfCode(this.secrets.open(user.factorSecret), code, await nowOf(tx), user.factorStep);
    if (step !== null) await takeStep(tx, user.id, step);
    return step !== null;
  }
}

async function running(tx: Transaction, id: string): Promise<Session> {
  const session = await sessionById(tx, id);
  invariant(session !== null, 'a session that just acted runs');
  return session;
}
