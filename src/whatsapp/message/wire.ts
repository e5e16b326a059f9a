import type { FilledButton, ListContent, MessageContent, TemplateContent } from './message-content.js';

/** Where a contact can be reached: by phone number, else by the id Meta gave this portfolio for the person (BSUID). */
export interface Address {
  /** Digits with country code. */
  readonly waId: string | null;
  readonly userId: string | null;
}

/** JSON for `POST /{phone number id}/messages` (Meta, "Sending messages"). */
export type GraphBody = Readonly<Record<string, unknown>>;

/** +E.164 if the number is known, else the BSUID. Null: nobody to send to. */
export function identityOf(address: Address): string | null {
  return address.waId === null ? address.userId : `+${address.waId}`;
}

/**
 * The request body of a message. Always with `+`: without it Meta may put the business's own country code in front.
 * @param id the outbox id; Meta repeats it in every status
 * @param pictureId Meta's id of the content's picture; null: shown without
 */
export function graphBody(
  id: string,
  address: Address,
  content: MessageContent,
  pictureId: string | null = null,
): GraphBody {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...(address.waId === null ? { recipient: address.userId } : { to: `+${address.waId}` }),
    ...messageOf(content, pictureId),
    biz_opaque_callback_data: id,
  };
}

/** "We have read this", for a message of a person (pages "Mark messages as read", "Typing indicators"). */
export function readMarkBody(wamid: string, typing: boolean): GraphBody {
  const indicator = typing ? { typing_indicator: { type: 'text' } } : {};
  return { messaging_product: 'whatsapp', status: 'read', message_id: wamid, ...indicator };
}

function messageOf(content: MessageContent, pictureId: string | null): GraphBody {
  switch (content.kind) {
    case 'text': {
      const preview = content.previewUrl === undefined ? {} : { preview_url: content.previewUrl };
      return { type: 'text', text: { body: content.body, ...preview } };
    }
    case 'buttons':
      return interactive(
        'button',
        content,
        {
          buttons: content.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })),
        },
        pictureId,
      );
    case 'list':
      return interactive('list', content, { button: content.button, sections: sectionsOf(content) });
    case 'link':
      return interactive(
        'cta_url',
        content,
        {
          name: 'cta_url',
          parameters: { display_text: content.label, url: content.url },
        },
        pictureId,
      );
    case 'contact_request':
      return interactive('request_contact_info', content, { name: 'request_contact_info' });
    case 'image':
    case 'document': {
      const { kind, mediaId, caption, filename } = content;
      return { type: kind, [kind]: { id: mediaId, ...some({ caption, filename }) } };
    }
    case 'template':
      return { type: 'template', template: templateOf(content) };
  }
}

interface Frame {
  readonly body: string;
  readonly header?: string;
  readonly footer?: string;
}

function interactive(
  type: string,
  { body, header, footer }: Frame,
  action: GraphBody,
  pictureId: string | null = null,
): GraphBody {
  const text = header === undefined ? null : { type: 'text', text: header };
  const top = pictureId === null ? text : { type: 'image', image: { id: pictureId } };
  return {
    type: 'interactive',
    interactive: {
      type,
      ...(top === null ? {} : { header: top }),
      body: { text: body },
      ...(footer === undefined ? {} : { footer: { text: footer } }),
      action,
    },
  };
}

function sectionsOf({ sections }: ListContent): GraphBody[] {
  return sections.map(({ title, rows }) => ({
    ...some({ title }),
    rows: rows.map(({ id, title: label, description }) => ({ id, title: label, ...some({ description }) })),
  }));
}

function templateOf({ name, language, parameters, buttons = [] }: TemplateContent): GraphBody {
  const values = parameters.map((value) =>
    typeof value === 'string'
      ? { type: 'text', text: value }
      : { type: 'text', parameter_name: value.name, text: value.text },
  );
  const body = values.length === 0 ? [] : [{ type: 'body', parameters: values }];
  const components = [...body, ...buttons.map(buttonOf)];
  return { name, language: { code: language }, ...(components.length === 0 ? {} : { components }) };
}

function buttonOf(button: FilledButton): GraphBody {
  const index = String(button.index);
  return button.kind === 'payload'
    ? {
        type: 'button',
        sub_type: 'quick_reply',
        index,
        parameters: [{ type: 'payload', payload: button.payload }],
      }
    : { type: 'button', sub_type: 'url', index, parameters: [{ type: 'text', text: button.suffix }] };
}

/** The entries that have a value. */
function some(values: Readonly<Record<string, string | undefined>>): GraphBody {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
