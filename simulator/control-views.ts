import type { Accepted } from './accepted-log.js';
import type { Phone, SentMessage } from './phone.js';
import type { Person } from './person.js';
import type { ReceivedMessage } from './received.js';

export interface PhoneView extends Person {
  id: string;
  phoneNumberId: string;
}

export function phoneView(phone: Phone): PhoneView {
  return { id: phone.id, phoneNumberId: phone.number.phoneNumberId, ...phone.person };
}

export type MessageView = Omit<ReceivedMessage, 'body'>;

export interface AcceptedView {
  seq: number;
  at: number;
  phone: string;
  phoneNumberId: string;
  waId?: string | undefined;
  userId?: string | undefined;
  wamid: string;
  message: MessageView;
}

/** An accepted send for a load generator: who got what, without the raw body. */
export function acceptedView({ seq, at, phone, wamid, message }: Accepted): AcceptedView {
  const { waId, userId } = phone.person;
  const { phoneNumberId } = phone.number;
  return { seq, at, phone: phone.id, phoneNumberId, waId, userId, wamid, message: messageView(message) };
}

export interface InboxView {
  /** what the business sent, from the `since`-th on */
  messages: MessageView[];
  /** `since` for the next call */
  next: number;
  sent: Omit<SentMessage, 'acknowledged'>[];
}

export function inboxView(phone: Phone, since: number): InboxView {
  const inbox = phone.inbox();
  const sent = phone.sent.map(({ wamid, at, type, content }) => ({ wamid, at, type, content }));
  return { messages: inbox.slice(since).map(messageView), next: inbox.length, sent };
}

function messageView({ body: _body, ...view }: ReceivedMessage): MessageView {
  return view;
}
