import type { Action } from '../buttons.js';
import type { ListItem, Reply, ReplyKind, ReplyOf } from '../reply.js';

/** All words of one language. What is said is decided before; here it is only worded, within the limits `render` names. */
export interface Texts {
  /** Where a message could not be processed and a person takes over. */
  readonly apology: string;
  readonly bodies: Bodies;
  /** A reply button, at most 20 characters. */
  readonly label: (action: Action, reply: Reply) => string;
  /** A list row: title at most 24 characters, description 72. */
  readonly row: (item: ListItem, reply: Reply) => { readonly title: string; readonly description?: string };
  /** The button that opens a list, at most 20 characters. */
  readonly listButton: (reply: Reply) => string;
  /** The button that opens a page, at most 20 characters. */
  readonly linkLabel: (reply: Reply) => string;
}

export type Bodies = { readonly [K in ReplyKind]: (reply: ReplyOf<K>) => string };
export type BodiesOf<K extends ReplyKind> = Pick<Bodies, K>;
