import { Module } from '@nestjs/common';
import { WhatsappModule } from '../whatsapp/index.js';
import { Audience } from './audience.repository.js';
import { BroadcastRepository } from './broadcast.repository.js';
import { Broadcasts } from './broadcasts.service.js';
import { BroadcastFeed } from './feed.repository.js';
import { BroadcastWorker } from './feed.worker.js';
import { BroadcastGate } from './gate.reader.js';
import { Offers } from './offers.reader.js';
import { BroadcastReports } from './report.reader.js';

/** One template to many people who asked for offers. */
@Module({
  imports: [WhatsappModule],
  providers: [
    Audience,
    BroadcastFeed,
    BroadcastGate,
    BroadcastReports,
    BroadcastRepository,
    Broadcasts,
    BroadcastWorker,
    Offers,
  ],
  exports: [Broadcasts],
})
export class BroadcastModule {}
