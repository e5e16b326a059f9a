import { Injectable } from '@nestjs/common';
import { Database, writeAudit } from '../../platform/index.js';
import { networkOf } from './network.js';
import { RefusalTally } from './refusal-tally.js';
import type { Caller } from './scopes.js';

/** By one process: some 500 entries a day at most, less than a busy cashier makes, and a number for the rest. */
const REFUSALS = { windowMs: 3_600_000, entries: 20 };
const MOST_KNOWN = 10_000;

/** Writes down who comes from where: what was refused, and the first time a key or a person in a session comes from a network. */
@Injectable()
export class AccessWatch {
  private readonly refusals = new RefusalTally(REFUSALS);
  private readonly known = new Set<string>();

  constructor(private readonly database: Database) {}

  /** A request had no valid key or session, or signing in failed. */
  async refused(address: string): Promise<void> {
    const network = networkOf(address);
    const due = this.refusals.take(network, performance.now());
    if (due !== null) await this.noteRefusal(network, due);
  }

  /** A key or a session let somebody in. @param now milliseconds, as `performance.now()` gives them */
  async admitted(caller: Caller, address: string, now = performance.now()): Promise<void> {
    const left = this.refusals.left(now);
    if (left !== null) await this.noteRefusal('any', left);
    const network = networkOf(address);
    const door = doorOf(caller);
    const pair = `${door.id} ${network}`;
    if (this.known.has(pair)) return;
    await this.noteFirstUse(caller, door, network);
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.add(pair);
  }

  private async noteRefusal(network: string, detail: { readonly unwritten: number }): Promise<void> {
    const entry = { action: 'access.refused', targetKind: 'network', targetId: network, detail } as const;
    await this.database.transact((tx) => writeAudit(tx, null, entry));
  }

  /** Once for all copies and starts: the log itself knows. */
  private async noteFirstUse(caller: Caller, door: Door, network: string): Promise<void> {
    await this.database.transact(async (tx) => {
      await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 12))', [`${door.id} ${network}`]);
      const before = await tx.first(
        `select 1 as found from audit_entry where (target_kind, target_id, action) = ($1, $2, 'access.first_from')
         and detail ->> 'network' = $3 limit 1`,
        [door.kind, door.id, network],
      );
      if (before !== null) return;
      const entry = { action: 'access.first_from', targetKind: door.kind, targetId: door.id } as const;
      await writeAudit(tx, caller, { ...entry, detail: { network } });
    });
  }
}

interface Door {
  readonly kind: 'api_key' | 'user';
  readonly id: string;
}

/** A session is new every day: what is remembered is where the person comes from. */
function doorOf({ session, userId, apiKeyId }: Caller): Door {
  return session === null ? { kind: 'api_key', id: apiKeyId ?? 'environment' } : { kind: 'user', id: userId };
}
