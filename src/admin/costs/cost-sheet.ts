import type { Charge, Estimate } from '../../whatsapp/index.js';
import { chargeOf, messagesOf, type MonthRow } from './cost-rows.js';
import type { AllowanceDto, CostItemDto, CostTotalDto } from './costs.dto.js';

/** The rate card as a sheet needs it; every answer is null without one. */
export interface PriceList {
  readonly changes: readonly Date[];
  /** Service messages a number may deliver for nothing in a month. */
  readonly allowance: number;
  estimate(charges: readonly Charge[], free?: number): Estimate | null;
  sum(estimates: readonly Estimate[]): Estimate | null;
  marketOf(to: string | null, at: Date): string | null;
}

/** One line for each month, number and category. */
export function linesOf(rows: readonly MonthRow[], prices: PriceList): CostItemDto[] {
  const groups = Map.groupBy(rows, ({ month, channel, category }) => `${month} ${channel} ${category}`);
  return [...groups.values()].map((group) => {
    const { month, channel, category } = group[0]!;
    const charged = group.filter((row) => row.charged);
    return {
      month,
      channel,
      category,
      messages: messagesOf(charged),
      free: messagesOf(group) - messagesOf(charged),
      markets: marketsOf(charged, prices),
      estimate: prices.estimate(charged.map((row) => chargeOf(row, prices.changes))),
    };
  });
}

function marketsOf(rows: readonly MonthRow[], prices: PriceList): CostItemDto['markets'] {
  const groups = Map.groupBy(rows, (row) => {
    const { to, at } = chargeOf(row, prices.changes);
    return prices.marketOf(to, at);
  });
  return [...groups].map(([market, group]) => ({ market, messages: messagesOf(group) }));
}

/** How much of the free service messages of each month and number is used. */
export function allowancesOf(rows: readonly MonthRow[], { allowance }: PriceList): AllowanceDto[] {
  return serviceGroups(rows).map(({ month, channel, group }) => ({
    month,
    channel,
    allowed: allowance,
    used: Math.min(allowance, messagesOf(group)),
  }));
}

export function totalOf(rows: readonly MonthRow[], prices: PriceList, withAllowance: boolean): CostTotalDto {
  const charged = rows.filter((row) => row.charged);
  return {
    messages: messagesOf(charged),
    free: messagesOf(rows) - messagesOf(charged),
    estimate: prices.estimate(charged.map((row) => chargeOf(row, prices.changes))),
    afterAllowance: withAllowance ? afterAllowance(charged, prices) : null,
  };
}

function afterAllowance(charged: readonly MonthRow[], prices: PriceList): Estimate | null {
  const others = charged.filter((row) => !isService(row));
  const parts = [
    prices.estimate(others.map((row) => chargeOf(row, prices.changes))),
    ...serviceGroups(charged).map(({ group }) =>
      prices.estimate(
        group.map((row) => chargeOf(row, prices.changes)),
        prices.allowance,
      ),
    ),
  ];
  return prices.sum(parts.filter((part) => part !== null));
}

function serviceGroups(rows: readonly MonthRow[]): { month: string; channel: string; group: MonthRow[] }[] {
  const services = rows.filter((row) => row.charged && isService(row));
  const groups = Map.groupBy(services, ({ month, channel }) => `${month} ${channel}`);
  return [...groups.values()].map((group) => ({ month: group[0]!.month, channel: group[0]!.channel, group }));
}

function isService({ category }: MonthRow): boolean {
  return category === 'service';
}
