import { Injectable, Logger } from '@nestjs/common';
import { Alerts, Metrics, type Transaction } from '../../platform/index.js';
import { ChannelStops } from '../channels/channel-stops.repository.js';
import { ChannelState } from '../state/channel-state.service.js';
import { ChannelStateRepository } from '../state/channel-state.repository.js';
import type { Consequence, StopChange } from './consequence.js';
import type { Telling } from './field-reactions.service.js';
import { Told } from './told.repository.js';

/** Which numbers an event is about: all of its account, or the one it names. */
export type Concerned = 'account' | { readonly number: string | null };

/** Carries out what an event means: stops, alerts, reading back. */
@Injectable()
export class Consequences {
  private readonly logger = new Logger('Channels');

  constructor(
    private readonly stops: ChannelStops,
    private readonly told: Told,
    private readonly alerts: Alerts,
    private readonly state: ChannelState,
    private readonly stored: ChannelStateRepository,
    private readonly metrics: Metrics,
  ) {}

  async apply(tx: Transaction, telling: Telling, concerned: Concerned, what: Consequence): Promise<void> {
    await this.applyTo(tx, telling, await this.numbers(tx, telling, concerned), what);
  }

  /** @param channelIds in the one order in which everybody locks them */
  async applyTo(
    tx: Transaction,
    telling: Telling,
    channelIds: readonly string[],
    what: Consequence,
  ): Promise<void> {
    let late = what.stops.length > 0;
    for (const channelId of channelIds) {
      for (const change of what.stops.toSorted(byCause)) {
        if (await this.change(tx, channelId, change, telling.at)) late = false;
      }
      if (what.check) await this.state.requestCheck(tx, channelId);
    }
    if (late) this.metrics.count('field_events_late');
    if (what.alert === null) return;
    const channelId = channelIds.length === 1 ? (channelIds[0] ?? null) : telling.channelId;
    const alert = late
      ? { ...what.alert, severity: 'info' as const, message: lateMessage(what, telling) }
      : what.alert;
    await this.alerts.raise(tx, { ...alert, channelId });
  }

  /** The numbers an event is about. One that names a number we do not have is about the whole account, to be on the safe side. */
  async numbers(tx: Transaction, telling: Telling, concerned: Concerned): Promise<string[]> {
    const all = await this.stored.ofAccount(tx, telling.wabaId);
    const named = concerned === 'account' ? null : concerned.number;
    const own = named === null ? [] : all.filter(({ displayDigits }) => displayDigits === named);
    return (own.length > 0 ? own : all).map(({ channelId }) => channelId);
  }

  /** The number a fact is about: the one it names, or the account's only one while nobody has told us its digits. */
  async numberNamed(tx: Transaction, telling: Telling, number: string | null): Promise<string[]> {
    const all = await this.stored.ofAccount(tx, telling.wabaId);
    const own = all.filter(({ displayDigits }) => displayDigits === number);
    const only = all.length === 1 && (number === null || all[0]?.displayDigits === null) ? all : [];
    return (number !== null && own.length > 0 ? own : only).map(({ channelId }) => channelId);
  }

  /**
   * A stop is safe to set in doubt, its end is not: of two events of the same second the stop holds until the read-back.
   * @returns false where something newer is known
   */
  private async change(tx: Transaction, channelId: string, change: StopChange, at: Date): Promise<boolean> {
    const { cause } = change;
    const order = await this.told.note(tx, channelId, `stop:${cause}`, at);
    if (order === 'stale') {
      this.logger.log(`${cause} of channel ${channelId} was told late: something newer is known`);
      return false;
    }
    if (change.change === 'stop') {
      await this.stops.stop(tx, channelId, { ...change, toldAt: at });
    } else if (change.change === 'let_end' && order === 'newest') {
      await this.stops.letEnd(tx, channelId, cause);
    }
    return true;
  }
}

function byCause(one: StopChange, other: StopChange): number {
  return one.cause < other.cause ? -1 : 1;
}

function lateMessage(what: Consequence, { at }: Telling): string {
  return `Told of ${at.toISOString()}, but something newer is known, so nothing was changed: ${what.alert?.message ?? ''}`;
}
