import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Config, Database, Hint, Metrics, sleep, type SeenMessage } from '../../platform/index.js';
import { Channels } from '../channels/channels.service.js';
import { GraphClient } from '../graph/graph.client.js';
import { ReceivedMeter } from '../sender/received-meter.service.js';
import { MarkRoom } from './mark-room.reader.js';
import { chooseMarks, restAfter, withMessage, type WaitingMark } from './read-marks.js';

/** Chats that wait at most: beyond it the load is such that nobody looks at ticks. */
const MOST_WAITING = 256;
/** Requests at once: few beside a send's, so that a slow Meta is slow for ticks only. */
const MOST_IN_FLIGHT = 16;
/** Messages sent one after the other are marked with the last of them, and their answers take their places first. */
const GATHER_MS = 100;
/** Ticks later than this surprise more than they tell. */
const LATE_MS = 10_000;

/**
 * Shows people that their message was read, and "typing…" while the answer waits. What is lost, refused or too late is not done
 * again: everything here is in memory, and nothing waits for it.
 */
@Injectable()
export class ReadMarks implements BeforeApplicationShutdown {
  private readonly logger = new Logger('ReadMarks');
  private readonly hint = new Hint();
  private readonly stop = new AbortController();
  /** By chat, in the order in which they came. */
  private readonly waiting = new Map<string, WaitingMark>();
  /** Numbers whose marks rest, and until when. */
  private readonly resting = new Map<string, number>();
  private readonly inFlight = new Set<Promise<void>>();
  private loop: Promise<void> | null = null;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly room: MarkRoom,
    private readonly channels: Channels,
    private readonly graph: GraphClient,
    private readonly meter: ReceivedMeter,
    private readonly metrics: Metrics,
  ) {}

  /** Call it after the commit; it returns at once. */
  add(messages: readonly SeenMessage[]): void {
    if (this.config.readMarking === 'none' || this.stop.signal.aborted || messages.length === 0) return;
    for (const seen of messages) this.put(seen);
    if (this.config.readMarking === 'typing') this.hint.raise();
    this.loop ??= this.run();
  }

  /** Somebody answered a chat, so they had read what came before. @param id of the message they wrote */
  async readByPerson(id: string): Promise<void> {
    if (this.config.readMarking === 'none') return;
    const seen = await this.room.before(this.database, id).catch(() => null);
    if (seen !== null) this.add([seen]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    this.hint.raise();
    await this.loop;
    await Promise.all(this.inFlight);
  }

  private put(seen: SeenMessage): void {
    const chat = `${seen.channelId}/${seen.contactId}`;
    const before = this.waiting.get(chat);
    if (before === undefined && this.waiting.size >= MOST_WAITING) return this.note('crowded');
    this.waiting.set(chat, withMessage(before, seen, performance.now()));
  }

  private async run(): Promise<void> {
    while (this.waiting.size > 0 && !this.stop.signal.aborted) {
      if (this.config.readMarking === 'typing') await this.hint.wait(GATHER_MS);
      else await sleep(GATHER_MS, this.stop.signal);
      this.forgetLate(performance.now());
      try {
        if (!this.stop.signal.aborted) await this.round();
      } catch (error) {
        this.logger.warn(
          `messages are not marked as read: ${error instanceof Error ? error.message : 'unknown fault'}`,
        );
        await sleep(500, this.stop.signal);
      }
    }
    this.loop = null; // in the same step that saw nothing waiting
  }

  private forgetLate(now: number): void {
    for (const [chat, { since }] of this.waiting) {
      if (now - since < LATE_MS) continue;
      this.waiting.delete(chat);
      this.note('late');
    }
    for (const [channelId, until] of this.resting) if (until <= now) this.resting.delete(channelId);
  }

  private async round(): Promise<void> {
    const free = MOST_IN_FLIGHT - this.inFlight.size;
    const awake = [...this.waiting].filter(([, { newest }]) => !this.resting.has(newest.channelId));
    if (free <= 0 || awake.length === 0) return;
    const marks = new Map(awake.map(([chat, mark]) => [mark, chat]));
    const channelIds = new Set(awake.map(([, { newest }]) => newest.channelId));
    const places = await this.room.places(this.database, [...channelIds]);
    const chosen = chooseMarks(marks.keys(), places, free);
    const unsent = await this.unsent(chosen);
    // what was replaced by a newer message of its chat meanwhile waits for the next round
    const going = chosen.filter((mark) => this.waiting.get(marks.get(mark)!) === mark);
    this.meter.countMarks(going.map(({ newest }) => newest.channelId));
    for (const mark of going) {
      this.waiting.delete(marks.get(mark)!);
      this.start(
        mark.newest,
        mark.answered.some((id) => unsent.has(id)),
      );
    }
  }

  /** "typing…" behind an answer would stay for 25 seconds. */
  private async unsent(chosen: readonly WaitingMark[]): Promise<ReadonlySet<string>> {
    if (this.config.readMarking !== 'typing') return new Set();
    const contactIds = chosen.map(({ newest }) => newest.contactId);
    return this.room.unsent(
      this.database,
      contactIds,
      chosen.flatMap(({ answered }) => answered),
    );
  }

  private start(message: SeenMessage, typing: boolean): void {
    const marking = this.mark(message, typing).finally(() => this.inFlight.delete(marking));
    this.inFlight.add(marking);
  }

  private async mark({ channelId, wamid }: SeenMessage, typing: boolean): Promise<void> {
    const channel = await this.channels.byId(channelId).catch(() => null);
    if (channel === null) return;
    const outcome = await this.graph.markRead(channel, wamid, typing, this.stop.signal);
    this.note(outcome.kind);
    const rest = restAfter(outcome);
    if (rest > 0) this.resting.set(channelId, performance.now() + rest);
  }

  private note(outcome: 'marked' | 'refused' | 'no_answer' | 'late' | 'crowded'): void {
    this.metrics.count('read_marks', { outcome });
  }
}
