import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  canonicalize,
  checkReceipt,
  checkReceiptInLedger,
  Ledger,
  MerkleTree,
  proveInclusion,
  publicKeyOf,
  signObject,
  toHex,
  type EntryReceipt,
  type InclusionProof,
} from '../../src/fair-draw/index.js';
import { fairdrawId, receiptStanding, type EntryReceiptOutcome } from '../../src/raffle/index.js';
import { ContactMerge } from '../../src/whatsapp/contacts/contact-merge.repository.js';
import { advance, setNow } from '../support/time.js';
import { DrawRoom } from './draw-room.js';

const DAY_MS = 86_400_000;

let draws: DrawRoom;
beforeAll(async () => {
  draws = await DrawRoom.open();
});
afterAll(() => draws.close());

function asked(orderId: string, number: number, drawId: string | null = null): Promise<EntryReceiptOutcome> {
  return draws.room.database.transact((tx) => draws.receipts.receipt(tx, { orderId, number, drawId }));
}

async function receipt(orderId: string, number: number, drawId: string | null = null): Promise<EntryReceipt> {
  const outcome = await asked(orderId, number, drawId);
  if (outcome.kind !== 'receipt') throw new Error(`no receipt: ${outcome.kind}`);
  return outcome.receipt;
}

const chain = (): Promise<void> => draws.room.sequencer.chainWaiting();

/** A raffle with these numbers paid by one person; the log is chained. */
async function bought(numbers: number[]): Promise<{ raffleId: string; orderId: string; contactId: string }> {
  const raffle = await draws.raffle();
  const contactId = await draws.room.person();
  const orderId = await draws.paid(raffle.id, contactId, numbers);
  await chain();
  return { raffleId: raffle.id, orderId, contactId };
}

async function frozen(raffleId: string): Promise<string> {
  await draws.room.database.transact((tx) => draws.room.raffles.close(tx, raffleId));
  return (await draws.frozen(raffleId)).id;
}

/** The proof of a number in the list of a frozen main draw. */
async function proofIn(raffleId: string, drawId: string, number: number): Promise<InclusionProof> {
  const raffle = await draws.room.raffles.byId(draws.room.database, raffleId);
  const numbers = { first: raffle!.firstNumber, last: raffle!.firstNumber + raffle!.emission - 1 };
  const ledger = new Ledger(await draws.ledgerBytes(drawId), fairdrawId(raffleId), numbers);
  return proveInclusion(
    fairdrawId(raffleId),
    ledger,
    new MerkleTree(ledger.leaves()),
    ledger.find(number)!.index,
  );
}

async function eventOf(
  raffleId: string,
  event: string,
): Promise<{ seq: number; hash: Buffer; data: object }> {
  const row = await draws.room.database.first<{ seq: number; hash: Buffer; data: object }>(
    'select seq, hash, data from raffle_event where raffle_id = $1 and event = $2 order by id desc limit 1',
    [raffleId, event],
  );
  return row!;
}

async function drawn(raffleId: string): Promise<void> {
  const drawId = await frozen(raffleId);
  await draws.confirmed(drawId, '00007', '00045');
  await draws.draw(raffleId);
  await chain();
}

