import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/index.js';
import type { FieldEventOf } from './field-event.js';

/** Volume tiers of prices, for the cost report. */
@Injectable()
export class PricingTiers {
  /** Meta may tell a tier several times, with later times: it began at the smallest. */
  async keep(
    tx: Transaction,
    wabaId: string,
    { category, region, month, tier, updatedAt }: FieldEventOf<'pricing_tier'>,
    toldAt: Date,
  ): Promise<void> {
    await tx.run(KEEP, [wabaId, category, region, month, tier, updatedAt ?? toldAt]);
  }
}

const KEEP = `
  insert into pricing_tier as t (waba_id, category, region, month, tier, since) values ($1, $2, $3, $4, $5, $6)
  on conflict (waba_id, category, region, month, tier) do update set since = least(t.since, excluded.since)`;
