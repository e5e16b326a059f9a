import type { Command } from './command.js';
import type { Facts } from './facts.js';
import type { Input } from './input.js';
import type { Meaning, Reply, Choices } from './reply.js';
import type { ChatState, Step } from './state.js';

/** What one input leads to. */
export interface Decision {
  readonly state: ChatState;
  /** None or one: every message costs money. */
  readonly replies: readonly Reply[];
  /** Carried out in the turn's transaction; comes back as an `outcome` input. */
  readonly command?: Command;
  /** Why a person takes over from here: the bot is silent until released. */
  readonly handOff?: HandOffReason;
}

export type HandOffReason = 'asked' | 'not_understood' | 'message_failed';

/** All a decision is made from. */
export interface Turn {
  readonly state: ChatState;
  readonly input: Input;
  readonly facts: Facts;
  /** Mark of the question this turn may ask. */
  readonly nonce: string;
}

/** Says nothing and changes nothing. */
export function silent({ state }: Turn): Decision {
  return { state, replies: [] };
}

/** Answers without moving: the last question stays open, its buttons stay good. */
export function answer({ state }: Turn, meaning: Meaning, choices: Choices): Decision {
  return { state: { ...state, misses: 0 }, replies: [{ ...meaning, choices }] };
}

/** Moves on and says something. */
export function go(turn: Turn, step: Step, meaning: Meaning, choices: Choices): Decision {
  return { state: enter(turn, step), replies: [{ ...meaning, choices }] };
}

/** Gives an order and waits in `step` for its outcome, which decides what to say. */
export function execute(turn: Turn, step: Step, command: Command): Decision {
  return { state: enter(turn, step), replies: [], command };
}

/** An outcome comes in the turn of its message, so what that message edited is still what the question is about. */
function enter({ state, nonce }: Turn, step: Step): ChatState {
  const edited = state.nonce === nonce && state.edited !== undefined ? { edited: state.edited } : {};
  return { ...step, v: 1, nonce, misses: 0, ...edited };
}
