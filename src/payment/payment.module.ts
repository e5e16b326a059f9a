import { Module } from '@nestjs/common';
import { RaffleModule } from '../raffle/index.js';
import { Payments } from './payments.service.js';
import { ReceiptDownload } from './receipt-download.worker.js';

/** Needs a `ReceiptMedia` from whoever puts the application together. */
@Module({
  imports: [RaffleModule],
  providers: [Payments, ReceiptDownload],
  exports: [Payments],
})
export class PaymentModule {}
