import { Module } from '@nestjs/common';
import { ChangeHandler } from '../platform/index.js';
import { ChannelStops } from './channels/channel-stops.repository.js';
import { Channels } from './channels/channels.service.js';
import { ChannelsRepository } from './channels/channels.repository.js';
import { ContactIds } from './contacts/contact-ids.repository.js';
import { ContactMerge } from './contacts/contact-merge.repository.js';
import { Contacts } from './contacts/contacts.service.js';
import { MarketingWishes } from './contacts/marketing-wishes.service.js';
import { Overheard } from './contacts/overheard.repository.js';
import { DoctorClient } from './doctor/doctor.client.js';
import { Doctor } from './doctor/doctor.service.js';
import { ChatReactions } from './fields/chat-reactions.service.js';
import { AccountReactions } from './fields/account-reactions.service.js';
import { ChannelChanges } from './fields/channel-changes.service.js';
import { Consequences } from './fields/consequences.service.js';
import { FieldReactions } from './fields/field-reactions.service.js';
import { NumberReactions } from './fields/number-reactions.service.js';
import { OtherReactions } from './fields/other-reactions.service.js';
import { PricingTiers } from './fields/pricing-tiers.repository.js';
import { Told } from './fields/told.repository.js';
import { GraphClient } from './graph/graph.client.js';
import { GraphVersionNotice } from './graph/graph-version.service.js';
import { HttpClient } from './graph/http-client.service.js';
import { BreakerProbe } from './sender/breaker-probe.worker.js';
import { Breakers } from './sender/breaker.repository.js';
import { Leases } from './sender/lease.service.js';
import { MediaUploader } from './media/media-uploader.worker.js';
import { MediaUploads } from './media/media-uploads.repository.js';
import { PictureSources } from './media/picture-sources.service.js';
import { MediaClient } from './media/media.client.js';
import { MarkRoom } from './read-marks/mark-room.reader.js';
import { ReadMarks } from './read-marks/read-marks.worker.js';
import { Prices } from './pricing/prices.service.js';
import { Outbox } from './sender/outbox.repository.js';
import { OutboxRetention } from './sender/outbox-retention.service.js';
import { OutboxSweep } from './sender/outbox-sweep.worker.js';
import { PlaceKeeper } from './sender/place-keeper.service.js';
import { Places } from './sender/places.repository.js';
import { Reach } from './sender/reach.repository.js';
import { ReceivedMeter } from './sender/received-meter.service.js';
import { Recipients } from './sender/recipients.repository.js';
import { SendEffects } from './sender/send-effects.service.js';
import { SendQueue } from './sender/send-queue.repository.js';
import { SendRecord } from './sender/send-record.repository.js';
import { SendRecorder } from './sender/send-recorder.service.js';
import { TemplateSends } from './sender/template-sends.repository.js';
import { SenderHint } from './sender/sender-hint.service.js';
import { SenderWorker } from './sender/sender.worker.js';
import { ChannelCheck } from './state/channel-check.worker.js';
import { ChannelState } from './state/channel-state.service.js';
import { ChannelStateRepository } from './state/channel-state.repository.js';
import { CheckRecorder } from './state/check-recorder.service.js';
import { TemplateAccounts } from './templates/template-account.repository.js';
import { TemplateChecks } from './templates/template-checks.service.js';
import { TemplateClient } from './templates/template.client.js';
import { TemplatePush } from './templates/template-push.service.js';
import { TemplateReactions } from './templates/template-reactions.service.js';
import { TemplateSync } from './templates/template-sync.service.js';
import { TemplatesRepository } from './templates/templates.repository.js';
import { WaitingSends } from './templates/waiting-sends.repository.js';
import { WaitingMessages } from './sender/waiting.repository.js';
import { StatusWorker } from './statuses/status.worker.js';
import { Statuses } from './statuses/statuses.repository.js';

const PEOPLE_AND_NUMBERS = [
  Channels,
  ChannelsRepository,
  ChannelStops,
  ContactIds,
  ContactMerge,
  Contacts,
  MarketingWishes,
  Overheard,
];
const SENDING = [
  BreakerProbe,
  Breakers,
  Outbox,
  SendQueue,
  Leases,
  Places,
  PlaceKeeper,
  Reach,
  ReceivedMeter,
  Recipients,
  WaitingMessages,
  GraphClient,
  GraphVersionNotice,
  HttpClient,
  SendRecord,
  SendRecorder,
  SendEffects,
  SenderHint,
  SenderWorker,
  TemplateSends,
  StatusWorker,
];

const FIELDS = [
  ChatReactions,
  FieldReactions,
  Told,
  Consequences,
  AccountReactions,
  NumberReactions,
  OtherReactions,
  PricingTiers,
  { provide: ChangeHandler, useClass: ChannelChanges },
];
const STATE = [ChannelState, ChannelStateRepository, ChannelCheck, CheckRecorder];

const TEMPLATES = [
  TemplateAccounts,
  TemplateChecks,
  TemplateClient,
  TemplatePush,
  TemplateReactions,
  TemplatesRepository,
  TemplateSync,
  WaitingSends,
];

/** Who we talk to, from which numbers, and the wire to Meta. */
@Module({
  providers: [
    ...PEOPLE_AND_NUMBERS,
    ...SENDING,
    ...FIELDS,
    ...STATE,
    ...TEMPLATES,
    Statuses,
    OutboxRetention,
    OutboxSweep,
    Doctor,
    DoctorClient,
    MediaClient,
    MediaUploader,
    MediaUploads,
    MarkRoom,
    PictureSources,
    Prices,
    ReadMarks,
  ],
  exports: [
    ChangeHandler,
    Channels,
    ChannelState,
    Contacts,
    Doctor,
    FieldReactions,
    MediaClient,
    PictureSources,
    Outbox,
    ReadMarks,
    ReceivedMeter,
    Prices,
    SenderHint,
    Statuses,
    TemplatePush,
    TemplatesRepository,
    TemplateSync,
  ],
})
export class WhatsappModule {}
