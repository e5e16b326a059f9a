import type { ContactBody } from './envelope.js';

/** A WhatsApp user. With a username and no `waId`, Meta tells the user id only. */
export interface Person {
  name: string;
  /** phone number, digits */
  waId?: string | undefined;
  /** business-scoped user id, e.g. `CO.20413377918265540127` */
  userId?: string | undefined;
  username?: string | undefined;
}

export function personContact({ name, username, waId, userId }: Person): ContactBody {
  return {
    profile: { name, ...(username === undefined ? {} : { username }) },
    ...(waId === undefined ? {} : { wa_id: waId }),
    ...(userId === undefined ? {} : { user_id: userId }),
  };
}
