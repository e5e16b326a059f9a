import type { Difference } from './difference.js';
import { actionByType, ctaUrl, headerByType, requestContactInfo, bodyByType } from './overlay-interactive.js';
import {
  templateButtonIndex,
  templateLanguage,
  templateParts,
  templateParameterName,
} from './overlay-template.js';
import { at, type Schemas } from './schema.js';

/** Answered by Meta for a mark-as-read call, for which the file has no schema. */
export const READ_RECEIPT = 'ReadReceipt';

/** Repair (b), in order: later entries build on earlier ones. */
export const overlay: readonly Difference[] = [
  {
    name: 'messaging_product is whatsapp',
    source: 'Sending messages',
    apply: (s) => set(s, 'BaseMessageProperties.properties.messaging_product', { const: 'whatsapp' }),
  },
  {
    name: 'biz_opaque_callback_data',
    source: 'Status messages webhook reference; Sending messages (at most 512 characters)',
    apply: (s) =>
      add(s, 'BaseMessageProperties', 'biz_opaque_callback_data', { type: 'string', maxLength: 512 }),
  },
  {
    name: 'recipient in place of to',
    source: 'Business-scoped user IDs',
    apply: (s) => {
      const base = at(s, 'BaseMessageProperties');
      base.required = base.required?.filter((key) => key !== 'to') ?? [];
      base.anyOf = [{ required: ['to'] }, { required: ['recipient'] }];
      add(s, 'BaseMessageProperties', 'recipient', {
        type: 'string',
        pattern: '^[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}$',
      });
    },
  },
  {
    name: 'to is a phone number',
    source: 'Business-scoped user IDs: a user id goes into recipient; Meta drops such a message in silence',
    apply: (s) => set(s, 'BaseMessageProperties.properties.to', { pattern: '^\\+?[0-9]{6,15}$' }),
  },
  {
    name: 'recipient_type is optional',
    source:
      'Sending messages: default individual; absent in the reference examples of mark-as-read and BSUID',
    apply: (s) => {
      const base = at(s, 'BaseMessageProperties');
      base.required = base.required?.filter((key) => key !== 'recipient_type') ?? [];
    },
  },
  {
    name: 'context names a message',
    source: 'Contextual replies',
    apply: (s) => set(s, 'MessageContext', { required: ['message_id'], additionalProperties: false }),
  },
  {
    name: 'text is 1 to 4096 characters',
    source: 'Text messages',
    apply: (s) => {
      set(s, 'TextMessage.allOf.1.properties.text', { required: ['body'] });
      set(s, 'TextMessage.allOf.1.properties.text.properties.body', { minLength: 1, maxLength: 4096 });
    },
  },
  {
    name: 'media objects carry id or link, caption and filename',
    source: 'Image messages; Document messages (caption at most 1024 characters)',
    apply: (s) =>
      set(s, 'MediaObject', {
        properties: {
          id: { type: 'string' },
          link: { type: 'string' },
          caption: { type: 'string', maxLength: 1024 },
          filename: { type: 'string' },
        },
        additionalProperties: false,
      }),
  },
  {
    name: 'media links may name any host',
    source: 'format url wants a dotted host, which is no rule of Meta; tests and demo run on localhost',
    apply: (s) => set(s, 'MediaObject.oneOf.1.properties.link', { format: 'web-link' }),
  },
  {
    name: 'location takes numbers',
    source: 'Location messages',
    apply: (s) => {
      set(s, 'LocationMessage.allOf.1.properties.location.properties.latitude', {
        type: ['string', 'number'],
      });
      set(s, 'LocationMessage.allOf.1.properties.location.properties.longitude', {
        type: ['string', 'number'],
      });
    },
  },
  {
    name: 'reaction names a message and an emoji',
    source: 'Reaction messages (an empty emoji removes it)',
    apply: (s) =>
      set(s, 'ReactionMessage.allOf.1.properties.reaction', { required: ['message_id', 'emoji'] }),
  },
  {
    name: 'mark as read and typing',
    source: 'Mark messages as read; Typing indicators',
    apply: (s) => {
      s[READ_RECEIPT] = {
        type: 'object',
        required: ['messaging_product', 'status', 'message_id'],
        additionalProperties: false,
        properties: {
          messaging_product: { const: 'whatsapp' },
          status: { const: 'read' },
          message_id: { type: 'string', minLength: 1 },
          typing_indicator: {
            type: 'object',
            required: ['type'],
            additionalProperties: false,
            properties: { type: { const: 'text' } },
          },
        },
      };
    },
  },
  ctaUrl,
  requestContactInfo,
  bodyByType,
  headerByType,
  actionByType,
  templateLanguage,
  templateButtonIndex,
  templateParameterName,
  templateParts,
];

function set(schemas: Schemas, path: string, rules: Partial<Schemas[string]>): void {
  Object.assign(at(schemas, path), rules);
}

function add(schemas: Schemas, path: string, key: string, schema: Schemas[string]): void {
  const parent = at(schemas, path);
  parent.properties = { ...parent.properties, [key]: schema };
}
