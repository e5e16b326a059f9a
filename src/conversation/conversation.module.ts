import { Module } from '@nestjs/common';
import { InboxWorker, LaneHandler } from '../platform/index.js';
import { PaymentModule } from '../payment/index.js';
import { RaffleModule } from '../raffle/index.js';
import { WhatsappModule } from '../whatsapp/index.js';
import { PosterPictures } from './poster-pictures.service.js';
import { TicketPictures } from './ticket-picture/ticket-picture.service.js';
import { CodeLookUp } from './turn/code-look-up.service.js';
import { Commands } from './turn/commands.service.js';
import { Conversations } from './turn/conversation.repository.js';
import { FactsReader } from './turn/facts.reader.js';
import { Referrals } from './turn/referrals.repository.js';
import { Turns } from './turn/turns.service.js';
import { TurnService } from './turn/turn.service.js';

@Module({
  imports: [RaffleModule, PaymentModule, WhatsappModule],
  providers: [
    CodeLookUp,
    Commands,
    Conversations,
    FactsReader,
    PosterPictures,
    Referrals,
    TicketPictures,
    TurnService,
    { provide: LaneHandler, useClass: Turns },
    InboxWorker,
  ],
  exports: [InboxWorker],
})
export class ConversationModule {}
