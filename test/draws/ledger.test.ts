import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkReceiptInLedger, LEAF_LENGTH, Ledger, NUMBER_AT } from '../../src/fair-draw/index.js';
import { Blobs, Jobs, JobTasks, type BlobInfo, type Transaction } from '../../src/platform/index.js';
import { LedgerWorker, NumberProofs, placesInList, RaffleSecrets } from '../../src/raffle/index.js';
import { ContactMerge } from '../../src/whatsapp/contacts/contact-merge.repository.js';
import { DrawRoom } from './draw-room.js';

let draws: DrawRoom;
beforeAll(async () => {
  draws = await DrawRoom.open();
});
afterAll(() => draws.close());

/** A frozen raffle whose ledger is not written yet. */
async function frozen(): Promise<{ raffleId: string; drawId: string }> {
  const { raffle } = await draws.sold([[7, 31, 90], [45], [12, 13]]);
  await draws.reconcile(raffle.id);
  const outcome = await draws.freeze(raffle.id);
  if (outcome.kind !== 'frozen') throw new Error(outcome.kind);
  return { raffleId: raffle.id, drawId: outcome.drawId };
}

function worker(blobs: Blobs, jobs: Jobs): LedgerWorker {
  const { database, secrets, chains } = draws.room;
  return new LedgerWorker(database, blobs, jobs, new JobTasks(), new RaffleSecrets(secrets), chains);
}

/** Ends the connection of a transaction as a killed process does. */
async function kill(tx: Transaction): Promise<void> {
  const row = await tx.first<{ pid: number }>('select pg_backend_pid() as pid');
  await draws.room.owner.query('select pg_terminate_backend($1)', [row!.pid]);
}

/** Dies while the ledger is being stored. */
class DyingBlobs extends Blobs {
  override async put(
    tx: Transaction,
    file: { mediaType: string; bytes: Buffer | AsyncIterable<Buffer> },
  ): Promise<BlobInfo> {
    const blob = await super.put(tx, file);
    await kill(tx);
    return blob;
  }
}

/** Dies when everything is written but the commit, having seen what it would have been. */
class DyingJobs extends Jobs {
  seen: { commitment: string; sha256: Buffer } | null = null;

  override async add(tx: Transaction): Promise<void> {
    this.seen = await tx.first<{ commitment: string; sha256: Buffer }>(
      'select commitment, sha256 from draw join blob on blob.id = ledger_blob where commitment is not null order by draw.id desc limit 1',
    );
    await kill(tx);
  }
}

