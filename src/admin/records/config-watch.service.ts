import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config, Database, Secrets, writeAudit, type Transaction } from '../../platform/index.js';
import { changedSettings, fingerprintsOf, type Fingerprints } from './config-fingerprints.js';

/** Writes down, at every start, which settings are others than at the start before. Copies of one role have the same. */
@Injectable()
export class ConfigWatch implements OnApplicationBootstrap {
  constructor(
    private readonly config: Config,
    private readonly secrets: Secrets,
    private readonly database: Database,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.database.transact((tx) => this.note(tx));
  }

  private async note(tx: Transaction): Promise<void> {
    const { role } = this.config;
    await tx.run(`select pg_advisory_xact_lock(hashtextextended('config', 12))`);
    const last = await tx.first<{ settings: Fingerprints }>(
      `select detail -> 'settings' as settings from audit_entry
       where (target_kind, target_id, action) = ('config', $1, 'config.changed') order by id desc limit 1`,
      [role],
    );
    const settings = fingerprintsOf(this.config, this.secrets.derive('config-fingerprint'));
    const changed = changedSettings(last?.settings ?? {}, settings);
    if (changed.length === 0) return;
    const entry = { action: 'config.changed', targetKind: 'config', targetId: role } as const;
    await writeAudit(tx, null, { ...entry, detail: { changed, settings } });
  }
}
