import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Beacon, type RelayFault } from '../../simulator/index.js';
import { QUICKNET } from '../../src/fair-draw/index.js';
import { DatabaseUrl, PlatformModule, readConfig } from '../../src/platform/index.js';
import { DrandClient, insertBeacon, RaffleModule } from '../../src/raffle/index.js';
import { advance } from '../support/time.js';
import { until } from '../support/until.js';
import { BeaconRoom, relayEnv } from './beacon-room.js';

Logger.overrideLogger(false);

/** What each fault of a relay comes to be called. */
const FAULTS: readonly [RelayFault, string][] = [
  ['silent', 'timed_out'],
  ['slow', 'timed_out'],
  ['error', 'broken'],
  ['too_early', 'too_early'],
  ['redirect', 'redirected'],
  ['wrong_signature', 'bad_signature'],
  ['other_round', 'other_round'],
  ['other_chain', 'other_chain'],
  ['bad_hex', 'unreadable'],
  ['garbage', 'unreadable'],
  ['huge', 'too_big'],
];
const FILE = join(import.meta.dirname, '../vectors/drand-quicknet-rounds.json');
const { rounds: REAL } = JSON.parse(readFileSync(FILE, 'utf8')) as {
  rounds: { round: number; signature: string; randomness: string }[];
};

let draws: BeaconRoom;

beforeAll(async () => {
  draws = await BeaconRoom.open();
});
afterEach(() => draws.failAll(null));
afterAll(() => draws.close());

describe('a relay that is', () => {
  it.each(FAULTS)(
    '%s is believed nothing (%s); the beacon comes from two that are well',
    async (fault, reason) => {
      const wanted = await draws.waiting();
      draws.failAll(fault);
      const asked = draws.asked();
      const stop = new AbortController();
      const trying = draws.tryOnce(wanted, draws.worker(), stop.signal);
      if (reason === 'timed_out') {
        await until('every relay was asked', () => draws.asked().every((count, at) => count > asked[at]!));
        stop.abort();
      }
      await trying;
      expect(await draws.stored(wanted)).toBeNull();
      expect((await draws.jobOf(wanted)).payload).toMatchObject({ tries: 1, round: wanted.round });
      expect(await draws.metrics.text()).toMatch(
        new RegExp(`talonario_beacon_relay_failures_total\\{relay="[^"]+",reason="${reason}"\\}`),
      );

      draws.failAll(null, 1);
      await draws.tryOnce(wanted);
      expect(await draws.stored(wanted)).toMatchObject({ signature: draws.beacon.chain.sign(wanted.round) });
      expect((await draws.relaysOf(wanted)).toSorted()).toEqual(draws.hosts().slice(1).toSorted());
    },
  );

  it('gone altogether is unreachable', async () => {
    const gone = await Beacon.start({ relays: 1 });
    const [url = ''] = gone.urls;
    await gone.stop();
    const outcome = await new DrandClient().ask(
      url,
      { chainHash: gone.chain.hash, round: 1 },
      new AbortController().signal,
    );
    expect(outcome).toEqual({ kind: 'unreachable' });
  });
});

