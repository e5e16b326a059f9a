import { Beacon, type RelayFault } from '../../simulator/index.js';
import type { DrandEvidence } from '../../src/fair-draw/index.js';
import { Alerts, Jobs, JobTasks, Metrics, readConfig } from '../../src/platform/index.js';
import {
  awaitBeacon,
  beaconOf,
  BeaconWorker,
  DRAW_BEACON,
  DRAW_EXECUTE,
  DrandChains,
  DrandClient,
  mainDraw,
} from '../../src/raffle/index.js';
import { RaffleRoom } from '../raffle/room.js';

/** A round some draw waits for. */
export type Wanted = { drawId: string; chainHash: string; round: number };

/** Draws that wait for beacons, and the simulator's three relays; jobs run only when a test says so. */
export class BeaconRoom {
  readonly metrics = new Metrics();
  readonly env: Record<string, string>;
  #round = 1_000;

  private constructor(
    readonly room: RaffleRoom,
    readonly beacon: Beacon,
    readonly drawId: string,
    readonly clock: { now: number },
  ) {
    this.env = relayEnv(beacon.urls, beacon.chain.line);
  }

  static async open(): Promise<BeaconRoom> {
    const room = await RaffleRoom.open();
    const clock = { now: Date.now() };
    const beacon = await Beacon.start({ relays: 3, now: () => clock.now });
    return new BeaconRoom(room, beacon, await newDraw(room), clock);
  }

  async close(): Promise<void> {
    await this.beacon.stop();
    await this.room.close();
  }

  newDraw(): Promise<string> {
    return newDraw(this.room);
  }

  /** All relays, or those from one on, do this. */
  failAll(fault: RelayFault | null, from = 0): void {
    for (const relay of this.beacon.relays.slice(from)) relay.fault = fault;
  }

  /** How often each relay was asked so far. */
  asked(): number[] {
    return this.beacon.relays.map((relay) => relay.asked);
  }

  hosts(): string[] {
    return this.beacon.urls.map((url) => new URL(url).host);
  }

  /** What a process that works registers as the task. */
  worker(variables = this.env): JobTasks {
    const { database } = this.room;
    const config = readConfig(variables);
    const [jobs, tasks] = [new Jobs(), new JobTasks()];
    const alerts = new Alerts(config, database, jobs, this.metrics);
    const parts = [new DrandChains(config), new DrandClient(), alerts, this.metrics] as const;
    new BeaconWorker(config, database, jobs, tasks, ...parts).onModuleInit();
    return tasks;
  }

  /** A draw waits for another round of a chain. */
  async waiting(
    drawId = this.drawId,
    chainHash = this.beacon.chain.hash,
    round = ++this.#round,
  ): Promise<Wanted> {
    const wanted = { drawId, chainHash, round };
    await this.room.database.transact((tx) => awaitBeacon(new Jobs(), tx, { ...wanted, at: new Date() }));
    return wanted;
  }

  /** The job that waits for a round, as it stands in the queue. */
  async jobOf({ drawId, chainHash, round }: Wanted): Promise<{ payload: { tries: number }; runAt: Date }> {
    const row = await this.room.database.first<{ payload: { tries: number }; runAt: Date }>(
      `select payload, run_at as "runAt" from jobs._private_jobs where key = $1`,
      [`${DRAW_BEACON}:${drawId}:${chainHash}:${round}`],
    );
    if (row === null) throw new Error('no job waits for this round');
    return row;
  }

  /** One try, by what stands in the queue. */
  async tryOnce(wanted: Wanted, tasks = this.worker(), signal = new AbortController().signal): Promise<void> {
    const { payload } = await this.jobOf(wanted);
    await tasks.all().get(DRAW_BEACON)!(payload, { attempt: 1, lastAttempt: false, signal });
  }

  stored(wanted: Wanted): Promise<DrandEvidence | null> {
    return beaconOf(this.room.database, wanted.drawId, wanted);
  }

  async relaysOf({ drawId, round }: Wanted): Promise<string[]> {
    const row = await this.room.database.first<{ relays: string[] }>(
      'select relays from beacon where draw_id = $1 and round = $2',
      [drawId, round],
    );
    return row?.relays ?? [];
  }

  /** What the raffles' logs say of a round. */
  async received({ round }: Wanted): Promise<unknown[]> {
    const rows = await this.room.database.rows<{ data: unknown }>(
      `select data from raffle_event where event = 'entropy.received' and data->>'round' = $1`,
      [String(round)],
    );
    return rows.map(({ data }) => data);
  }

  /** How many jobs wait to carry a draw out. */
  async executions(drawId: string): Promise<number> {
    const key = `${DRAW_EXECUTE}:${drawId}`;
    return (await this.room.database.rows('select from jobs._private_jobs where key = $1', [key])).length;
  }

  alertsOf({ round }: Wanted): Promise<{ kind: string; severity: string; message: string }[]> {
    return this.room.database.rows(
      'select kind, severity, message, times from alert where message ilike $1 order by first_at',
      [`%round ${round} %`],
    );
  }
}

/** The environment of a service with these relays. */
export function relayEnv(relays: readonly string[], testChain = ''): Record<string, string> {
  return { NODE_ENV: 'test', DEMO: '1', DRAND_RELAYS: relays.join(','), DRAND_TEST_CHAIN: testChain };
}

async function newDraw(room: RaffleRoom): Promise<string> {
  const draw = await mainDraw(room.database, (await room.raffle()).id);
  if (draw === null) throw new Error('no draw');
  return draw.id;
}
