export { endsBy } from './channels/channel-stop.js';
export type { Channel, NewChannel } from './channels/channel.js';
export { Channels } from './channels/channels.service.js';
export { Contacts } from './contacts/contacts.service.js';
export type { ConsentKind, MergeNews, OptOut } from './contacts/contacts.service.js';
export type { Person } from './contacts/identify.js';
export { sharedNumber } from './contacts/shared-number.js';
export { doctorFor, storedChannels } from './doctor/alone.service.js';
export { Doctor } from './doctor/doctor.service.js';
export type { Patient } from './doctor/doctor.service.js';
export { CHECKS, VERDICTS } from './doctor/finding.js';
export type { Check, Finding, Verdict } from './doctor/finding.js';
export { worstOf } from './doctor/judge.js';
export type { RepairStep } from './doctor/repair.service.js';
export type { ChatNotice } from './fields/chat-reactions.service.js';
export { FieldReactions } from './fields/field-reactions.service.js';
export type { Reaction, Telling } from './fields/field-reactions.service.js';
export type { FieldEvent, FieldEventOf } from './fields/field-event.js';
export { checkLimits, LIMITS } from './message/limits.js';
export { MediaClient } from './media/media.client.js';
export type { MediaFile, MediaRequest } from './media/media.client.js';
export { wantPictures } from './media/media-uploads.repository.js';
export { uploadFault } from './media/upload-rules.js';
export { PictureSources } from './media/picture-sources.service.js';
export type { Picture } from './media/picture-sources.service.js';
export { readChecksum } from './media/media-rules.js';
export type {
  ButtonsContent,
  LinkContent,
  ListContent,
  ListRow,
  ListSection,
  MediaContent,
  MessageCondition,
  MessageContent,
  OutboundMessage,
  PictureName,
  ReplyButton,
  TemplateButtonValue,
  TemplateContent,
  TemplateForm,
  TextContent,
} from './message/message-content.js';
export type { Charge, Estimate } from './pricing/estimate.js';
export { Prices } from './pricing/prices.service.js';
export { dailyLimitOf, daysFor } from './sender/daily-limit.js';
export type { MessageCategory, Priority } from './message/priority.js';
export { ReadMarks } from './read-marks/read-marks.worker.js';
export { Outbox } from './sender/outbox.repository.js';
export type { MessageFailedNews } from './sender/send-effects.service.js';
export type { PromptsOverdueNews } from './sender/send-queue.repository.js';
export { ReceivedMeter } from './sender/received-meter.service.js';
export { ruleFor } from './graph/error-table.js';
export type { ErrorRule } from './graph/error-table.js';
export { SenderHint } from './sender/sender-hint.service.js';
export { ChannelState } from './state/channel-state.service.js';
export type { LastCheck } from './state/channel-state.repository.js';
export { Statuses } from './statuses/statuses.repository.js';
export type { DeliveryReport } from './statuses/statuses.repository.js';
export { filled, variablesOf } from './templates/template-definition.js';
export type {
  TemplateButton,
  TemplateCategory,
  TemplateDefinition,
} from './templates/template-definition.js';
export { contentsOf } from './templates/template-contents.js';
export { fitTemplate } from './templates/template-fit.js';
export type { KnownTemplate } from './templates/template-fit.js';
export { TemplatesRepository as Templates } from './templates/templates.repository.js';
export { TemplatePush } from './templates/template-push.service.js';
export type { Pushed } from './templates/template-push.service.js';
export { reportTemplates, templateTable } from './templates/template-report.js';
export { TemplateSync } from './templates/template-sync.service.js';
export type { StoredTemplate } from './templates/templates.repository.js';
export { GraphFault } from './graph/graph.client.js';
export { templateFaults } from './templates/template-rules.js';
export { WhatsappModule } from './whatsapp.module.js';
