import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceProcess } from '../../bench/support/service.js';
import type { Phone, Simulator } from '../../simulator/index.js';
import { openTestDatabase, type OpenTestDatabase } from '../support/open.js';
import { startMeta, startProcess } from '../support/processes.js';

const PEOPLE = 60;

describe('a worker stopped in its tracks while it holds lanes', () => {
  let db: OpenTestDatabase;
  let meta: Simulator;
  let door: ServiceProcess;
  let stalled: ServiceProcess;
  let other: ServiceProcess | null = null;

  beforeAll(async () => {
    db = await openTestDatabase(4);
    meta = await startMeta();
    door = await startProcess(db, meta, { name: 'door', env: { ROLE: 'web' } });
    stalled = await startProcess(db, meta, { name: 'stalled', env: { ROLE: 'worker' } });
    meta.webhookUrl = `http://127.0.0.1:${door.port}/webhook`;
  });
  afterAll(async () => {
    await Promise.all([door.kill(), stalled.kill(), other?.kill()]);
    await meta.stop();
    await db.close();
  });

  it('loses them to another within 15 s and, woken, has no effect', async () => {
    const phones = Array.from({ length: PEOPLE }, (_, i) =>
      meta.person({ name: `Persona ${i}`, waId: `52156${String(i).padStart(8, '0')}`, userId: `MX.800${i}` }),
    );
    const held = await stopWhileHolding(phones);
    const since = Date.now();
    other = await startProcess(db, meta, { name: 'other', env: { ROLE: 'worker' } });
    await answered(held, since + 15_000);
    stalled.signal('SIGCONT');
    await sleep(2_000);

    const twice = await db.database.rows(
      `select inbox_id from outbox where inbox_id is not null group by inbox_id having count(*) > 1`,
    );
    expect(twice).toEqual([]);
    for (const phone of phones) {
      phone.sendText('hola');
      await phone.waitFor((message) => message.text !== '', 15_000);
    }
  });

  /** Floods until the worker, stopped, is seen with a transaction open; the contacts whose lanes it holds. */
  async function stopWhileHolding(phones: readonly Phone[]): Promise<string[]> {
    for (let tries = 0; tries < 200; tries++) {
      for (const phone of phones) phone.sendText('hola');
      await sleep(20 + Math.random() * 60);
      stalled.signal('SIGSTOP');
      await sleep(100);
      const held = await lanesHeld();
      if (held.length > 0) return held;
      stalled.signal('SIGCONT');
      await sleep(50);
    }
    throw new Error('the worker was never caught with a lane');
  }

  /** Lanes that somebody has locked: those which a lock attempt skips. */
  async function lanesHeld(): Promise<string[]> {
    const open = await db.database.first(
      `select 1 from pg_stat_activity where application_name = 'stalled' and state = 'idle in transaction'`,
    );
    if (open === null) return [];
    const rows = await db.database.transact((tx) =>
      tx.rows<{ id: string }>(
        `with free as (select id from inbox_lane for no key update skip locked)
         select l.id from inbox_lane l where l.id not in (select id from free)`,
      ),
    );
    return rows.map((row) => row.id);
  }

  async function answered(lanes: readonly string[], deadline: number): Promise<void> {
    for (; Date.now() < deadline; await sleep(100)) {
      const row = await db.database.first<{ n: string }>(
        `select count(*) as n from inbox where lane_id = any($1::uuid[]) and state = 'pending'`,
        [[...lanes]],
      );
      if (row?.n === '0') return;
    }
    throw new Error('contacts of the stalled worker still wait after 15 s');
  }
});
