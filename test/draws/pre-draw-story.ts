import { Jobs } from '../../src/platform/index.js';
import {
  drawsOf,
  PreDrawFreezer,
  type DrawOutcome,
  type PreDraw,
  type PreDrawFreezeOutcome,
  type RaffleTerms,
  type RaffleView,
  type StoredDraw,
} from '../../src/raffle/index.js';
import { setNow } from '../support/time.js';
import { METHOD, type DrawRoom } from './draw-room.js';

const START = new Date('2027-03-01T12:00:00Z');

/** So many hours after the sale began. */
export function hours(after: number): Date {
  return new Date(START.getTime() + after * 3_600_000);
}

/** Its list closes after ten hours; the lottery of hour 24 decides it, with draw 2000. */
export const PRE: PreDraw = {
  name: 'Presorteo de marzo',
  listClosesAt: hours(10),
  drawAt: hours(24),
  disputeMinutes: 60,
  drawMethod: { ...METHOD, firstDraw: '2000' },
  prizes: [{ prizeId: 'tele', name: 'Televisor', units: 1, extract: ['a'] }],
};

/** A raffle with one draw before the main one, told hour by hour. */
export class PreDrawStory {
  private readonly freezer = new PreDrawFreezer(new Jobs());

  constructor(private readonly draws: DrawRoom) {}

  async at(hour: number): Promise<void> {
    await setNow(this.draws.room.owner, hours(hour).toISOString());
  }

  /** On sale since hour 0; the sale ends at hour 48, the main draw is at hour 72. */
  async onSale(terms: Partial<RaffleTerms> = {}): Promise<{ raffle: RaffleView; pre: StoredDraw }> {
    await this.at(0);
    const times = { salesCloseAt: hours(48), drawAt: hours(72) };
    const raffle = await this.draws.raffle({ ...times, preDraws: [PRE], ...terms });
    const [, pre] = await drawsOf(this.draws.room.database, raffle.id);
    if (pre === undefined) throw new Error('the draw before the main one was not announced');
    return { raffle, pre };
  }

  async buy(raffleId: string, ...numbers: number[]): Promise<{ orderId: string; person: string }> {
    const person = await this.draws.room.person();
    return { orderId: await this.draws.paid(raffleId, person, numbers), person };
  }

  freeze(drawId: string): Promise<PreDrawFreezeOutcome> {
    return this.draws.room.database.transact((tx) => this.freezer.freeze(tx, drawId));
  }

  /** Frozen at hour 11 with its ledger written. */
  async frozen(pre: StoredDraw): Promise<StoredDraw> {
    await this.at(11);
    const { kind } = await this.freeze(pre.id);
    if (kind !== 'frozen') throw new Error(`not frozen: ${kind}`);
    await this.draws.ledger.write(pre.id);
    return this.stored(pre);
  }

  async stored({ id, raffleId }: StoredDraw): Promise<StoredDraw> {
    const draw = (await drawsOf(this.draws.room.database, raffleId)).find((one) => one.id === id);
    if (draw === undefined) throw new Error('the draw is gone');
    return draw;
  }

  carryOut(pre: StoredDraw): Promise<DrawOutcome> {
    return this.draws.room.database.transact((tx) => this.draws.drawer.carryOut(tx, pre.id));
  }

  /** The result of hour 24 is confirmed, and the draw carried out. */
  async drawn(pre: StoredDraw, mayor: string): Promise<DrawOutcome> {
    await this.at(24);
    await this.draws.confirmed(pre.id, mayor, '00000', '2000');
    return this.carryOut(pre);
  }
}
