import { Injectable } from '@nestjs/common';
import { Database, writeAudit } from '../../platform/index.js';
import { networkOf } from './network.js';
import { RefusalTally } from './refusal-tally.js';
import type { Caller } from './scopes.js';

/** By one process: some 500 entries a day at most, less than a busy cashier makes, and a number for the rest. */
const REFUSALS = { windowMs: 3_600_000, entries: 20 };
const MOST_KNOWN = 10_000;

/** Writes down who comes from where: refused requests, and every key's first use from a network. */
@Injectable()
export class AccessWatch {
  private readonly refusals = new RefusalTally(REFUSALS);
  private readonly known = new Set<string>();

  constructor(private readonly database: Database) {}

  /** A request had no valid key. */
  async refused(address: string): Promise<void> {
    const network = networkOf(address);
    const due = this.refusals.take(network, performance.now());
    if (due !== null) await this.noteRefusal(network, due);
  }

  /** A key let somebody in. @param now milliseconds, as `performance.now()` gives them */
  async admitted(caller: Caller, address: string, now = performance.now()): Promise<void> {
    const left = this.refusals.left(now);
    if (left !== null) await this.noteRefusal('any', left);
    const network = networkOf(address);
    const key = caller.apiKeyId ?? 'environment';
    const pair = `${key} ${network}`;
    if (this.known.has(pair)) return;
    await this.noteFirstUse(caller, key, network);
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.add(pair);
  }

  private async noteRefusal(network: string, detail: { readonly unwritten: number }): Promise<void> {
    const entry = { action: 'access.refused', targetKind: 'network', targetId: network, detail } as const;
    await this.database.transact((tx) => writeAudit(tx, null, entry));
  }

  /** Once for all copies and starts: the log itself knows. */
  private async noteFirstUse(caller: Caller, key: string, network: string): Promise<void> {
    await this.database.transact(async (tx) => {
      await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 12))', [`${key} ${network}`]);
      const before = await tx.first(
        `select 1 as found from audit_entry where (target_kind, target_id, action) = ('api_key', $1, 'access.first_from')
         and detail ->> 'network' = $2 limit 1`,
        [key, network],
      );
      if (before !== null) return;
      const entry = { action: 'access.first_from', targetKind: 'api_key', targetId: key } as const;
      await writeAudit(tx, caller, { ...entry, detail: { network } });
    });
  }
}
