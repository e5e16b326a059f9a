import { Get, Query } from '@nestjs/common';
import { Database, nowOf, Problems } from '../../platform/index.js';
import { Prices } from '../../whatsapp/index.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { allowancesOf, linesOf, totalOf } from './cost-sheet.js';
import type { MonthRow } from './cost-rows.js';
import { CostsDto, CostsQuery } from './costs.dto.js';
import { costsByMonth, costsOfRaffle } from './costs.reader.js';
import { monthOf, monthSpan } from './months.js';

/** Months one request may ask for. */
const MONTHS = 24;

@AdminController('costs')
export class CostsController {
  constructor(
    private readonly database: Database,
    private readonly prices: Prices,
  ) {}

  @Get()
  @Operation({
    summary: 'Messages Meta charges for, by month, number and category, and what they cost by the rate card',
    scope: 'read',
    answer: CostsDto,
  })
  async costs(@Query() query: CostsQuery): Promise<CostsDto> {
    const from = query.from ?? monthOf(await nowOf(this.database));
    const to = query.to ?? from;
    const span = { from: monthSpan(from).from, before: monthSpan(to).before };
    if (span.before <= span.from || span.before.getTime() - span.from.getTime() > MONTHS * 31 * 86_400_000) {
      throw Problems.fields([{ field: 'to', message: `to must be ${MONTHS} months after from at most` }]);
    }
    const { channel = null, category, raffle = null } = query;
    const all: MonthRow[] =
      raffle === null
        ? await costsByMonth(this.database, this.prices, span, channel)
        : (await costsOfRaffle(this.database, this.prices, raffle)).filter(
            (row) => row.month >= from && row.month <= to && (channel === null || row.channel === channel),
          );
    const rows = all.filter((row) => category === undefined || row.category === category);
    return {
      from,
      to,
      total: totalOf(rows, this.prices, raffle === null),
      items: linesOf(rows, this.prices),
      serviceAllowance: raffle === null ? allowancesOf(rows, this.prices) : [],
    };
  }
}
