import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Ledger,
  parseCommitment,
  parseStrictJson,
  verifyCertificateText,
} from '../../src/fair-draw/index.js';
import type { Transaction } from '../../src/platform/index.js';
import { DrawRoom, METHOD, waits } from './draw-room.js';

let draws: DrawRoom;
beforeAll(async () => {
  draws = await DrawRoom.open();
});
afterAll(() => draws.close());

describe('A raffle’s draw', () => {
  it('has its rules public, hashed and logged before the first sale', async () => {
    const raffle = await draws.raffle();
    const draw = await draws.mainDraw(raffle.id);
    expect(draw).toMatchObject({ fairdrawId: `${raffle.id}:1`, state: 'announced', paper: null });
    expect(raffle.rulesHash).toEqual(draw.rulesHash);
    const events = await draws.room.database.rows<{ event: string; data: object }>(
      'select event, data from raffle_event where raffle_id = $1 order by id',
      [raffle.id],
    );
    expect(events[0]).toEqual({
      event: 'rules.published',
      data: { rules_hash: draw.rulesHash.toString('hex') },
    });
  });

  it('goes from close to a certificate that verifies, with the sold numbers as its winners', async () => {
    const { raffle, people } = await draws.sold([[7, 31], [45], []]);
    const draw = await draws.frozen(raffle.id);
    expect(draw.state).toBe('committed');
    await draws.confirmed(draw.id, '59807', '00045');
    const outcome = await draws.draw(raffle.id);
    expect(outcome).toMatchObject({ kind: 'drawn', issueNo: 1 });
    const { certificate, ledger } = await draws.files(draw.id);
    const verification = verifyCertificateText(certificate, ledger);
    expect(verification).toMatchObject({
      valid: true,
      certificate: {
        kid: expect.stringMatching(/^[0-9a-f]{16}$/),
        draw: {
          winners: [
            { prize: 'moto', unit: 1, number: 7 },
            { prize: 'casco', unit: 1, number: 45 },
          ],
        },
      },
    });
    const winners = await draws.room.database.rows<{ number: number; contact_id: string }>(
      'select number, contact_id from winner where draw_id = $1 order by number',
      [draw.id],
    );
    expect(winners).toEqual([
      { number: 7, contact_id: people[0] },
      { number: 45, contact_id: people[1] },
    ]);
    expect((await draws.room.raffles.byId(draws.room.database, raffle.id))?.state).toBe('drawn');
  });

  it('takes exactly the paid numbers: not the free, released or refunded ones', async () => {
    const { room } = draws;
    const raffle = await draws.raffle();
    const [ana, leo] = await room.people(2);
    await draws.paid(raffle.id, ana!, [1, 2]);
    const refunded = await draws.paid(raffle.id, leo!, [3]);
    const given = await room.held(raffle.id, leo!, [4]);
    await room.database.transact(async (tx) => {
      await room.orders.cancel(tx, { orderId: given.id });
      await room.orders.toRefundOwed(tx, refunded);
      await bookRefund(tx, raffle.id, refunded);
      await room.raffles.close(tx, raffle.id);
    });
    const draw = await draws.frozen(raffle.id);
    const { numbers } = raffleNumbers(draw.rules);
    const ledger = new Ledger(await draws.ledgerBytes(draw.id), draw.fairdrawId, numbers);
    expect(ledger.size).toBe(2);
    expect([1, 2, 3, 4].map((number) => ledger.find(number)?.eligible ?? null)).toEqual([
      true,
      true,
      null,
      null,
    ]);
  });

  it('leaves a prize with the house where nobody has its number', async () => {
    const { raffle } = await draws.sold([[7]]);
    const draw = await draws.frozen(raffle.id);
    await draws.confirmed(draw.id, '59807', '00046');
    const outcome = await draws.draw(raffle.id);
    expect(outcome).toMatchObject({
      kind: 'drawn',
      content: { draw: { slots: [{ status: 'won', number: 7 }, { status: 'vacant' }] } },
    });
    expect((await draws.mainDraw(raffle.id)).state).toBe('drawn');
  });

  it('is possible without a single buyer, and says so', async () => {
    const { raffle } = await draws.sold([]);
    const draw = await draws.frozen(raffle.id);
    expect(draw.paper?.leaves).toBe(0);
    await draws.confirmed(draw.id, '00001', '00002');
    expect(await draws.draw(raffle.id)).toMatchObject({ kind: 'drawn', content: { draw: { winners: [] } } });
  });

  it('commits to the log as it stood at the freeze', async () => {
    const { raffle } = await draws.sold([[7]]);
    const draw = await draws.frozen(raffle.id);
    const { log_head: logHead, closed_at: closedAt } = parseCommitment(
      parseStrictJson(draw.paper!.commitment),
    );
    const head = await draws.room.database.first<{ event: string }>(
      'select event from raffle_event where raffle_id = $1 and hash = $2',
      [raffle.id, Buffer.from(logHead, 'hex')],
    );
    expect(head).toEqual({ event: 'sales.closed' });
    expect(new Date(closedAt)).toEqual(draw.closedAt);
  });
});

