import type { Accepted, AcceptedLog } from './accepted-log.js';
import { GraphError } from './errors.js';
import { takePair, takeSecond, windowOpen } from './limits.js';
import type { MediaStore } from './media-store.js';
import type { BusinessNumber } from './numbers.js';
import type { Phone } from './phone.js';
import type { Phones } from './phones.js';
import type { Policy } from './policy.js';
import { freeEntryUntil } from './pricing.js';
import { readMessage, type ReceivedMessage } from './received.js';
import { checkUsable, fillTemplate, type FilledTemplate } from './templates/template-send.js';
import type { TemplateStore } from './templates/template-store.js';
import type { MessageBody, ReadReceiptBody } from './validate/message-body.js';
import type { Validator } from './validate/validator.js';
import { newWamid } from './wamid.js';

export interface SendResponse {
  messaging_product: 'whatsapp';
  contacts: { input: string; wa_id?: string; user_id?: string }[];
  messages: { id: string; message_status?: 'accepted' }[];
}

/** What came of a request: a message on its way (or never shown, `failed` with that code to follow), or a message of the person marked as read. */
export type Outcome =
  | { accepted: Accepted; response: SendResponse; failed?: number }
  | { accepted?: never; response: { success: true }; failed?: never };

/** Takes or refuses requests for `/messages`: shape, limits, window, recipient, media. */
export class Acceptance {
  constructor(
    private readonly validate: Validator,
    private readonly phones: Phones,
    private readonly media: MediaStore,
    private readonly log: AcceptedLog,
    private readonly templates: TemplateStore,
    private readonly policy: Pick<Policy, 'templates'>,
    private readonly now: () => number,
  ) {}

  /** Throws GraphError. A message that `waits` is taken but no phone shows it yet. */
  take(number: BusinessNumber, body: unknown, fate: 'shown' | 'waits' = 'shown'): Outcome {
    const verdict = this.validate(body);
    if (verdict.kind === 'refused') throw new GraphError(verdict.code, { details: verdict.details });
    if (verdict.kind === 'read') return this.#markRead(number, verdict.receipt);
    const { message } = verdict;
    const phone = this.phones.addressed(number, message.to, message.recipient);
    const wamid = newWamid();
    const fresh = readMessage(message, wamid, this.now(), this.#filled(number, message));
    this.#checkMedia(fresh);
    this.#checkLimits(phone, message);
    const refusedBy = phone.marketingStopped && fresh.category === 'marketing' ? 131_050 : undefined;
    phone.freeUntil ??= freeEntryUntil(phone.adClickAt, this.now());
    const unseen = fate === 'waits' || refusedBy !== undefined;
    const shown = unseen ? fresh : phone.receive(fresh);
    const accepted = this.log.add({ at: preciseNow(), phone, wamid, message: shown });
    const response = sendResponse(message, phone, wamid);
    return refusedBy === undefined ? { accepted, response } : { accepted, response, failed: refusedBy };
  }

  #checkLimits(phone: Phone, message: MessageBody): void {
    const { limits, throughput } = phone.number;
    const now = this.now();
    if (limits.serviceWindow && message.type !== 'template' && !windowOpen(phone.lastInboundAt, now)) {
      throw new GraphError(131_047, {
        details:
          'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
      });
    }
    if (limits.throughput !== null && !takeSecond(throughput, now, limits.throughput)) {
      throw new GraphError(130_429, {
        details: 'Message failed to send because the throughput of this number was reached.',
      });
    }
    if (!limits.pairRate) return;
    const paidUntil = takePair(phone.paidUntil, now);
    if (paidUntil === undefined) {
      throw new GraphError(131_056, {
        details:
          'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.',
      });
    }
    phone.paidUntil = paidUntil;
  }

  /** The text of a template of the account; one it does not know goes through unless the policy forbids. */
  #filled({ wabaId }: BusinessNumber, { template }: MessageBody): FilledTemplate | undefined {
    if (!template) return undefined;
    const known = this.templates.find(wabaId, template.name, template.language.code);
    if (!known && this.policy.templates === 'any') return undefined;
    return fillTemplate(checkUsable(known, template), template);
  }

  #checkMedia({ media }: ReceivedMessage): void {
    const id = media?.id;
    if (id === undefined || this.media.get(id)) return;
    throw new GraphError(131_009, { details: `Media ID ${id} not found` });
  }

  #markRead(number: BusinessNumber, receipt: ReadReceiptBody): Outcome {
    const phone = this.phones.sender(number, receipt.message_id);
    if (!phone)
      throw new GraphError(131_009, { details: 'message_id is no message received by this number' });
    phone.markRead(receipt.message_id, receipt.typing_indicator !== undefined);
    return { response: { success: true } };
  }
}

function sendResponse(message: MessageBody, phone: Phone, wamid: string): SendResponse {
  const input = message.to ?? message.recipient ?? '';
  const { waId = '', userId = '' } = phone.person;
  const contact = message.to === undefined ? { input, user_id: userId } : { input, wa_id: waId };
  const id = message.type === 'template' ? { id: wamid, message_status: 'accepted' as const } : { id: wamid };
  return { messaging_product: 'whatsapp', contacts: [contact], messages: [id] };
}

function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}
