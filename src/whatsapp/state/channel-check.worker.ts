import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { asObject, asText } from '../../kernel/index.js';
import { Database, JobTasks, nowOf, type JobContext } from '../../platform/index.js';
import type { Channel } from '../channels/channel.js';
import { Channels } from '../channels/channels.service.js';
import { asWord } from '../fields/field-words.js';
import { CALL_LIMITS } from '../graph/call-limits.js';
import { GraphClient, GraphFault } from '../graph/graph.client.js';
import { CHANNEL_CHECK } from './channel-state.service.js';
import { CheckRecorder, type AccountState } from './check-recorder.service.js';
import { readNumberState, type NumberState } from './number-state.js';

/** Fields of a number (Meta, "WhatsApp Business Phone Number" node). */
const FIELDS = [
  'display_phone_number',
  'quality_rating',
  'throughput',
  'name_status',
  'status',
  'health_status',
] as const;
/** Not every version and account has these; an unknown one makes Meta refuse the whole question. */
const MORE_FIELDS = ['whatsapp_business_manager_messaging_limit', 'is_on_biz_app'] as const;
const ACCOUNT_FIELDS = ['account_review_status', 'owner_business_info'] as const;
const NO_SUCH_FIELD = 100;

/** Asks Meta for the state of one number and its account, outside any transaction, and has it recorded. */
@Injectable()
export class ChannelCheck implements OnModuleInit {
  private readonly logger = new Logger('Channels');

  constructor(
    private readonly database: Database,
    private readonly channels: Channels,
    private readonly graph: GraphClient,
    private readonly recorder: CheckRecorder,
    private readonly tasks: JobTasks,
  ) {}

  onModuleInit(): void {
    this.tasks.register(CHANNEL_CHECK, (payload, context) => this.run(channelIdOf(payload), context));
  }

  async run(channelId: string, { signal }: Pick<JobContext, 'signal'>): Promise<void> {
    const channel = await this.channels.byId(channelId);
    if (channel === null) return;
    const asked = await nowOf(this.database);
    try {
      const number = await this.number(channel, signal);
      const account = await this.account(channel, signal);
      await this.recorder.answered(channel, { number, account }, asked);
    } catch (error) {
      if (!(error instanceof GraphFault)) throw error;
      await this.recorder.refused(channel, error.code, asked);
      if (error.code === null || CALL_LIMITS.has(error.code)) throw error; // the job tries again
    }
  }

  private async number(channel: Channel, signal: AbortSignal): Promise<NumberState> {
    const { phoneNumberId } = channel;
    try {
      return readNumberState(
        await this.graph.node(channel, phoneNumberId, [...FIELDS, ...MORE_FIELDS], signal),
      );
    } catch (error) {
      if (!(error instanceof GraphFault) || error.code !== NO_SUCH_FIELD) throw error;
      return readNumberState(await this.graph.node(channel, phoneNumberId, FIELDS, signal));
    }
  }

  /** Its account; a token that may send but not read accounts is no reason to know nothing of the number. */
  private async account(channel: Channel, signal: AbortSignal): Promise<AccountState> {
    try {
      const answer = asObject(await this.graph.node(channel, channel.wabaId, ACCOUNT_FIELDS, signal)) ?? {};
      const owner = asObject(answer['owner_business_info']) ?? {};
      return { review: asWord(answer['account_review_status']), businessId: asText(owner['id']) };
    } catch (error) {
      if (!(error instanceof GraphFault)) throw error;
      this.logger.warn(
        `the account of channel ${channel.id} was not described (code ${error.code ?? 'none'})`,
      );
      return { review: null, businessId: null };
    }
  }
}

function channelIdOf(payload: unknown): string {
  const channelId = asText(asObject(payload)?.['channelId']);
  if (channelId === null) throw new Error(`a job ${CHANNEL_CHECK} without channelId`);
  return channelId;
}