describe('The entry receipt of a paid number', () => {
  it('comes with the log entry that says it is paid, and not before that is chained', async () => {
    const raffle = await draws.raffle();
    const contactId = await draws.room.person();
    const held = await draws.room.held(raffle.id, contactId, [7]);
    expect(await asked(held.id, 7)).toEqual({ kind: 'none' });
    const orderId = await draws.paid(raffle.id, contactId, [8]);
    expect(await asked(orderId, 8)).toEqual({ kind: 'not_yet' });
    await chain();
    const { seq, hash } = await eventOf(raffle.id, 'ticket.paid');
    const issued = await receipt(orderId, 8);
    expect(issued).toMatchObject({
      raffle_id: fairdrawId(raffle.id),
      number: 8,
      log_seq: seq,
      log_hash: toHex(hash),
    });
    expect(checkReceipt(issued)).toEqual(issued);
    expect(await receiptStanding(draws.room.database, orderId)).toEqual({
      logSeq: seq,
      keysDestroyedAt: null,
    });
  });

  it('opens the commit the log has shown since the hold, and is for no number of somebody else', async () => {
    const { raffleId, orderId } = await bought([7, 45]);
    const { data } = await eventOf(raffleId, 'ticket.reserved');
    const commits = [(await receipt(orderId, 7)).commit, (await receipt(orderId, 45)).commit];
    expect(data).toEqual({ numbers: [7, 45], commits });
    expect(await asked(orderId, 9)).toEqual({ kind: 'none' });
    const other = await draws.mainDraw((await bought([9])).raffleId);
    expect(await asked(orderId, 7, other.id)).toEqual({ kind: 'none' });
  });

  it('is the same bytes after the freeze, and the leaf in the list is the one it promises', async () => {
    const { raffleId, orderId } = await bought([7, 45]);
    await draws.paid(raffleId, await draws.room.person(), [1, 99]);
    const before = canonicalize(await receipt(orderId, 45));
    const drawId = await frozen(raffleId);
    const after = await receipt(orderId, 45, drawId);
    expect(canonicalize(after)).toBe(before);
    expect(checkReceiptInLedger(after, await proofIn(raffleId, drawId, 45))).toMatchObject({ index: 2 });
  });

  it('keeps its signer when the signing key changes; what is paid later has the new one', async () => {
    const { raffleId, orderId } = await bought([7]);
    const before = await receipt(orderId, 7);
    await draws.room.owner.query('update signing_key set retired_at = app_now() where retired_at is null');
    const later = await draws.paid(raffleId, await draws.room.person(), [8]);
    await chain();
    const next = await receipt(later, 8);
    expect(next.sig.kid).not.toBe(before.sig.kid);
    expect(canonicalize(await receipt(orderId, 7))).toBe(canonicalize(before));
    expect(canonicalize(await receipt(later, 8))).toBe(canonicalize(next));
    expect(() => checkReceipt(next, before.sig.public_key)).toThrow('somebody else signed');
  });

  it('stays with its buyer as evidence when the number is voided', async () => {
    const { orderId } = await bought([7]);
    const before = await receipt(orderId, 7);
    await draws.room.database.transact((tx) => draws.room.orders.toRefundOwed(tx, orderId));
    await chain();
    expect(await receipt(orderId, 7)).toEqual(before);
  });
});

describe('Two contacts that turn out to be one person', () => {
  async function merged(olderId: string, youngerId: string): Promise<void> {
    const result = await draws.room.database.transact((tx) =>
      new ContactMerge().merge(tx, olderId, youngerId),
    );
    if (result !== 'merged') throw new Error(result);
    await chain();
  }

  it('get entry receipts issued anew before the freeze, said in the log, and the list agrees with them', async () => {
    const older = await draws.room.person();
    const { raffleId, orderId, contactId } = await bought([7, 45]);
    const theirs = await draws.paid(raffleId, older, [8]);
    await chain();
    const before = await receipt(orderId, 7);
    await merged(older, contactId);
    const { seq, data } = await eventOf(raffleId, 'receipt.reissued');
    const after = await receipt(orderId, 7);
    expect(data).toEqual({ numbers: [7, 45] });
    expect(after).toMatchObject({ commit: before.commit, salt: before.salt, log_seq: seq });
    expect(after.holder).not.toBe(before.holder);
    expect(after.holder).toBe((await receipt(theirs, 8)).holder);
    const drawId = await frozen(raffleId);
    const proof = await proofIn(raffleId, drawId, 7);
    expect(checkReceiptInLedger(await receipt(orderId, 7), proof)).toMatchObject({ number: 7 });
    expect(() => checkReceiptInLedger(before, proof)).toThrow('not the one the receipt promises');
  });

  it('keep the receipts the frozen list was made with', async () => {
    const older = await draws.room.person();
    const { raffleId, orderId, contactId } = await bought([7]);
    const before = await receipt(orderId, 7);
    const drawId = await frozen(raffleId);
    await merged(older, contactId);
    const after = await receipt(orderId, 7);
    expect(after).toEqual(before);
    expect(checkReceiptInLedger(after, await proofIn(raffleId, drawId, 7))).toMatchObject({ number: 7 });
  });
});

