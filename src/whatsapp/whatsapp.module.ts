import { Module } from '@nestjs/common';
import { Channels } from './channels/channels.service.js';
import { ChannelsRepository } from './channels/channels.repository.js';
import { ContactIds } from './contacts/contact-ids.repository.js';
import { ContactMerge } from './contacts/contact-merge.repository.js';
import { Contacts } from './contacts/contacts.service.js';
import { GraphClient } from './graph/graph.client.js';
import { GraphVersionNotice } from './graph/graph-version.service.js';
import { HttpClient } from './graph/http-client.service.js';
import { Leases } from './sender/lease.service.js';
import { MediaClient } from './media/media.client.js';
import { Outbox } from './sender/outbox.repository.js';
import { OutboxSweep } from './sender/outbox-sweep.worker.js';
import { SendEffects } from './sender/send-effects.service.js';
import { SendQueue } from './sender/send-queue.repository.js';
import { SendRecord } from './sender/send-record.repository.js';
import { SendRecorder } from './sender/send-recorder.service.js';
import { SenderHint } from './sender/sender-hint.service.js';
import { SenderWorker } from './sender/sender.worker.js';
import { StatusWorker } from './statuses/status.worker.js';
import { Statuses } from './statuses/statuses.repository.js';

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
