import type { MessageCategory, Priority } from './priority.js';

/** What a message says and how it is shown; becomes Meta's JSON only in `wire`. Limits: see `checkLimits`. */
export type MessageContent =
  | TextContent
  | ButtonsContent
  | ListContent
  | LinkContent
  | ContactRequestContent
  | MediaContent
  | TemplateContent;

export interface TextContent {
  readonly kind: 'text';
  readonly body: string;
  /** True: a link card for the first URL of the body. */
  readonly previewUrl?: boolean;
}

export interface ReplyButton {
  /** Comes back when it is tapped, also months later. */
  readonly id: string;
  readonly title: string;
}

export interface ButtonsContent {
  readonly kind: 'buttons';
  readonly body: string;
  readonly buttons: readonly ReplyButton[];
  readonly header?: string;
  readonly footer?: string;
  readonly picture?: PictureName;
}

export interface ListRow {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
}

export interface ListSection {
  /** Needed as soon as there is more than one section. */
  readonly title?: string;
  readonly rows: readonly ListRow[];
}

export interface ListContent {
  readonly kind: 'list';
  readonly body: string;
  /** Label of the button that opens the list. */
  readonly button: string;
  readonly sections: readonly ListSection[];
  readonly header?: string;
  readonly footer?: string;
}

/** One button that opens a web page (Meta: `cta_url`). */
export interface LinkContent {
  readonly kind: 'link';
  readonly body: string;
  readonly label: string;
  readonly url: string;
  readonly picture?: PictureName;
}

/**
 * A picture of ours above the text, `<kind>:<id>`; whoever registered the kind with `PictureSources` makes it. A message does not
 * wait long for it: without one it is the same message without picture.
 */
export type PictureName = `${string}:${string}`;

/** Asks for the person's own phone number by a button of WhatsApp (Meta: `request_contact_info`). */
export interface ContactRequestContent {
  readonly kind: 'contact_request';
  readonly body: string;
}

/** Media uploaded to Meta before; an id lives 30 days. */
export interface MediaContent {
  readonly kind: 'image' | 'document';
  readonly mediaId: string;
  readonly caption?: string;
  /** Documents only. */
  readonly filename?: string;
}

/** An approved template, filled in: the only thing that may be sent outside the 24-hour window. */
export interface TemplateContent {
  readonly kind: 'template';
  readonly name: string;
  readonly language: string;
  /** Values of the body's {{1}}, {{2}}, … in order, or of its {{names}}. */
  readonly parameters: readonly (string | NamedParameter)[];
  /** What its buttons need: the payloads of quick replies, the ends of addresses. */
  readonly buttons?: readonly FilledButton[];
}

export interface NamedParameter {
  readonly name: string;
  readonly text: string;
}

export type FilledButton = TemplateButtonValue & {
  /** Position among all buttons of the template, from 0. */
  readonly index: number;
};

export type TemplateButtonValue =
  /** Comes back when the quick reply is tapped. */
  | { readonly kind: 'payload'; readonly payload: string }
  /** Ends the address the button opens. */
  | { readonly kind: 'url'; readonly suffix: string };

/**
 * How a message is said outside the 24-hour window: which template, and what fills it in. Whether Meta lets us, and in which
 * language, is seen when it is sent.
 */
export interface TemplateForm {
  readonly name: string;
  readonly language: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** In the order of the template's own buttons of each kind. */
  readonly buttons?: readonly TemplateButtonValue[];
  /** Said so where the template is not usable in `language`. */
  readonly otherwise?: {
    readonly language: string;
    readonly parameters: Readonly<Record<string, string>>;
  };
}

/** Something that must still be true when the message leaves; otherwise it is dropped visibly. */
export type MessageCondition =
  | { readonly kind: 'order_state'; readonly orderId: string; readonly states: readonly string[] }
  | { readonly kind: 'broadcast_state'; readonly broadcastId: string; readonly states: readonly string[] };

/** A message to put into a contact's outbox. */
export interface OutboundMessage {
  readonly channelId: string;
  readonly contactId: string;
  /** What it is for: reply, ticket, hold_expired, draw_result, ... */
  readonly purpose: string;
  readonly content: MessageContent;
  /** Instead of `content` where the 24-hour window is closed. */
  readonly template?: TemplateForm;
  /** What goes first where not everything can go at once. Default: `marketing` for that category, else `reply`. */
  readonly priority?: Priority;
  /** What Meta takes it for. Default: `service`, for templates `utility`. */
  readonly category?: MessageCategory;
  /** A delivery failure becomes news in the contact's mailbox, and no opt-out holds it back. */
  readonly mustArrive?: boolean;
  /** May be sent a second time when the outcome of the first is unknown. Default true. */
  readonly harmlessTwice?: boolean;
  readonly notAfter?: Date;
  readonly condition?: MessageCondition;
  /** The inbox row it answers. */
  readonly inboxId?: string;
  /** The order and the raffle it is about, where there is one. */
  readonly orderId?: string;
  readonly raffleId?: string;
  /** The draw it tells of. */
  readonly drawId?: string;
}
