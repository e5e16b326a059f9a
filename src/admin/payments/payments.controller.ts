import { Body, Get, Post, Query } from '@nestjs/common';
import { isId } from '../../kernel/index.js';
import {
  listPayments,
  paymentById,
  Payments,
  type ApproveOutcome,
  type RejectOutcome,
} from '../../payment/index.js';
import { Database, Problems, type AuditAction, type Reader } from '../../platform/index.js';
import { Commands, TheCommand, type Audit, type Command, type Done } from '../http/commands.service.js';
import { pageOf } from '../http/cursor.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam, startOf } from '../http/page.dto.js';
import { DecidedPaymentDto, PaymentDto, PaymentPage, PaymentsQuery, RejectDto } from './payments.dto.js';
import { shownPayment } from './shown-payment.js';

@AdminController('payments')
export class PaymentsController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly payments: Payments,
  ) {}

  @Get()
  @Operation({ summary: 'Payments with their receipts, oldest first', scope: 'read', answer: PaymentPage })
  async list(@Query() query: PaymentsQuery): Promise<PaymentPage> {
    const { after, limit } = startOf(query, isId);
    const filter = { state: query.state ?? null, raffleId: query.raffleId ?? null, after, limit };
    const rows = await listPayments(this.database, filter);
    return pageOf(rows, limit, (payment) => payment.id, shownPayment);
  }

  @Get(':id')
  @ApiId('id', EXAMPLE.paymentId)
  @Operation({ summary: 'One payment', scope: 'read', answer: PaymentDto, problems: [404] })
  async one(@IdParam('id', 'payment') id: string): Promise<PaymentDto> {
    const payment = await paymentById(this.database, id);
    if (payment === null) throw Problems.notFound('There is no such payment.');
    return shownPayment(payment);
  }

  @Post(':id/approve')
  @ApiId('id', EXAMPLE.paymentId)
  @Operation({
    summary: 'The money came',
    description:
      'The order is paid and the buyer told. Where its numbers are gone, the money is owed back instead. Once only: again answers `already`.',
    scope: 'money',
    answer: DecidedPaymentDto,
    problems: [404, 409],
    once: true,
  })
  approve(@TheCommand() command: Command, @IdParam('id', 'payment') id: string): Promise<DecidedPaymentDto> {
    return this.commands.runOnce(command, async (tx) => {
      const outcome = await this.payments.approve(tx, id, command.caller.userId);
      return decided(tx, id, outcome);
    });
  }

  @Post(':id/reject')
  @ApiId('id', EXAMPLE.paymentId)
  @Operation({
    summary: 'The money did not come',
    description: 'The buyer is told the reason and keeps the numbers for 12 hours to send another receipt.',
    scope: 'money',
    answer: DecidedPaymentDto,
    problems: [404, 409],
    once: true,
  })
  reject(
    @TheCommand() command: Command,
    @IdParam('id', 'payment') id: string,
    @Body() body: RejectDto,
  ): Promise<DecidedPaymentDto> {
    return this.commands.runOnce(command, async (tx) => {
      const outcome = await this.payments.reject(tx, id, body.reason, command.caller.userId);
      return decided(tx, id, outcome);
    });
  }
}

async function decided(
  reader: Reader,
  id: string,
  outcome: ApproveOutcome | RejectOutcome,
): Promise<Done<DecidedPaymentDto>> {
  const payment = await paymentById(reader, id);
  if (payment === null || outcome.kind === 'not_found') throw Problems.notFound('There is no such payment.');
  if (outcome.kind === 'not_in_review') {
    const detail = `This payment is ${payment.state}: it does not wait for a decision.`;
    throw Problems.conflict(detail, { code: 'not_in_review', state: payment.state });
  }
  const { kind } = outcome;
  return {
    answer: Object.assign(shownPayment(payment), { outcome: kind }),
    audit: kind === 'already' ? null : decision(ACTIONS[kind], id, payment.orderCode),
  };
}

const ACTIONS = {
  approved: 'payment.approved',
  refund_owed: 'payment.refund_owed',
  rejected: 'payment.rejected',
} as const satisfies Record<string, AuditAction>;

function decision(action: AuditAction, targetId: string, order: string): Audit {
  return { action, targetKind: 'payment', targetId, detail: { order } };
}
