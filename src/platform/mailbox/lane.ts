/** One row of a lane, oldest first. Content stays in the delivery's bytes; `news` is ours. */
export interface LaneItem {
  readonly id: string;
  /** `change`: a change of any webhook field that is no message; its lane is the channel's. */
  readonly kind: 'message' | 'news' | 'change';
  readonly laneId: string;
  readonly channelId: string | null;
  readonly contactId: string | null;
  /** Webhook field; null for news. */
  readonly field: string | null;
  readonly type: string | null;
  readonly wamid: string | null;
  readonly metaAt: Date | null;
  readonly receivedAt: Date;
  readonly tries: number;
  readonly news: unknown;
  /** Where its JSON is: delivery, entry, change and position. Null for news. */
  readonly source: MessageSource | null;
}

export interface MessageSource {
  readonly deliveryId: string;
  readonly entry: number;
  readonly change: number;
  readonly item: number;
}

/** A claimed lane and what waits in it. */
export interface Lane {
  readonly id: string;
  /** `contact`: messages of and news for one person, in order · `channel`: changes of fields of one business number. */
  readonly kind: 'contact' | 'channel';
  readonly items: readonly LaneItem[];
}

/** What was decided on an item, to be read by a person later: words of ours, nobody's texts. */
export interface ItemDecision {
  readonly itemId: string;
  readonly decision: object;
}

/** A person's message that was taken up, so that they may be shown that it was read. */
export interface SeenMessage {
  readonly itemId: string;
  readonly channelId: string;
  readonly contactId: string;
  readonly wamid: string;
  readonly sentAt: Date;
  /** An answer to it waits to be sent. */
  readonly answered: boolean;
}

/** What became of a lane's items in this transaction; items not named stay pending. */
export interface LaneResult {
  readonly laneId: string;
  readonly handled: readonly string[];
  readonly ignored: readonly string[];
  readonly decisions?: readonly ItemDecision[];
  readonly seen?: readonly SeenMessage[];
  /** Undone to its savepoint; to be run once more, alone and waiting for row locks, after this commit. */
  readonly again: boolean;
  /** The lane's next item waits for something else than a row lock: look again after so many milliseconds. */
  readonly postponed?: number;
}
