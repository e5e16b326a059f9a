import { Module } from '@nestjs/common';
import { Channels } from './channels.service.js';
import { ChannelsRepository } from './channels.repository.js';
import { ContactIds } from './contact-ids.repository.js';
import { ContactMerge } from './contact-merge.repository.js';
import { Contacts } from './contacts.service.js';
import { GraphClient } from './graph.client.js';
import { GraphVersionNotice } from './graph-version.service.js';
import { HttpClient } from './http-client.service.js';
import { Leases } from './lease.service.js';
import { MediaClient } from './media.client.js';
import { Outbox } from './outbox.repository.js';
import { OutboxSweep } from './outbox-sweep.worker.js';
import { SendEffects } from './send-effects.service.js';
import { SendQueue } from './send-queue.repository.js';
import { SendRecord } from './send-record.repository.js';
import { SendRecorder } from './send-recorder.service.js';
import { SenderHint } from './sender-hint.service.js';
import { SenderWorker } from './sender.worker.js';
import { StatusWorker } from './status.worker.js';
import { Statuses } from './statuses.repository.js';

const PEOPLE_AND_NUMBERS = [Channels, ChannelsRepository, ContactIds, ContactMerge, Contacts];
const SENDING = [
  Outbox,
  SendQueue,
  Leases,
  GraphClient,
  GraphVersionNotice,
  HttpClient,
  SendRecord,
  SendRecorder,
  SendEffects,
  SenderHint,
  SenderWorker,
  StatusWorker,
];

/** Who we talk to, from which numbers, and the wire to Meta. */
@Module({
  providers: [...PEOPLE_AND_NUMBERS, ...SENDING, Statuses, OutboxSweep, MediaClient],
  exports: [Channels, Contacts, MediaClient, Outbox, SenderHint, Statuses],
})
export class WhatsappModule {}
