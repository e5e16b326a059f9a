import type { ClientBase } from 'pg';

/** Stops the database's clock at `iso`, or with null gives it back the real time. Needs the owner of a cloned database. */
export async function setNow(owner: ClientBase, iso: string | null): Promise<void> {
  await replaceClock(
    owner,
    iso === null ? 'clock_timestamp()' : `timestamptz '${new Date(iso).toISOString()}'`,
  );
}

/** Moves the database's clock by `ms`: a stopped one stands there, a running one runs on from there. */
export async function advance(owner: ClientBase, ms: number): Promise<void> {
  const { rows } = await owner.query<{ running: boolean; now: Date; ahead: number }>(
    `select prosrc like '%clock_timestamp()%' as running, app_now() as now,
            (extract(epoch from app_now() - clock_timestamp()) * 1000)::float8 as ahead
       from pg_proc where oid = 'app_now()'::regprocedure`,
  );
  const clock = rows[0];
  if (clock === undefined) throw new Error('the database has no app_now()');
  if (!clock.running) return setNow(owner, new Date(clock.now.getTime() + ms).toISOString());
  await replaceClock(owner, `clock_timestamp() + interval '${Math.round(clock.ahead + ms)} milliseconds'`);
}

/** From now on the database's clock runs `times` as fast: leases and waits of a minute end in seconds. */
export async function hurry(owner: ClientBase, times: number): Promise<void> {
  const start = new Date().toISOString();
  await replaceClock(
    owner,
    `timestamptz '${start}' + (clock_timestamp() - timestamptz '${start}') * ${times}`,
  );
}

/** All SQL of the service reads `app_now()`, so this is the whole of its time. */
async function replaceClock(owner: ClientBase, expression: string): Promise<void> {
  await owner.query(
    `create or replace function app_now() returns timestamptz language sql volatile as $$ select ${expression} $$`,
  );
}
