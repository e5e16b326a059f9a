import type { FilledTemplate } from './templates/template-send.js';
import type { MediaBody, MessageBody } from './validate/message-body.js';

/** Something a person can tap in a message. */
export interface Choice {
  kind: 'button' | 'row' | 'quick_reply';
  id: string;
  title: string;
  description?: string;
}

/** A message as it stands on a person's screen. */
export interface ReceivedMessage {
  /** Meta's id of the first copy */
  wamid: string;
  /** ms since 1970 */
  at: number;
  type: string;
  /** what is to be read: text, caption, body; for a template the account does not know its name and values */
  text: string;
  header?: string;
  footer?: string;
  choices: Choice[];
  /** of a template the account has */
  category?: FilledTemplate['category'];
  templateId?: string;
  /** address behind a link button */
  url?: string;
  media?: MediaBody & { kind: string };
  callbackData?: string;
  /** how many sends with this callback data were folded into this one */
  copies: number;
  /** a later copy said something else: the sender repeated what was not the same */
  copiesDiffer: boolean;
  /** the request body */
  body: MessageBody;
}

const MEDIA_TYPES = ['image', 'video', 'audio', 'document', 'sticker'] as const;

/** Reads a checked body the way a person would see it. */
export function readMessage(
  body: MessageBody,
  wamid: string,
  at: number,
  filled?: FilledTemplate,
): ReceivedMessage {
  const media = mediaOf(body);
  const header = filled?.header ?? body.interactive?.header?.text;
  const footer = filled?.footer ?? body.interactive?.footer?.text;
  const url = body.interactive?.action.parameters?.url;
  return {
    wamid,
    at,
    type: body.type,
    text: filled?.body ?? textOf(body, media),
    ...(header === undefined ? {} : { header }),
    ...(footer === undefined ? {} : { footer }),
    choices: choicesOf(body, filled?.labels),
    ...(filled ? { category: filled.category, templateId: filled.templateId } : {}),
    ...(url === undefined ? {} : { url }),
    ...(media === undefined ? {} : { media }),
    ...(body.biz_opaque_callback_data === undefined ? {} : { callbackData: body.biz_opaque_callback_data }),
    copies: 1,
    copiesDiffer: false,
    body,
  };
}

function textOf(body: MessageBody, media: MediaBody | undefined): string {
  if (body.text) return body.text.body;
  if (body.interactive) return body.interactive.body?.text ?? '';
  if (body.template) return templateText(body.template);
  if (body.reaction) return body.reaction.emoji;
  if (body.location) return body.location.name ?? body.location.address ?? '';
  if (body.contacts) return body.contacts.map((card) => card.name?.formatted_name ?? '').join(', ');
  return media?.caption ?? '';
}

function templateText({ name, components = [] }: NonNullable<MessageBody['template']>): string {
  const parameters = components.flatMap((part) => (part.type === 'button' ? [] : (part.parameters ?? [])));
  return [name, ...parameters.map((parameter) => parameter.text ?? '')].filter(Boolean).join(' · ');
}

function choicesOf({ interactive, template }: MessageBody, labels: readonly string[] = []): Choice[] {
  const { buttons = [], sections = [] } = interactive?.action ?? {};
  const rows = sections.flatMap((section) => section.rows ?? []);
  const quickReplies = (template?.components ?? []).flatMap((part): Choice[] =>
    part.sub_type === 'quick_reply'
      ? (part.parameters ?? []).map(({ payload = '' }) => {
          // The label is part of the template; of an unknown one only the payload can be shown.
          const title = labels[Number(part.index)] ?? payload;
          return { kind: 'quick_reply', id: payload, title };
        })
      : [],
  );
  return [
    ...buttons.map(({ reply }): Choice => ({ kind: 'button', ...reply })),
    ...rows.map((row): Choice => ({ kind: 'row', ...row })),
    ...quickReplies,
  ];
}

function mediaOf(body: MessageBody): (MediaBody & { kind: string }) | undefined {
  const parameters = body.template?.components?.flatMap((part) => part.parameters ?? []) ?? [];
  const places: Partial<Record<(typeof MEDIA_TYPES)[number], MediaBody>>[] = [
    body,
    body.interactive?.header ?? {},
    ...parameters,
  ];
  for (const place of places) {
    for (const kind of MEDIA_TYPES) if (place[kind]) return { kind, ...place[kind] };
  }
  return undefined;
}
