import { TestChain } from '../../simulator/beacon/chain.js';
import { verifyCertificateText, type VerifiedCertificate } from '../../src/fair-draw/index.js';
import { newId } from '../../src/kernel/index.js';
import {
  certificateOf,
  insertBeacon,
  type Actor,
  type ConfirmOutOutcome,
  type DisqualificationInput,
  type DrawMethod,
  type ProposeOutcome,
  type StoredDraw,
  type WithdrawOutOutcome,
} from '../../src/raffle/index.js';
import { setNow } from '../support/time.js';
import { DrawRoom, METHOD } from './draw-room.js';

/** Who paid for what in the draws made here: four people. */
export const PAID = [[3], [17, 18], [42], [77]];
const ROUND = 30_000_000;

/** Draws that were carried out, and what puts their winners out. */
export class RedrawRoom {
  private constructor(
    readonly draws: DrawRoom,
    readonly chain = new TestChain(),
  ) {}

  static async open(): Promise<RedrawRoom> {
    return new RedrawRoom(await DrawRoom.open(10, new TestChain().line));
  }

  /** Beside rooms that are open. */
  static around(draws: DrawRoom): RedrawRoom {
    return new RedrawRoom(draws);
  }

  close(): Promise<void> {
    return this.draws.close();
  }

  /** Two prizes, by digits that seed a sequence. */
  async drawnBySequence(): Promise<StoredDraw> {
    const { draws } = this;
    const { source, firstDraw, positions } = METHOD;
    const drawMethod: DrawMethod = {
      mode: 'lottery_seeded',
      source,
      firstDraw,
      positions,
      consecutive: true,
      draws: 1,
    };
    const { raffle } = await draws.sold(PAID, { drawMethod });
    const draw = await draws.frozen(raffle.id);
    await draws.confirmed(draw.id, '12345', '00042');
    await draws.draw(raffle.id);
    return draws.mainDraw(raffle.id);
  }

  /** Two prizes, by a round of the test chain; the lead is ten minutes. */
  async drawnByBeacon(): Promise<StoredDraw> {
    const { draws } = this;
    const drawAt = new Date(this.timeOf(ROUND));
    const at = (ms: number): Promise<void> =>
      setNow(draws.room.owner, new Date(drawAt.getTime() + ms).toISOString());
    await at(-2 * 86_400_000);
    const salesCloseAt = new Date(drawAt.getTime() - 86_400_000);
    const drawMethod: DrawMethod = { mode: 'drand', minLeadS: 600 };
    const { raffle } = await draws.sold(PAID, { drawMethod, drawAt, salesCloseAt, disputeMinutes: 0 });
    await at(-7_200_000);
    const draw = await draws.frozen(raffle.id);
    await at(60_000);
    await this.beacon(draw.id, ROUND);
    await draws.execution.execute(draw.id);
    return draws.mainDraw(raffle.id);
  }

  /** When a round of the test chain exists, in ms since 1970. */
  timeOf(round: number): number {
    return (this.chain.genesis + (round - 1) * this.chain.period) * 1000;
  }

  /** A round of the test chain as the relays gave it. */
  beacon(drawId: string, round: number): Promise<boolean> {
    const { hash: chainHash } = this.chain;
    const stored = { chainHash, round, signature: this.chain.sign(round), relays: ['a', 'b'] };
    return this.draws.room.database.transact((tx) => insertBeacon(tx, drawId, stored));
  }

  /** Of the winner of the motorbike, because nobody claimed it, unless `change` says otherwise. */
  propose(
    drawId: string,
    change: Partial<DisqualificationInput>,
    actor: Actor = this.draws.actor,
  ): Promise<ProposeOutcome> {
    const held = {
      drawId,
      prizeId: 'moto',
      unit: 1,
      number: 0,
      scope: 'ticket',
      reason: 'unclaimed',
    } as const;
    const papers = { comment: 'Ana Pérez no contestó.', sourceUrl: null };
    return this.draws.room.database.transact((tx) =>
      this.draws.disqualifications.propose(tx, { ...held, ...papers, ...change }, actor),
    );
  }

  /** Its id. */
  async proposed(drawId: string, change: Partial<DisqualificationInput>, actor?: Actor): Promise<string> {
    const outcome = await this.propose(drawId, change, actor);
    if (outcome.kind !== 'proposed') throw new Error(JSON.stringify(outcome));
    return outcome.disqualification.id;
  }

  confirm(id: string, actor: Actor = this.draws.actor): Promise<ConfirmOutOutcome> {
    return this.draws.room.database.transact((tx) => this.draws.disqualifications.confirm(tx, id, actor));
  }

  withdraw(id: string): Promise<WithdrawOutOutcome> {
    return this.draws.room.database.transact((tx) => this.draws.disqualifications.withdraw(tx, id));
  }

  /** The certificate of an issue, verified as a stranger does it. */
  async issue(drawId: string, issueNo: number): Promise<VerifiedCertificate> {
    const { room } = this.draws;
    const stored = await certificateOf(room.database, drawId, issueNo);
    if (stored === null) throw new Error(`no issue ${issueNo}`);
    const ledger = await this.draws.ledgerBytes(drawId);
    const verification = verifyCertificateText(stored.bytes, ledger, { chains: room.chains.accepted });
    if (!verification.valid) throw new Error(verification.error);
    return verification.certificate;
  }

  /** What the raffle's log says of disqualifications. */
  async logged(raffleId: string): Promise<unknown[]> {
    const rows = await this.draws.room.database.rows<{ data: unknown }>(
      `select data from raffle_event where raffle_id = $1 and event = 'slot.disqualified' order by id`,
      [raffleId],
    );
    return rows.map(({ data }) => data);
  }

  /** What was put into the buyers' mailboxes of an issue, in order. */
  async told(drawId: string, issueNo: number): Promise<{ type: string }[]> {
    const rows = await this.draws.room.database.rows<{ news: { type: string } }>(
      `select news from inbox where kind = 'news' and news->>'drawId' = $1 and news->>'issueNo' = $2 order by id`,
      [drawId, String(issueNo)],
    );
    return rows.map(({ news }) => news);
  }

  /** One more owner. */
  async owner(): Promise<Actor> {
    const userId = newId();
    await this.draws.room.owner.query(`insert into app_user (id, role) values ($1, 'owner')`, [userId]);
    return { userId, viaKey: false };
  }
}

/** The number that has a prize, -1 where none has. */
export function holderOf({ draw }: VerifiedCertificate, prize: string): number {
  return draw.winners.find((winner) => winner.prize === prize)?.number ?? -1;
}
