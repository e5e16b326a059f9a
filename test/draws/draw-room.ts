import type { MissPolicy } from '../../src/fair-draw/index.js';
import { newId } from '../../src/kernel/index.js';
import { Payments, type ApproveOutcome } from '../../src/payment/index.js';
import {
  Alerts,
  Blobs,
  Jobs,
  JobTasks,
  Metrics,
  Readiness,
  readConfig,
  Ticker,
  type Transaction,
} from '../../src/platform/index.js';
import {
  Disqualifications,
  DrawExecution,
  Drawer,
  DrawSelfTest,
  EntryReceipts,
  Freezer,
  keepSource,
  KeyDestroyer,
  latestCertificate,
  LedgerWorker,
  LotteryResults,
  ManualResults,
  mainDraw,
  NoticesWorker,
  RaffleSecrets,
  Reconciler,
  Seeds,
  type Actor,
  type LotteryMethod,
  type DrawOutcome,
  type EnterOutcome,
  type FreezeOutcome,
  type LotteryEntry,
  type MissRule,
  type RaffleTerms,
  type RaffleView,
  type SourceInput,
  type ReconcileOutcome,
  type StoredDraw,
} from '../../src/raffle/index.js';
import { RaffleRoom } from '../raffle/room.js';
import { advance } from '../support/time.js';

/** Two digits of three results decide; each prize tries its own first. */
export const METHOD: LotteryMethod = {
  mode: 'lottery',
  source: 'LN',
  firstDraw: '2862',
  consecutive: true,
  positions: ['mayor', 'segundo'].map((id) => ({ id, width: 5, first: 0, last: 99_999 })),
  extractors: [
    { id: 'a', position: 'mayor', take: 'last', n: 2 },
    { id: 'b', position: 'segundo', take: 'last', n: 2 },
  ],
  map: 'suffix',
  onMiss: { policy: 'house' },
};

/** A prize whose number nobody has waits for the next lottery draw, `maxDraws` in all; then `then` decides. */
export function waits(maxDraws: number, then: MissPolicy = 'house'): MissRule {
  // oxlint-disable-next-line unicorn/no-thenable -- a word of the draw's rules; never awaited
  return { policy: 'next_draw', maxDraws, then };
}

/** Raffle rooms and draws on a database of their own; jobs run only when a test says so. */
export class DrawRoom {
  readonly blobs = new Blobs();
  readonly metrics = new Metrics();
  readonly reconciler = new Reconciler();
  readonly results = new LotteryResults();
  readonly manual = new ManualResults();
  readonly seeds = new Seeds();
  readonly freezer: Freezer;
  readonly ledger: LedgerWorker;
  readonly drawer: Drawer;
  readonly execution: DrawExecution;
  readonly notices: NoticesWorker;
  readonly payments: Payments;
  readonly receipts: EntryReceipts;
  readonly destroyer: KeyDestroyer;
  readonly disqualifications: Disqualifications;
  readonly actor: Actor = { userId: newId(), viaKey: true };

  private constructor(
    readonly room: RaffleRoom,
    private readonly channelId: string,
  ) {
    const { database, secrets } = room;
    const jobs = new Jobs();
    this.freezer = new Freezer(database, jobs);
    this.ledger = new LedgerWorker(
      database,
      this.blobs,
      jobs,
      new JobTasks(),
      new RaffleSecrets(secrets),
      room.chains,
    );
    const alerts = new Alerts(readConfig({ DEMO: '1' }), database, jobs, this.metrics);
    const selfTest = new DrawSelfTest(database, alerts, this.metrics, new Readiness());
    this.drawer = new Drawer(this.blobs, jobs, secrets, this.metrics, room.chains, selfTest);
    this.execution = new DrawExecution(database, new JobTasks(), this.drawer, alerts);
    this.disqualifications = new Disqualifications(jobs, alerts, room.chains);
    this.notices = new NoticesWorker(database, jobs, new JobTasks());
    this.payments = new Payments(room.orders, jobs);
    const keys = new RaffleSecrets(secrets);
    this.receipts = new EntryReceipts(secrets, keys);
    this.destroyer = new KeyDestroyer(database, new Ticker(readConfig({ DEMO: '1' })), keys);
  }

  /** @param testChain a beacon chain as `DRAND_TEST_CHAIN` has it */
  static async open(poolSize = 10, testChain = ''): Promise<DrawRoom> {
    const room = await RaffleRoom.open(poolSize, testChain);
    const { rows } = await room.owner.query<{ id: string }>(
      `with p as (insert into portfolio (id, name) values (gen_random_uuid(), 'test') returning id)
       insert into channel (id, portfolio_id, phone_number_id, waba_id, access_token, app_secrets)
       select gen_random_uuid(), p.id, '1', '1', '', '' from p returning id`,
    );
    return new DrawRoom(room, rows[0]!.id);
  }

  close(): Promise<void> {
    return this.room.close();
  }

  /** A raffle on sale with 100 numbers and two prizes, drawn by `METHOD`. */
  async raffle(terms: Partial<RaffleTerms> = {}): Promise<RaffleView> {
    const prizes = [
      { prizeId: 'moto', name: 'Italika 250Z', units: 1, extract: ['a'] },
      { prizeId: 'casco', name: 'Casco', units: 1, extract: ['b'] },
    ];
    return this.room.raffle({ drawMethod: METHOD, prizes, ...terms });
  }

