export type { Channel, NewChannel } from './channel.js';
export { Channels } from './channels.service.js';
export { Contacts } from './contacts.service.js';
export type { ConsentKind, MergeNews, OptOut } from './contacts.service.js';
export type { Person } from './identify.js';
export { checkLimits, LIMITS } from './limits.js';
export { MediaClient } from './media.client.js';
export type { MediaFile, MediaRequest } from './media.client.js';
export { readChecksum } from './media-rules.js';
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
  ReplyButton,
  TemplateContent,
  TextContent,
} from './message-content.js';
export { Outbox } from './outbox.repository.js';
export type { MessageFailedNews } from './send-effects.service.js';
export type { PromptsOverdueNews } from './send-queue.repository.js';
export { SenderHint } from './sender-hint.service.js';
export { Statuses } from './statuses.repository.js';
export type { DeliveryReport } from './statuses.repository.js';
export { WhatsappModule } from './whatsapp.module.js';
