import { Injectable } from '@nestjs/common';
import { Database, nowOf, type Reader } from '../../platform/index.js';
import type { Channel } from '../channels/channel.js';
import { GraphFault } from '../graph/graph.client.js';
import { CALL_LIMITS } from '../graph/call-limits.js';
import { TemplateClient, TemplateRefused } from './template.client.js';
import type { TemplateDefinition } from './template-definition.js';
import { planPush, type PastPush, type PushStep } from './template-plan.js';
import type { TemplateId } from './template-status.js';
import { TemplateSync } from './template-sync.service.js';
import { TemplatesRepository } from './templates.repository.js';

/** What came of one template. */
export interface Pushed extends TemplateId {
  readonly did: 'created' | 'edited' | 'nothing' | 'later' | 'by_hand' | 'refused';
  /** Why it was not done; the first status of a new one. */
  readonly detail: string;
}

/** Has Meta review what it does not have yet, and what we changed. */
@Injectable()
export class TemplatePush {
  constructor(
    private readonly database: Database,
    private readonly client: TemplateClient,
    private readonly sync: TemplateSync,
    private readonly templates: TemplatesRepository,
  ) {}

  /**
   * Reads the account, makes and changes templates one after the other, and reads it again. A template Meta refuses does not stop
   * the others; a limit of calls does.
   * @param dryRun only says what would be done
   * @throws {GraphFault} where the account cannot be read
   */
  async push(
    channel: Channel,
    wanted: readonly TemplateDefinition[],
    { dryRun = false }: { dryRun?: boolean } = {},
  ): Promise<Pushed[]> {
    await this.sync.syncAccount(channel);
    const steps = await this.plan(channel.wabaId, wanted);
    const pushed: Pushed[] = [];
    let limited: string | null = null;
    for (const step of steps) {
      const { name, language } = step.definition;
      const done: Omit<Pushed, 'name' | 'language'> =
        limited === null ? await this.take(channel, step, dryRun) : { did: 'later', detail: limited };
      if (done.did === 'later' && done.detail === CALLS) limited = CALLS;
      pushed.push({ name, language, ...done });
    }
    if (!dryRun && pushed.some(({ did }) => did === 'created' || did === 'edited'))
      await this.sync.syncAccount(channel);
    return pushed;
  }

  private async plan(wabaId: string, wanted: readonly TemplateDefinition[]): Promise<PushStep[]> {
    const known = await this.templates.ofAccount(this.database, wabaId);
    const past = await pastPushes(this.database, wabaId);
    return planPush(wanted, known, past, await nowOf(this.database));
  }

  private async take(
    channel: Channel,
    step: PushStep,
    dryRun: boolean,
  ): Promise<Omit<Pushed, 'name' | 'language'>> {
    if (step.do === 'nothing') return { did: 'nothing', detail: '' };
    if (step.do === 'later' || step.do === 'by_hand') return { did: step.do, detail: step.why };
    const did = step.do === 'create' ? 'created' : 'edited';
    if (dryRun) return { did, detail: 'not done: dry run' };
    try {
      return { did, detail: await this.carryOut(channel, step) };
    } catch (error) {
      if (!(error instanceof GraphFault)) throw error;
      if (error.code !== null && CALL_LIMITS.has(error.code)) return { did: 'later', detail: CALLS };
      const words = error instanceof TemplateRefused ? error.explanation : '';
      return { did: 'refused', detail: words === '' ? error.message : `${error.message}: ${words}` };
    }
  }

  /** @returns the status Meta gives it at once */
  private async carryOut(
    channel: Channel,
    step: Extract<PushStep, { do: 'create' | 'edit' }>,
  ): Promise<string> {
    const { definition } = step;
    const { wabaId } = channel;
    if (step.do === 'edit') {
      await this.client.edit(channel, step.metaId, definition, step.withCategory);
      await this.note(wabaId, definition, 'edit');
      return 'under review';
    }
    const made = await this.client.create(channel, definition);
    await this.database.transact(async (tx) => {
      await this.templates.made(tx, wabaId, definition, made);
      await this.templates.notePush(tx, wabaId, definition, 'create');
    });
    return made.status;
  }

  private async note(wabaId: string, template: TemplateId, action: 'edit'): Promise<void> {
    await this.database.transact((tx) => this.templates.notePush(tx, wabaId, template, action));
  }
}

const CALLS = 'Meta takes no more calls for now: run it again in an hour';

function pastPushes(reader: Reader, wabaId: string): Promise<PastPush[]> {
  return reader.rows<PastPush & Record<string, unknown>>(
    `select name, language, action, at from template_push where waba_id = $1 and at > (select app_now()) - interval '30 days'`,
    [wabaId],
  );
}
