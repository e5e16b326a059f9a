import type { PictureName } from '../whatsapp/index.js';
import type { Reply } from './reply.js';

/** Kind of the pictures `TicketPictures` draws, by order. */
export const TICKET_PICTURE = 'ticket';

/** The picture above a reply, if it has one. */
export function pictureOf(reply: Reply): PictureName | undefined {
  if (reply.kind === 'paid' && reply.order.validationCode !== null)
    return `${TICKET_PICTURE}:${reply.order.id}`;
  return undefined;
}
