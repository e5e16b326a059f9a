import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config, Database, type Transaction } from '../../platform/index.js';
import type { Channel, NewChannel } from './channel.js';
import { ChannelStops } from './channel-stops.repository.js';
import { ChannelsRepository } from './channels.repository.js';

/** How old the cached list may be; another node's change is seen after this at the latest. */
const FRESH_MS = 3_000;
/** A number nobody knows makes the list be read again, but no oftener than this. */
const SEARCH_MS = 250;

interface Cached {
  readonly at: number;
  readonly channels: Promise<readonly Channel[]>;
}

/** The business phone numbers this deployment speaks for, cached for seconds: every webhook and every send asks. */
@Injectable()
export class Channels implements OnModuleInit {
  private cached: Cached | null = null;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly stored: ChannelsRepository,
    private readonly stops: ChannelStops,
  ) {}

  /** The environment names the first channel. */
  async onModuleInit(): Promise<void> {
    await this.database.transact((tx) => this.upsertFromConfig(tx));
    this.cached = null;
  }

  all(): Promise<readonly Channel[]> {
    return this.list(FRESH_MS);
  }

  async byId(id: string): Promise<Channel | null> {
    return this.find((channel) => channel.id === id);
  }

  async byPhoneNumberId(phoneNumberId: string): Promise<Channel | null> {
    return this.find((channel) => channel.phoneNumberId === phoneNumberId);
  }

  /** Adds a number or renews its credentials. @returns the channel's id */
  async register(tx: Transaction, channel: NewChannel): Promise<string> {
    const id = await this.stored.upsert(tx, channel);
    this.cached = null;
    return id;
  }

  upsertFromConfig(tx: Transaction): Promise<string> {
    const { phoneNumberId, businessAccountId, accessToken } = this.config.firstChannel;
    const { appSecrets } = this.config;
    return this.register(tx, { phoneNumberId, wabaId: businessAccountId, accessToken, appSecrets });
  }

  /** A person lets a number go on, whatever stopped it; what waited in its outbox is sent, or dropped where it came too late. */
  resume(tx: Transaction, channelId: string): Promise<string[]> {
    return this.stops.liftAll(tx, channelId);
  }

  private async find(wanted: (channel: Channel) => boolean): Promise<Channel | null> {
    return (await this.list(FRESH_MS)).find(wanted) ?? (await this.list(SEARCH_MS)).find(wanted) ?? null;
  }

  private list(maxAgeMs: number): Promise<readonly Channel[]> {
    const now = performance.now();
    if (this.cached !== null && now - this.cached.at <= maxAgeMs) return this.cached.channels;
    const fresh: Cached = { at: now, channels: this.stored.all(this.database) };
    this.cached = fresh;
    fresh.channels.catch(() => {
      if (this.cached === fresh) this.cached = null;
    });
    return fresh.channels;
  }
}
