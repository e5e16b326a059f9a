import { Module } from '@nestjs/common';
import { WhatsappModule } from '../whatsapp/index.js';
import { IngestRepository } from './ingest.repository.js';
import { Ingest } from './ingest.service.js';
import { WebhookController } from './webhook.controller.js';

@Module({
  imports: [WhatsappModule],
  controllers: [WebhookController],
  providers: [Ingest, IngestRepository],
})
export class WebhookModule {}
