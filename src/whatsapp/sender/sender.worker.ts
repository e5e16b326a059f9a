import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Config, sleep } from '../../platform/index.js';
import { Channels } from '../channels/channels.service.js';
import { GraphClient } from '../graph/graph.client.js';
import { SEND_TIMEOUT_MS, type SendOutcome } from '../graph/graph-answer.js';
import { ReadMarks } from '../read-marks/read-marks.worker.js';
import { Leases, type LeasedMessage } from './lease.service.js';
import { PlaceKeeper } from './place-keeper.service.js';
import { LEASE_SECONDS } from './send-queue-sql.js';
import { SendRecorder } from './send-recorder.service.js';
import { SenderHint } from './sender-hint.service.js';

const BATCH = 128;
const MAX_IN_FLIGHT = 384;
const POLL_MS = 50;
/** Leasing oftener than this costs more statements for smaller batches. */
const PACE_MS = 10;
/** A lease as old as this could run out during the request: a stalled process lets it go. */
const STALE_MS = LEASE_SECONDS * 1_000 - SEND_TIMEOUT_MS - 4_000;

/** Sends what the outbox holds: lease, request, record. No transaction is open while a request runs. */
@Injectable()
export class SenderWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Sender');
  private readonly inFlight = new Set<Promise<void>>();
  private loop: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly config: Config,
    private readonly channels: Channels,
    private readonly leases: Leases,
    private readonly places: PlaceKeeper,
    private readonly graph: GraphClient,
    private readonly recorder: SendRecorder,
    private readonly marks: ReadMarks,
    private readonly hint: SenderHint,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.loop = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.hint.raise();
    await this.loop;
    await Promise.all(this.inFlight);
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const started = performance.now();
      try {
        const looked = await this.round(started);
        if (looked === 0) await this.hint.wait(POLL_MS);
      } catch (error) {
        this.logger.error(
          `the sender cannot work: ${error instanceof Error ? error.message : 'unknown fault'}`,
        );
        await sleep(500);
      }
      const rest = PACE_MS - (performance.now() - started);
      if (rest > 0) await sleep(rest);
    }
  }

  /** Leases what fits and starts its requests; the number of chats it looked at. */
  private async round(started: number): Promise<number> {
    const room = MAX_IN_FLIGHT - this.inFlight.size;
    if (room <= 0) return 0;
    const { messages, looked } = await this.leases.take(Math.min(BATCH, room));
    for (const message of messages) {
      const sending = this.deliver(message, started).finally(() => this.inFlight.delete(sending));
      this.inFlight.add(sending);
    }
    return looked;
  }

  private async deliver(message: LeasedMessage, leasedAt: number): Promise<void> {
    const outcome = await this.send(message, leasedAt);
    await this.recorder.add(message, outcome);
    if (message.byPerson && outcome.kind === 'accepted') await this.marks.readByPerson(message.id);
  }

  private async send(message: LeasedMessage, leasedAt: number): Promise<SendOutcome> {
    const stale = (): boolean => performance.now() - leasedAt > STALE_MS;
    const channel = await this.channels.byId(message.channelId).catch(() => null);
    if (channel === null || stale() || !(await this.placeCame(message)) || stale())
      return { kind: 'given_back' };
    return this.graph.send(channel, message.body);
  }

  private placeCame({ channelId, placeAt }: LeasedMessage): Promise<boolean> {
    return this.places.wait(channelId, placeAt).then(
      () => true,
      () => false, // no database, so no place in the number's rate
    );
  }
}
