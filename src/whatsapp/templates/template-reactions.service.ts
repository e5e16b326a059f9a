import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Alerts, type Transaction } from '../../platform/index.js';
import type { FieldEventOf } from '../fields/field-event.js';
import { FieldReactions, type Telling } from '../fields/field-reactions.service.js';
import { Told } from '../fields/told.repository.js';
import { alertForCategory, alertForMisfiled, alertForQuality, alertForStatus } from './template-alerts.js';
import { TemplateChecks } from './template-checks.service.js';
import { statusAfter, type TemplateId } from './template-status.js';
import { TemplatesRepository } from './templates.repository.js';

/**
 * Follows what webhooks say of templates. Bad news holds at once; good news only makes us ask the API, and what it answers lets
 * waiting messages go.
 */
@Injectable()
export class TemplateReactions implements OnModuleInit {
  constructor(
    private readonly reactions: FieldReactions,
    private readonly told: Told,
    private readonly templates: TemplatesRepository,
    private readonly checks: TemplateChecks,
    private readonly alerts: Alerts,
  ) {}

  onModuleInit(): void {
    this.reactions.on('template_status', (tx, event, telling) => this.onStatus(tx, event, telling));
    this.reactions.on('template_quality', (tx, event, telling) => this.onQuality(tx, event, telling));
    this.reactions.on('template_category', (tx, event, telling) => this.onCategory(tx, event, telling));
    this.reactions.on('template_components', (tx, { template }, { wabaId }) =>
      this.checks.request(tx, wabaId, template.name),
    );
    this.reactions.on('template_misfiled', (tx, event, { channelId }) =>
      this.alerts.raise(tx, { ...alertForMisfiled(event), channelId }),
    );
  }

  private async onStatus(
    tx: Transaction,
    event: FieldEventOf<'template_status'>,
    telling: Telling,
  ): Promise<void> {
    const { wabaId, channelId } = telling;
    const news = await this.isNews(tx, event.template, 'template_status', telling);
    if (news === 'stale') return;
    const status = statusAfter(event.event);
    // at a tie nobody knows what comes last in that second, nor whether the same was told once more and taken for a repeat
    if (news === 'tie') await this.checks.requestAfterTie(tx, wabaId, event.template.name);
    else if (status === null) await this.checks.requestUntilUsable(tx, wabaId, event.template.name);
    if (status === null) return;
    const { category, reason, title, disableDate } = event;
    await this.templates.told(tx, wabaId, event.template, {
      status,
      category,
      reason,
      title,
      disableDate,
    });
    if (status !== 'PENDING') await this.alerts.raise(tx, { ...alertForStatus(event, status), channelId });
  }

  private async onQuality(
    tx: Transaction,
    event: FieldEventOf<'template_quality'>,
    telling: Telling,
  ): Promise<void> {
    const news = await this.isNews(tx, event.template, 'template_quality', telling);
    if (news === 'stale') return;
    if (news === 'tie') await this.checks.request(tx, telling.wabaId, event.template.name);
    await this.templates.setQuality(tx, telling.wabaId, event.template, event.quality);
    const alert = alertForQuality(event);
    if (alert !== null) await this.alerts.raise(tx, { ...alert, channelId: telling.channelId });
  }

  private async onCategory(
    tx: Transaction,
    event: FieldEventOf<'template_category'>,
    telling: Telling,
  ): Promise<void> {
    const { wabaId, channelId } = telling;
    const news = await this.isNews(tx, event.template, 'template_category', telling);
    if (news === 'stale') return;
    if (news === 'tie') await this.checks.request(tx, wabaId, event.template.name);
    const known = (await this.templates.named(tx, [{ wabaId, name: event.template.name }])).find(
      ({ language }) => language === event.template.language,
    );
    if (event.next === null) await this.templates.setCategory(tx, wabaId, event.template, event.category);
    else await this.templates.setNextCategory(tx, wabaId, event.template, event.next);
    const alert = alertForCategory(event, known?.category ?? null);
    if (alert !== null) await this.alerts.raise(tx, { ...alert, channelId });
  }

  private isNews(
    tx: Transaction,
    { name, language }: TemplateId,
    aspect: string,
    { wabaId, at }: Telling,
  ): Promise<'newest' | 'tie' | 'stale'> {
    return this.told.note(tx, `waba:${wabaId}/${name}/${language}`, aspect, at);
  }
}
