import type { PictureName } from '../whatsapp/index.js';
import type { OfferedRaffle } from './facts.js';
import type { Reply } from './reply.js';

/** Kind of the pictures `TicketPictures` draws, by order. */
export const TICKET_PICTURE = 'ticket';
/** Kind of the pictures organisers made, by the id of the file. */
export const POSTER_PICTURE = 'poster';

/** The picture above a reply, if it has one. */
export function pictureOf(reply: Reply): PictureName | undefined {
  if (reply.kind === 'paid' && reply.order.validationCode !== null)
    return `${TICKET_PICTURE}:${reply.order.id}`;
  if (reply.kind === 'menu' && reply.open === null && reply.notice === null) return posterOf(reply.raffle);
  if (reply.kind === 'choose_way' && reply.mine === 0) return posterOf(reply.raffle);
  return undefined;
}

/** Shown until the person has a number of the raffle: later it would only be in the way. */
function posterOf(raffle: OfferedRaffle | null): PictureName | undefined {
  return raffle === null || raffle.posterId === null ? undefined : `${POSTER_PICTURE}:${raffle.posterId}`;
}