describe('The ledger of a frozen raffle', () => {
  it('is the same, byte for byte, whenever its writer died before', async () => {
    const { raffleId, drawId } = await frozen();
    const dyingJobs = new DyingJobs();
    await expect(worker(new DyingBlobs(), new Jobs()).write(drawId)).rejects.toThrow();
    await expect(worker(new Blobs(), dyingJobs).write(drawId)).rejects.toThrow();
    expect((await draws.mainDraw(raffleId)).paper).toBeNull();
    // What happens meanwhile is logged, and chained, but was not there at the freeze.
    await draws.room.owner.query(
      `insert into raffle_event (raffle_id, event, data) values ($1, 'prize.claimed', '{}')`,
      [raffleId],
    );
    await draws.room.sequencer.chainWaiting();
    await draws.ledger.write(drawId);
    const { paper } = await draws.mainDraw(raffleId);
    const blob = await draws.blobs.describe(draws.room.database, paper!.ledgerBlob);
    expect(dyingJobs.seen).toEqual({ commitment: paper!.commitment, sha256: blob!.sha256 });
    const blobs = await draws.room.database.rows('select from blob');
    expect(blobs).toHaveLength(1);
  });

  it('is of the freeze: people who turn out to be one before it is written keep the receipts they hold', async () => {
    const older = await draws.room.person();
    const { raffle, people } = await draws.sold([[7]]);
    await draws.reconcile(raffle.id);
    await draws.freeze(raffle.id);
    const merge = new ContactMerge();
    expect(await draws.room.database.transact((tx) => merge.merge(tx, older, people[0]!))).toBe('merged');
    await draws.room.sequencer.chainWaiting();
    const { id: drawId, fairdrawId } = await draws.mainDraw(raffle.id);
    await draws.ledger.write(drawId);
    const { ledgerBlob } = (await draws.mainDraw(raffle.id)).paper!;
    const { database } = draws.room;
    const proof = await new NumberProofs(draws.blobs).prove(database, { fairdrawId, ledgerBlob }, 7);
    const row = await database.first<{ orderId: string }>(
      'select id as "orderId" from raffle_order where raffle_id = $1',
      [raffle.id],
    );
    const ticket = { orderId: row!.orderId, number: 7, drawId };
    const held = await database.transact((tx) => draws.receipts.receipt(tx, ticket));
    if (held.kind !== 'receipt' || proof.type !== 'inclusion') throw new Error(held.kind);
    expect(checkReceiptInLedger(held.receipt, proof)).toMatchObject({ number: 7 });
  });

  it('is written once: a second job finds it done', async () => {
    const { drawId } = await frozen();
    await draws.ledger.write(drawId);
    const before = await draws.ledgerBytes(drawId);
    await Promise.all([draws.ledger.write(drawId), draws.ledger.write(drawId)]);
    expect(await draws.ledgerBytes(drawId)).toEqual(before);
    const told = await draws.room.database.rows(
      `select from raffle_event e join draw d on d.raffle_id = e.raffle_id where d.id = $1 and event = 'commitment.published'`,
      [drawId],
    );
    expect(told).toHaveLength(1);
  });

  it('names nobody: every leaf has 70 bytes and no holder’s number of a telephone is in it', async () => {
    const { raffleId, drawId } = await frozen();
    await draws.ledger.write(drawId);
    const bytes = await draws.ledgerBytes(drawId);
    expect(bytes).toHaveLength(6 * LEAF_LENGTH);
    const identities = await draws.room.database.rows<{ identity: string; contact_id: string }>(
      'select identity, contact_id from raffle_order where raffle_id = $1',
      [raffleId],
    );
    for (const { identity, contact_id: contactId } of identities) {
      expect(bytes.includes(identity)).toBe(false);
      expect(bytes.includes(Buffer.from(contactId.replaceAll('-', ''), 'hex'))).toBe(false);
    }
  });

  it('gives one person one pseudonym on all their numbers', async () => {
    const { raffleId, drawId } = await frozen();
    await draws.ledger.write(drawId);
    const { fairdrawId } = await draws.mainDraw(raffleId);
    const ledger = new Ledger(await draws.ledgerBytes(drawId), fairdrawId, { first: 0, last: 99 });
    const holders = [7, 31, 90, 45, 12, 13].map((number) => ledger.find(number)?.holder);
    expect(new Set(holders).size).toBe(3);
    expect(new Set(holders.slice(0, 3)).size).toBe(1);
  });
});

describe('The place of a number in a list', () => {
  const places = (list: { ledgerBlob: string; leaves: number }, numbers: readonly number[]) =>
    placesInList(draws.room.database, list, numbers);

  it('is found in a file of several chunks, also where a number lies across two of them', async () => {
    // The fifth chunk ends within the number of leaf 74,898.
    const leaves = 75_000;
    const bytes = Buffer.alloc(leaves * LEAF_LENGTH, 0xee);
    for (let at = 0; at < leaves; at++) bytes.writeUInt32BE(at * 3 + 5, at * LEAF_LENGTH + NUMBER_AT);
    const blob = await draws.room.database.transact((tx) =>
      draws.blobs.put(tx, { mediaType: 'application/octet-stream', bytes }),
    );
    const listed = [0, 1, 14_979, 29_959, 74_897, 74_898, 74_899, leaves - 1];
    const numbers = listed.map((at) => at * 3 + 5);
    const missing = numbers.flatMap((number) => [number - 1, number + 1]);
    expect(await places({ ledgerBlob: blob.id, leaves }, [...missing, ...numbers.toReversed()])).toEqual(
      listed.map((at) => ({ number: at * 3 + 5, place: at + 1 })),
    );
  });

  it('is none in an empty list', async () => {
    const blob = await draws.room.database.transact((tx) =>
      draws.blobs.put(tx, { mediaType: 'application/octet-stream', bytes: Buffer.alloc(0) }),
    );
    expect(await places({ ledgerBlob: blob.id, leaves: 0 }, [0, 7])).toEqual([]);
  });
});
