import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { newId } from '../../src/kernel/index.js';
import {
  type Database,
  Jobs,
  JobTasks,
  readConfig,
  Secrets,
  Ticker,
  type Transaction,
} from '../../src/platform/index.js';
import {
  DrandChains,
  DrawAnnouncer,
  EventSequencer,
  ExpirySweep,
  Heartbeat,
  Holds,
  Orders,
  Publication,
  Raffles,
  RaffleSecrets,
  Reservations,
  Reviews,
  Tickets,
  ValidationCodes,
  type CancelOutcome,
  type HoldOutcome,
  type OrderView,
  type PaidOutcome,
  type LotteryMethod,
  type RaffleTerms,
  type RaffleView,
  type RejectedOutcome,
  type ReviewOutcome,
} from '../../src/raffle/index.js';
import { openTestDatabase, type OpenTestDatabase } from '../support/open.js';
import { makeContacts } from '../support/people.js';

/** The raffle rooms on a database of their own; workers run only when a test says so. */
export class RaffleRoom {
  readonly database: Database;
  readonly secrets = new Secrets([randomBytes(32)]);
  readonly chains: DrandChains;
  readonly tickets = new Tickets();
  readonly raffles: Raffles;
  readonly publication: Publication;
  readonly orders: Orders;
  readonly tasks = new JobTasks();
  readonly sweep: ExpirySweep;
  readonly heartbeat: Heartbeat;
  readonly sequencer: EventSequencer;

  private constructor(
    readonly db: OpenTestDatabase,
    readonly owner: Client,
    testChain: string,
  ) {
    this.database = db.database;
    this.chains = new DrandChains(readConfig({ DEMO: '1', DRAND_TEST_CHAIN: testChain }));
    const { secrets } = this;
    const ticker = new Ticker(readConfig({ DEMO: '1' }));
    const hook = new DrawAnnouncer(this.chains);
    const codes = new ValidationCodes(secrets);
    const reservations = new Reservations(new RaffleSecrets(secrets), codes);
    this.raffles = new Raffles(hook);
    this.publication = new Publication(this.database, secrets, new Jobs(), this.tasks, hook);
    this.publication.onModuleInit();
    const holds = new Holds(this.tickets, reservations);
    this.orders = new Orders(this.raffles, holds, new Reviews(reservations), codes);
    this.sweep = new ExpirySweep(this.database, ticker, reservations);
    this.heartbeat = new Heartbeat(this.database, ticker);
    this.sequencer = new EventSequencer(this.database, ticker);
  }

  /** @param testChain a beacon chain as `DRAND_TEST_CHAIN` has it */
  static async open(poolSize = 10, testChain = ''): Promise<RaffleRoom> {
    const db = await openTestDatabase(poolSize);
    const owner = new Client({ connectionString: db.ownerUrl });
    await owner.connect();
    return new RaffleRoom(db, owner, testChain);
  }

  async close(): Promise<void> {
    await this.owner.end();
    await this.db.close();
  }

  /** Buyers with a phone number each. */
  async people(count: number): Promise<string[]> {
    const ids = await makeContacts(this.database, count);
    await this.owner.query(
      `insert into contact_identifier (portfolio_id, contact_id, kind, value)
       select c.portfolio_id, c.id, 'wa_id', '5255' || lpad((row_number() over ())::text || substr(translate(c.id::text, '-abcdef', ''), 1, 4), 8, '0')
       from contact c where c.id = any($1::uuid[])`,
      [ids],
    );
    return ids;
  }

  async person(): Promise<string> {
    return (await this.people(1))[0]!;
  }

  async draft(terms: Partial<RaffleTerms> = {}): Promise<RaffleView> {
    const outcome = await this.database.transact((tx) =>
      this.raffles.create(tx, { ...usualTerms(), ...terms }),
    );
    if (outcome.kind !== 'saved') throw new Error(`no draft: ${JSON.stringify(outcome)}`);
    return outcome.raffle;
  }

  /** A raffle on sale: 100 numbers 00–99 at 50.00 MXN unless said otherwise. */
  async raffle(terms: Partial<RaffleTerms> = {}): Promise<RaffleView> {
    const outcome = await this.publication.publish((await this.draft(terms)).id);
    if (outcome.kind !== 'open') throw new Error(`not open: ${JSON.stringify(outcome)}`);
    return outcome.raffle;
  }

  hold(
    raffleId: string,
    contactId: string,
    numbers: readonly number[],
    waitForLocks = false,
  ): Promise<HoldOutcome> {
    return this.database.transact((tx) => this.holdIn(tx, raffleId, contactId, numbers, waitForLocks));
  }

