import type { Parts } from './parts.js';
import type { Phone, SendOptions, SentMessage } from './phone.js';

interface Media {
  /** the file, base64 */
  base64: string;
  mime: string;
  caption?: string;
}

/** Something a person does, named by `do`; `phone` is the id `/persons` gave. */
export type Action = { phone: string } & SendOptions &
  (
    | { do: 'text' | 'fromAd'; body: string }
    | { do: 'tap' | 'pick'; choice: string }
    | ({ do: 'image' } & Media)
    | ({ do: 'document'; filename: string } & Media)
    | { do: 'react'; messageId: string; emoji: string }
    | { do: 'send'; type: string; content: unknown }
    | { do: 'shareNumber'; waId: string }
    | { do: 'changeNumber'; waId: string; userId?: string }
    | { do: 'changeUserId'; userId: string }
  );

/** Carries one action out; throws when the phone or the choice is not there. */
export function carryOut(parts: Parts, action: Action): { wamid: string; at: number } {
  const phone = parts.phones.byId(action.phone);
  if (!phone) throw new Error(`no phone ${action.phone}`);
  const { wamid, at } = act(phone, action, { at: action.at, replyTo: action.replyTo });
  return { wamid, at };
}

function act(phone: Phone, action: Action, options: SendOptions): SentMessage {
  switch (action.do) {
    case 'text':
      return phone.sendText(action.body, options);
    case 'fromAd':
      return phone.comeFromAd(action.body, options);
    case 'tap':
      return phone.tapButton(action.choice, options);
    case 'pick':
      return phone.pickRow(action.choice, options);
    case 'image':
      return phone.sendImage(Buffer.from(action.base64, 'base64'), action.mime, action.caption, options);
    case 'document': {
      const bytes = Buffer.from(action.base64, 'base64');
      return phone.sendDocument(bytes, action.mime, action.filename, action.caption, options);
    }
    case 'react':
      return phone.react(action.messageId, action.emoji);
    case 'send':
      return phone.send(action.type, action.content, options);
    case 'shareNumber':
      return phone.shareNumber(action.waId);
    case 'changeNumber':
      return phone.changeNumber(action.waId, action.userId);
    case 'changeUserId':
      return phone.changeUserId(action.userId);
    default:
      throw new Error(`no action ${JSON.stringify((action as { do: unknown }).do)}`);
  }
}