describe('Two thousand numbers', () => {
  it('cost a row per order and have a receipt each', async () => {
    const raffle = await draws.raffle({ emission: 2_000, width: 4, maxPerPerson: 1_000 });
    const numbers = Array.from({ length: 1_000 }, (_, number) => number);
    const [one, two] = await draws.room.people(2);
    const orders = [
      await draws.paid(raffle.id, one!, numbers),
      await draws.paid(
        raffle.id,
        two!,
        numbers.map((number) => number + 1_000),
      ),
    ];
    await chain();
    const { rows } = await draws.room.owner.query('select from entry_receipt where order_id = any($1)', [
      orders,
    ]);
    expect(rows).toHaveLength(2);
    const issued = [
      await receipt(orders[0]!, 0),
      await receipt(orders[0]!, 999),
      await receipt(orders[1]!, 1_000),
      await receipt(orders[1]!, 1_999),
    ];
    expect(issued.map((each) => checkReceipt(each).number)).toEqual([0, 999, 1_000, 1_999]);
    expect(new Set(issued.map(({ salt }) => salt)).size).toBe(4);
    expect(new Set(issued.map(({ holder }) => holder)).size).toBe(2);
  });
});

describe('The keys that hide people', () => {
  afterEach(() => setNow(draws.room.owner, null));

  async function keysLeft(raffleId: string): Promise<boolean> {
    const row = await draws.room.database.first<{ left: boolean }>(
      'select keys is not null as left from raffle where id = $1',
      [raffleId],
    );
    return row!.left;
  }

  it('are destroyed when the claim period is over, which the log says; list and proofs stay', async () => {
    const { raffleId, orderId } = await bought([7, 45]);
    await receipt(orderId, 7);
    await drawn(raffleId);
    const drawId = (await draws.mainDraw(raffleId)).id;
    const proof = await proofIn(raffleId, drawId, 7);
    await advance(draws.room.owner, 89 * DAY_MS);
    await draws.destroyer.destroyDue();
    expect(await keysLeft(raffleId)).toBe(true);
    await advance(draws.room.owner, 2 * DAY_MS);
    await draws.destroyer.destroyDue();
    await chain();
    expect(await keysLeft(raffleId)).toBe(false);
    expect(await asked(orderId, 7)).toEqual({ kind: 'keys_destroyed', at: expect.any(Date) });
    expect((await eventOf(raffleId, 'keys.destroyed')).data).toEqual({});
    expect(await proofIn(raffleId, drawId, 7)).toEqual(proof);
    await draws.destroyer.destroyDue();
    const { rows } = await draws.room.owner.query(
      `select from raffle_event where raffle_id = $1 and event = 'keys.destroyed'`,
      [raffleId],
    );
    expect(rows).toHaveLength(1);
  });

  it('outlive every draw that is not decided, whoever asks, and never change', async () => {
    const { raffleId } = await bought([7]);
    const destroy = (): Promise<unknown> =>
      draws.room.owner.query('update raffle set keys = null, keys_destroyed_at = app_now() where id = $1', [
        raffleId,
      ]);
    await expect(destroy()).rejects.toMatchObject({ code: 'TL013' });
    await frozen(raffleId);
    await advance(draws.room.owner, 400 * DAY_MS);
    await draws.destroyer.destroyDue();
    expect(await keysLeft(raffleId)).toBe(true);
    await expect(destroy()).rejects.toMatchObject({ code: 'TL013' });
    const change = draws.room.owner.query(`update raffle set keys = '\\x00' where id = $1`, [raffleId]);
    await expect(change).rejects.toMatchObject({ code: 'TL013' });
  });

  it('of a cancelled raffle go as well', async () => {
    const { raffleId } = await bought([7]);
    await draws.room.owner.query(`update raffle set state = 'cancelled' where id = $1`, [raffleId]);
    await advance(draws.room.owner, 91 * DAY_MS);
    await draws.destroyer.destroyDue();
    expect(await keysLeft(raffleId)).toBe(false);
  });
});

it('Who issued a receipt, and to whom, cannot be rewritten', async () => {
  const { orderId } = await bought([7]);
  const change = draws.room.owner.query(
    'update entry_receipt set contact_id = contact_id where order_id = $1',
    [orderId],
  );
  await expect(change).rejects.toMatchObject({ code: 'TL000' });
  await expect(draws.room.owner.query('truncate entry_receipt')).rejects.toMatchObject({ code: 'TL000' });
});

it('A receipt somebody signed himself is not the organiser’s', async () => {
  const { orderId } = await bought([7]);
  const { sig, ...content } = await receipt(orderId, 7);
  const forger = new Uint8Array(32).fill(3);
  const forged = { ...content, sig: signObject(content, forger) };
  expect(() => checkReceipt(forged, sig.public_key)).toThrow('somebody else signed');
  expect(checkReceipt(forged, toHex(publicKeyOf(forger))).number).toBe(7);
});