describe('a beacon', () => {
  it('is written once with its log entry and the job that draws, though five workers fetch it at once', async () => {
    const wanted = await draws.waiting(await draws.newDraw());
    await Promise.all([1, 2, 3, 4, 5].map(() => draws.tryOnce(wanted)));
    const evidence = await draws.stored(wanted);
    expect(evidence).toMatchObject({
      kind: 'drand',
      chain_hash: draws.beacon.chain.hash,
      round: wanted.round,
    });
    expect(await draws.received(wanted)).toEqual([evidence]);
    expect(await draws.executions(wanted.drawId)).toBe(1);
    const asked = draws.asked();
    await draws.tryOnce(wanted);
    expect(draws.asked()).toEqual(asked);
  });

  it('of a round to come is asked for again and again, sooner at first, until it is there', async () => {
    const { chain } = draws.beacon;
    const wanted = await draws.waiting(draws.drawId, chain.hash, chain.roundAt(draws.clock.now) + 2);
    await draws.tryOnce(wanted);
    await draws.tryOnce(wanted);
    const { payload, runAt } = await draws.jobOf(wanted);
    expect(payload).toMatchObject({ tries: 2 });
    expect(runAt.getTime()).toBeLessThanOrEqual(Date.now() + 2_000);
    expect(await draws.stored(wanted)).toBeNull();
    draws.clock.now += 6_000;
    await draws.tryOnce(wanted);
    expect(await draws.stored(wanted)).not.toBeNull();
  });

  it('of a single relay is taken after two minutes, and people are told which others failed', async () => {
    const wanted = await draws.waiting();
    draws.failAll('error', 1);
    await draws.tryOnce(wanted);
    expect(await draws.stored(wanted)).toBeNull();
    await advance(draws.room.owner, 120_000);
    await draws.tryOnce(wanted);
    expect(await draws.relaysOf(wanted)).toEqual(draws.hosts().slice(0, 1));
    const [told, ...more] = await draws.alertsOf(wanted);
    expect(more).toEqual([]);
    expect(told).toMatchObject({ kind: 'beacon_one_relay', severity: 'warning' });
    for (const host of draws.hosts().slice(1)) expect(told?.message).toContain(`${host} broken`);
  });

  it('that nobody gives for ten minutes is an alert, once, and is asked for on', async () => {
    const wanted = await draws.waiting();
    draws.failAll('wrong_signature');
    await draws.tryOnce(wanted);
    expect(await draws.alertsOf(wanted)).toEqual([]);
    await advance(draws.room.owner, 600_000);
    await draws.tryOnce(wanted);
    await draws.tryOnce(wanted);
    expect(await draws.alertsOf(wanted)).toEqual([
      expect.objectContaining({ kind: 'beacon_late', severity: 'critical', times: 1 }),
    ]);
    expect(await draws.stored(wanted)).toBeNull();
    expect((await draws.jobOf(wanted)).payload).toMatchObject({ tries: 3 });
  });

  it('of a chain that is not accepted is asked of nobody, and people hear of it at once', async () => {
    const wanted = await draws.waiting();
    const asked = draws.asked();
    await draws.tryOnce(wanted, draws.worker(relayEnv(draws.beacon.urls)));
    expect(draws.asked()).toEqual(asked);
    expect(await draws.stored(wanted)).toBeNull();
    const [told] = await draws.alertsOf({ ...wanted });
    expect(told?.message).toContain('whose chain this service does not accept');
  });

  it('of a cancelled raffle is waited for no longer', async () => {
    const wanted = await draws.waiting(await draws.newDraw());
    await draws.room.owner.query(
      `update raffle set state = 'cancelled' where id = (select raffle_id from draw where id = $1)`,
      [wanted.drawId],
    );
    await draws.tryOnce(wanted);
    expect(await draws.stored(wanted)).toBeNull();
    expect((await draws.jobOf(wanted)).payload).toMatchObject({ tries: 0 });
  });

  it('stands for good: nobody changes, deletes or empties, and its randomness is the hash of its signature', async () => {
    const wanted = await draws.waiting();
    await draws.tryOnce(wanted);
    for (const sql of ['update beacon set round = 7', 'delete from beacon', 'truncate beacon'])
      await expect(draws.room.owner.query(sql)).rejects.toMatchObject({ code: 'TL000' });
    const forged = draws.room.owner.query(
      `insert into beacon select draw_id, chain_hash, round + 1000000, signature, chain_hash, relays from beacon limit 1`,
    );
    await expect(forged).rejects.toMatchObject({ code: '23514' });
    const again = { ...wanted, signature: '00'.repeat(48), relays: ['elsewhere'] };
    expect(await draws.room.database.transact((tx) => insertBeacon(tx, draws.drawId, again))).toBe(false);
    expect(await draws.stored(wanted)).toMatchObject({ signature: draws.beacon.chain.sign(wanted.round) });
  });
});

@Module({})
class WorkerModule {}

it('A service that was restarted between two tries goes on with the wait by itself', async () => {
  const start = () => {
    const url = new DatabaseUrl(draws.room.db.serviceUrl, draws.room.db.ownerUrl);
    const config = readConfig({ ...draws.env, ROLE: 'worker' });
    const imports = [PlatformModule.with({ config, url, secrets: draws.room.secrets }), RaffleModule];
    return NestFactory.createApplicationContext({ module: WorkerModule, imports }, { logger: false });
  };
  await draws.room.owner.query('delete from jobs._private_jobs');
  const wanted = await draws.waiting();
  draws.failAll('error');
  const first = await start();
  await until('a try has failed', async () => (await draws.jobOf(wanted))?.payload.tries > 0);
  await first.close();
  draws.failAll(null);
  const second = await start();
  await until('the beacon is stored', async () => (await draws.stored(wanted)) !== null);
  await second.close();
  expect(await draws.received(wanted)).toHaveLength(1);
});

describe('real rounds of quicknet', () => {
  let servers: Server[];
  let flipped = false;

  beforeAll(async () => {
    servers = await Promise.all([serve(), serve()]);
  });
  afterAll(() => {
    for (const server of servers) server.close();
  });

  async function serve(): Promise<Server> {
    const server = createServer((request, response) => {
      const item = REAL.find((one) => request.url === `/${QUICKNET.hash}/public/${one.round}`);
      response.writeHead(item === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(item && flipped ? { ...item, signature: flip(item.signature) } : item));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  const quicknet = () =>
    draws.worker(relayEnv(servers.map((one) => `http://127.0.0.1:${(one.address() as AddressInfo).port}`)));

  it('are taken from relays of their shape; with one bit of the signature turned over none is', async () => {
    expect(REAL).toHaveLength(14);
    const tasks = quicknet();
    for (const [at, item] of REAL.entries()) {
      const wanted = await draws.waiting(draws.drawId, QUICKNET.hash, item.round);
      flipped = at === 0;
      if (flipped) await draws.tryOnce(wanted, tasks);
      expect(await draws.stored(wanted)).toBeNull();
      flipped = false;
      await draws.tryOnce(wanted, tasks);
      expect(await draws.stored(wanted)).toEqual({ ...item, kind: 'drand', chain_hash: QUICKNET.hash });
    }
  });
});

function flip(signature: string): string {
  const bytes = Buffer.from(signature, 'hex');
  bytes[47]! ^= 1;
  return bytes.toString('hex');
}
