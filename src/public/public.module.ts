import { Module } from '@nestjs/common';
import { RaffleModule } from '../raffle/index.js';
import { DrawController } from './draw.controller.js';
import { TicketController } from './ticket.controller.js';

/** Pages for everybody: ticket check and proof of a draw. */
@Module({
  imports: [RaffleModule],
  controllers: [TicketController, DrawController],
})
export class PublicModule {}
