import { invariant } from '../../kernel/index.js';
import type { Reader } from './database.service.js';

/** The database's time: the only clock of business facts. */
export async function nowOf(reader: Reader): Promise<Date> {
  const row = await reader.first<{ now: Date }>('select app_now() as now');
  invariant(row !== null, 'the database tells the time');
  return row.now;
}