  /** A raffle closed with these numbers paid, each list by a person of its own; the persons in order. */
  async sold(
    paid: readonly (readonly number[])[],
    terms: Partial<RaffleTerms> = {},
  ): Promise<{ raffle: RaffleView; people: string[] }> {
    const raffle = await this.raffle(terms);
    const people = await this.room.people(paid.length);
    for (const [index, numbers] of paid.entries()) {
      const person = people[index]!;
      if (numbers.length === 0) continue;
      await (raffle.priceMinor === 0
        ? this.room.held(raffle.id, person, numbers)
        : this.paid(raffle.id, person, numbers));
    }
    await this.room.database.transact((tx) => this.room.raffles.close(tx, raffle.id));
    return { raffle, people };
  }

  /** Numbers held, paid by transfer and approved; the order. */
  async paid(raffleId: string, contactId: string, numbers: readonly number[]): Promise<string> {
    const { id } = await this.room.held(raffleId, contactId, numbers);
    const paymentId = await this.receipt(id, contactId);
    const outcome = await this.approve(paymentId);
    if (outcome.kind !== 'approved') throw new Error(`not approved: ${outcome.kind}`);
    return id;
  }

  /** A receipt of now for an order; the payment it asks to look at. */
  receipt(orderId: string, contactId: string): Promise<string> {
    return this.room.database.transact((tx) => this.receiptIn(tx, orderId, contactId));
  }

  async receiptIn(tx: Transaction, orderId: string, contactId: string): Promise<string> {
    const { channelId } = this;
    const sentAt = await this.room.now();
    const file = { wamid: 'wamid.1', mediaId: '1', declaredType: 'image/jpeg' };
    await this.payments.attachReceipt(tx, { orderId, contactId, channelId, sentAt, ...file });
    const row = await tx.first<{ id: string }>('select id from payment where order_id = $1', [orderId]);
    return row!.id;
  }

  approve(paymentId: string): Promise<ApproveOutcome> {
    return this.room.database.transact((tx) => this.payments.approve(tx, paymentId, this.actor.userId));
  }

  reconcile(raffleId: string): Promise<ReconcileOutcome> {
    return this.room.database.transact((tx) =>
      this.reconciler.reconcile(tx, raffleId, this.actor, 'revisado'),
    );
  }

  freeze(raffleId: string): Promise<FreezeOutcome> {
    return this.room.database.transact((tx) => this.freezer.freeze(tx, raffleId));
  }

  /** Reconciles, freezes and writes the ledger of a closed raffle, then lets the lottery's time come. */
  async frozen(raffleId: string): Promise<StoredDraw> {
    const reconciled = await this.reconcile(raffleId);
    if (reconciled.kind !== 'reconciled') throw new Error(`not reconciled: ${JSON.stringify(reconciled)}`);
    const outcome = await this.freeze(raffleId);
    if (outcome.kind !== 'frozen') throw new Error(`not frozen: ${JSON.stringify(outcome)}`);
    await this.ledger.write(outcome.drawId);
    await advance(this.room.owner, 5_000);
    return this.mainDraw(raffleId);
  }

  async mainDraw(raffleId: string): Promise<StoredDraw> {
    const draw = await mainDraw(this.room.database, raffleId);
    if (draw === null) throw new Error('no draw');
    return draw;
  }

  /** A result of now. */
  async result(drawId: string, mayor: string, segundo: string, lotteryDrawId = '2862'): Promise<EnterInput> {
    const drawnAt = await this.room.now();
    drawnAt.setUTCMilliseconds(0);
    return { drawId, source: 'LN', lotteryDrawId, drawnAt, results: { mayor, segundo } };
  }

  enter(input: EnterInput, actor = this.actor): Promise<EnterOutcome> {
    return this.room.database.transact((tx) => this.results.enter(tx, input, actor));
  }

  /** Enters and confirms a result of now, read at `source`. */
  async confirmed(
    drawId: string,
    mayor: string,
    segundo: string,
    lotteryDrawId = '2862',
    source: SourceInput = { url: 'https://loteria.example.mx/2862', file: null },
  ): Promise<string> {
    const entered = await this.enter(await this.result(drawId, mayor, segundo, lotteryDrawId));
    if (entered.kind !== 'entered') throw new Error(`not entered: ${JSON.stringify(entered)}`);
    await this.confirm(entered.result.id, source);
    return entered.result.id;
  }

  /** Confirms an entered result, read at `source`. */
  async confirm(id: string, source: SourceInput): Promise<void> {
    await this.room.database.transact((tx) => keepSource(tx, this.blobs, id, source));
    const outcome = await this.room.database.transact((tx) => this.results.confirm(tx, id, this.actor));
    if (outcome.kind !== 'confirmed') throw new Error(`not confirmed: ${outcome.kind}`);
    await advance(this.room.owner, 5_000);
  }

  draw(raffleId: string): Promise<DrawOutcome> {
    return this.room.database.transact((tx) => this.drawer.draw(tx, raffleId));
  }

  /** The stored files of a draw. */
  async files(drawId: string): Promise<{ certificate: Buffer; ledger: Buffer }> {
    const { database } = this.room;
    const certificate = await latestCertificate(database, drawId);
    return { certificate: certificate?.bytes ?? Buffer.alloc(0), ledger: await this.ledgerBytes(drawId) };
  }

  async ledgerBytes(drawId: string): Promise<Buffer> {
    const { database } = this.room;
    const row = await database.first<{ blob: string }>('select ledger_blob as blob from draw where id = $1', [
      drawId,
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of this.blobs.read(database, row!.blob)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** Runs the jobs that tell people, until none is left. */
  async tellAll(drawId: string, issueNo: number): Promise<void> {
    for (let batches = 0; batches < 20; batches++) await this.notices.tellNext({ drawId, issueNo });
  }
}

export type EnterInput = LotteryEntry & { drawId: string };
