import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/index.js';

/** When each account's list of templates is read, and how the last try ended. */
@Injectable()
export class TemplateAccounts {
  /** Accounts that are due; the next time is in an hour unless the outcome says otherwise. */
  async takeDue(tx: Transaction): Promise<string[]> {
    await tx.run(
      'insert into template_account (waba_id) select distinct waba_id from channel on conflict do nothing',
    );
    const rows = await tx.rows<{ waba_id: string }>(DUE);
    return rows.map((row) => row.waba_id);
  }

  async succeeded(tx: Transaction, wabaId: string, askedAt: Date): Promise<void> {
    await tx.run(
      `insert into template_account as a (waba_id, sync_due_at, synced_at) values ($1, $2::timestamptz + interval '1 hour', $2)
       on conflict (waba_id) do update set sync_due_at = excluded.sync_due_at, synced_at = excluded.synced_at, fault = null`,
      [wabaId, askedAt],
    );
  }

  /** @returns true where the try before had not failed */
  async failed(tx: Transaction, wabaId: string, fault: string, againInMs: number): Promise<boolean> {
    const row = await tx.first<{ before: string | null }>(FAILED, [wabaId, fault, againInMs]);
    return row?.before === null;
  }
}

const DUE = `
  with due as (
    select waba_id from template_account where sync_due_at <= (select app_now())
    order by waba_id for no key update skip locked)
  update template_account a set sync_due_at = app_now() + interval '1 hour' from due where a.waba_id = due.waba_id
  returning a.waba_id`;

const FAILED = `
  with before as (select fault from template_account where waba_id = $1 for no key update),
  noted as (
    update template_account set fault = $2, sync_due_at = app_now() + $3::int * interval '1 ms' where waba_id = $1)
  select fault as before from before`;
