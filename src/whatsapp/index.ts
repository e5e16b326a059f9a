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
