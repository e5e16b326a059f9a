import { Injectable } from '@nestjs/common';
import { invariant } from '../../kernel/index.js';
import type { Transaction } from '../../platform/index.js';
import type { OutboundMessage } from '../../whatsapp/index.js';
import type { Command, Executed } from '../command.js';
import { decide } from '../decide.js';
import type { Facts } from '../facts.js';
import type { Input } from '../input.js';
import { render } from '../render.js';
import { seen, type Seen } from '../seen.js';
import type { ChatState } from '../state.js';
import { traceOf, type Taken, type Trace } from '../trace.js';
import { Commands } from './commands.service.js';
import type { Chat, ConversationChange } from './conversation.repository.js';
import { FactsReader, type Asked } from './facts.reader.js';

/** Commands in a row before a turn must answer: more would be a loop of ours. */
const MAX_COMMANDS = 4;

/** Commands that only look: they need no savepoint and leave the facts as they are. */
const READS: ReadonlySet<Command['kind']> = new Set(['check_numbers', 'pick_random', 'look_up_code']);

/** One thing to answer in one chat. */
export interface Turn {
  readonly itemId: string;
  readonly chat: Chat;
  readonly input: Input;
  readonly state: ChatState;
  readonly withHuman: boolean;
  readonly facts?: Facts;
}

/** Runs single turns: decide, carry out, decide again with the outcome, put into words. */
@Injectable()
export class TurnService {
  constructor(
    private readonly facts: FactsReader,
    private readonly commands: Commands,
  ) {}

  /** Loads the facts of all turns at once; by item id. A contact that is gone has no turn. */
  async prepare(tx: Transaction, turns: readonly Turn[]): Promise<Map<string, Turn>> {
    if (turns.length === 0) return new Map();
    const facts = await this.facts.load(tx, turns.map(askedBy));
    return new Map(
      turns.flatMap((turn) => {
        const own = facts.get(turn.chat.contactId);
        return own === undefined ? [] : [[turn.itemId, { ...turn, facts: own }]];
      }),
    );
  }

  /** @throws {NumbersLocked} with everything of this turn undone */
  async run(
    tx: Transaction,
    turn: Turn,
    alone: boolean,
  ): Promise<{ change: ConversationChange; messages: OutboundMessage[]; trace: Trace; seen: Seen }> {
    invariant(turn.facts !== undefined, 'a turn runs after it was prepared');
    const first = decide(turn.state, turn.input, turn.facts);
    const taken = await this.follow(tx, turn, { decision: first, executed: null }, turn.facts, alone);
    const decisions = taken.map(({ decision }) => decision);
    const last = decisions.at(-1) ?? first;
    return {
      change: {
        ...turn.chat,
        state: last.state,
        inboundAt: opensWindow(turn.input) ? turn.input.sentAt : null,
        handOff:
          decisions.map((decision) => decision.handOff ?? null).find((reason) => reason !== null) ?? null,
      },
      messages: decisions
        .flatMap((decision) => decision.replies)
        .map((reply) => ({ ...turn.chat, inboxId: turn.itemId, ...render(reply) })),
      trace: traceOf(turn, taken),
      seen: seen(turn.input, turn.facts, decisions),
    };
  }

  /** The decision and those its commands lead to. From the first writing command on, all of it stands or falls together. */
  private async follow(
    tx: Transaction,
    turn: Turn,
    first: Taken,
    facts: Facts,
    alone: boolean,
    left = MAX_COMMANDS,
  ): Promise<Taken[]> {
    const { command, state } = first.decision;
    if (command === undefined) return [first];
    invariant(left > 0, 'a turn does not end');
    if (!READS.has(command.kind)) return tx.savepoint(() => this.carryOut(tx, turn, first, alone));
    const executed = await this.commands.execute(tx, turn.chat, command, turn.input.wamid, alone);
    const next = { decision: decide(state, outcomeOf(turn, executed), facts), executed };
    return [first, ...(await this.follow(tx, turn, next, facts, alone, left - 1))];
  }

  private async carryOut(tx: Transaction, turn: Turn, first: Taken, alone: boolean): Promise<Taken[]> {
    const taken = [first];
    for (let { decision } = first; decision.command !== undefined;) {
      invariant(taken.length <= MAX_COMMANDS, 'a turn does not end');
      const executed = await this.commands.execute(tx, turn.chat, decision.command, turn.input.wamid, alone);
      const facts = (await this.facts.load(tx, [askedBy(turn)])).get(turn.chat.contactId);
      invariant(facts !== undefined, 'a contact does not vanish in its own turn');
      decision = decide(decision.state, outcomeOf(turn, executed), facts);
      taken.push({ decision, executed });
    }
    return taken;
  }
}

/** A message does; that one was edited or taken back is no new one. */
function opensWindow({ kind }: Input): boolean {
  return kind !== 'news' && kind !== 'edit' && kind !== 'revoke';
}

function outcomeOf({ input: { wamid, sentAt } }: Turn, executed: Executed): Input {
  return { kind: 'outcome', executed, wamid, sentAt };
}

function askedBy(turn: Turn): Asked {
  return {
    contactId: turn.chat.contactId,
    channelId: turn.chat.channelId,
    withHuman: turn.withHuman,
    sentAt: turn.input.kind === 'news' ? null : turn.input.sentAt,
    quotes: turn.input.quotes ?? null,
  };
}
