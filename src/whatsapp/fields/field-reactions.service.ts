import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/index.js';
import type { FieldEvent, FieldEventOf } from './field-event.js';

/** Where and when a change was told. */
export interface Telling {
  readonly inboxId: string;
  readonly field: string | null;
  readonly channelId: string;
  readonly portfolioId: string;
  readonly wabaId: string;
  /** `entry.time`, else when we received it. */
  readonly at: Date;
}

export type Reaction<K extends FieldEvent['kind']> = (
  tx: Transaction,
  event: FieldEventOf<K>,
  telling: Telling,
) => Promise<void>;

/** Who reacts to what Meta tells. Services register in `onModuleInit`; the worker starts after that. */
@Injectable()
export class FieldReactions {
  private readonly reactions = new Map<
    FieldEvent['kind'],
    (tx: Transaction, event: never, telling: Telling) => Promise<void>
  >();

  on<K extends FieldEvent['kind']>(kind: K, reaction: Reaction<K>): void {
    if (this.reactions.has(kind)) throw new Error(`two reactions to ${kind}`);
    this.reactions.set(kind, reaction);
  }

  /** @returns false where nobody reacts to it */
  async react<K extends FieldEvent['kind']>(
    tx: Transaction,
    event: FieldEventOf<K>,
    telling: Telling,
  ): Promise<boolean> {
    const reaction = this.reactions.get(event.kind) as Reaction<K> | undefined;
    if (reaction === undefined) return false;
    await reaction(tx, event, telling);
    return true;
  }
}