describe('Under next_draw', () => {
  it('a prize whose number was not sold waits, and the next result re-issues the certificate', async () => {
    const { raffle } = await draws.sold([[7], [45]], { drawMethod: { ...METHOD, onMiss: waits(3) } });
    const draw = await draws.frozen(raffle.id);
    await draws.confirmed(draw.id, '00007', '00099');
    const first = await draws.draw(raffle.id);
    expect(first).toMatchObject({ kind: 'drawn', issueNo: 1 });
    expect((await draws.mainDraw(raffle.id)).state).toBe('pending');
    expect((await draws.room.raffles.byId(draws.room.database, raffle.id))?.state).toBe('frozen');

    await draws.confirmed(draw.id, '00007', '00045', '2863');
    const second = await draws.draw(raffle.id);
    expect(second).toMatchObject({
      kind: 'drawn',
      issueNo: 2,
      content: {
        draw: {
          slots: [
            { prize: 'moto', status: 'won', number: 7, draw: 0 },
            { prize: 'casco', status: 'won', number: 45, draw: 1 },
          ],
        },
      },
    });
    expect((await draws.mainDraw(raffle.id)).state).toBe('drawn');
    const { certificate, ledger } = await draws.files(draw.id);
    expect(verifyCertificateText(certificate, ledger)).toMatchObject({ valid: true });
    const issues = await draws.room.database.rows(
      'select issue_no from certificate where draw_id = $1 order by 1',
      [draw.id],
    );
    expect(issues).toEqual([{ issue_no: 1 }, { issue_no: 2 }]);
  });

  it('a prize stays with the house after the last draw the rules look at', async () => {
    const { raffle } = await draws.sold([[7]], { drawMethod: { ...METHOD, onMiss: waits(2) } });
    const draw = await draws.frozen(raffle.id);
    for (const id of ['2862', '2863']) {
      await draws.confirmed(draw.id, '00050', '00051', id);
      await draws.draw(raffle.id);
    }
    expect(await draws.draw(raffle.id)).toMatchObject({
      kind: 'already',
      issueNo: 2,
      content: { draw: { slots: [{ status: 'vacant' }, { status: 'vacant' }] } },
    });
    expect(await draws.enter(await draws.result(draw.id, '00007', '00007', '2864'))).toEqual({
      kind: 'not_waiting',
      state: 'drawn',
    });
  });
});

function raffleNumbers(rules: string): { numbers: { first: number; last: number } } {
  const read: { numbers: { first: number; last: number } } = JSON.parse(rules);
  return read;
}

/** The sale of an order answered by a debt. */
async function bookRefund(tx: Transaction, raffleId: string, orderId: string): Promise<void> {
  await tx.run(
    `with e as (insert into journal_entry (id, raffle_id, order_id, kind) values (gen_random_uuid(), $1, $2, 'refund_owed') returning id)
     insert into journal_line (entry_id, account, amount_minor, currency)
     select e.id, l.account, l.amount, 'MXN' from e, (values ('sales', 5000), ('refunds_owed', -5000)) l(account, amount)`,
    [raffleId, orderId],
  );
}