  holdIn(
    tx: Transaction,
    raffleId: string,
    contactId: string,
    numbers: readonly number[],
    waitForLocks = false,
  ): Promise<HoldOutcome> {
    return this.orders.hold(tx, {
      raffleId,
      contactId,
      channelId: null,
      origin: 'chat',
      numbers,
      waitForLocks,
    });
  }

  /** A hold that must succeed. */
  async held(raffleId: string, contactId: string, numbers: readonly number[]): Promise<OrderView> {
    const outcome = await this.hold(raffleId, contactId, numbers);
    if (outcome.kind !== 'held') throw new Error(`not held: ${JSON.stringify(outcome)}`);
    return outcome.order;
  }

  /** An order that is paid. */
  async paid(raffleId: string, contactId: string, numbers: readonly number[]): Promise<OrderView> {
    const order = await this.held(raffleId, contactId, numbers);
    await this.review(order);
    const outcome = await this.approve(order);
    if (outcome.kind !== 'paid') throw new Error(`not paid: ${outcome.kind}`);
    return outcome.order;
  }

  /** A receipt comes in, sent now unless said otherwise. */
  async review(order: OrderView, sentAt?: Date): Promise<ReviewOutcome> {
    const at = sentAt ?? (await this.now());
    return this.database.transact((tx) => this.orders.toReview(tx, order.id, at));
  }

  approve(order: OrderView): Promise<PaidOutcome> {
    return this.database.transact((tx) => this.orders.toPaid(tx, order.id));
  }

  reject(order: OrderView): Promise<RejectedOutcome> {
    return this.database.transact((tx) => this.orders.toRejected(tx, order.id, 'unreadable'));
  }

  cancel(order: OrderView, contactId?: string): Promise<CancelOutcome> {
    const who = contactId === undefined ? {} : { contactId };
    return this.database.transact((tx) => this.orders.cancel(tx, { orderId: order.id, ...who }));
  }

  async order(orderId: string): Promise<OrderView> {
    const order = await this.orders.byId(this.database, orderId);
    if (order === null) throw new Error('no such order');
    return order;
  }

  /** Statuses of numbers, as the database has them. */
  async statuses(raffleId: string, numbers: readonly number[]): Promise<string[]> {
    const rows = await this.database.rows<{ status: string }>(
      'select status from ticket where raffle_id = $1 and number = any($2::int[]) order by number',
      [raffleId, numbers],
    );
    return rows.map(({ status }) => status);
  }

  /** The database's time. */
  async now(): Promise<Date> {
    const row = await this.database.first<{ now: Date }>('select app_now() as now');
    return row!.now;
  }

  /** News waiting in somebody's mailbox, oldest first. */
  async news(contactId: string): Promise<unknown[]> {
    const rows = await this.database.rows<{ news: unknown }>(
      `select news from inbox where contact_id = $1 and kind = 'news' order by id`,
      [contactId],
    );
    return rows.map(({ news }) => news);
  }

  async limitTaken(raffleId: string, contactId: string): Promise<number> {
    const row = await this.database.first<{ taken: number }>(
      'select taken from purchase_limit where raffle_id = $1 and contact_id = $2',
      [raffleId, contactId],
    );
    return row?.taken ?? 0;
  }
}

/** The last two digits of the first prize. */
export const USUAL_METHOD: LotteryMethod = {
  mode: 'lottery',
  source: 'demo',
  firstDraw: '100',
  positions: [{ id: '1', width: 6, first: 0, last: 999_999 }],
  extractors: [{ id: 'a', position: '1', take: 'last', n: 6 }],
  map: 'modulo',
  onMiss: { policy: 'house' },
};

/** A raffle anybody could publish: drawn by the last two digits of the first prize. */
export function usualTerms(): RaffleTerms {
  const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);
  return {
    slug: `rifa-${newId().slice(-12)}`,
    title: 'Italika 250Z',
    salesMode: 'chat',
    jurisdiction: 'MX',
    metaPermission: { status: 'unconfirmed', acceptedBy: 'Ana Sota', at: '2026-11-22T12:00:00Z' },
    ageStep: true,
    currency: 'MXN',
    priceMinor: 5_000,
    firstNumber: 0,
    emission: 100,
    width: 2,
    maxPerPerson: 20,
    holdMinutes: 120,
    timeZone: 'America/Mexico_City',
    salesCloseAt: inDays(30),
    drawAt: inDays(31),
    disputeMinutes: 120,
    drawMethod: USUAL_METHOD,
    onePrizePerHolder: true,
    refundPolicy: 'Full price back if the draw is cancelled.',
    organiser: { name: 'Rifas Sota' },
    transferAccount: { bank: 'Banco', holder: 'Rifas Sota', account: '012345678901234567', kind: 'CLABE' },
    preDraws: [],
    prizes: [{ prizeId: 'p1', name: 'Italika 250Z', units: 1, extract: ['a'] }],
  };
}
