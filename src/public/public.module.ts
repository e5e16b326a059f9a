import { Module } from '@nestjs/common';
import { RaffleModule } from '../raffle/index.js';
import { AssetController } from './asset.controller.js';
import { BrowserCheck } from './browser-check.reader.js';
import { DrawPapersController } from './draw-papers.controller.js';
import { DrawController } from './draw.controller.js';
import { NumberProofController } from './number-proof.controller.js';
import { PinController } from './pin.controller.js';
import { TicketController } from './ticket.controller.js';

/** Pages for everybody: ticket check and proof of a draw. */
@Module({
  imports: [RaffleModule],
  controllers: [
    TicketController,
    DrawController,
    DrawPapersController,
    NumberProofController,
    AssetController,
    PinController,
  ],
  providers: [BrowserCheck],
})
export class PublicModule {}
