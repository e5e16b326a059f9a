import { readAction } from './buttons.js';
import type { Executed } from './command.js';
import type { Decision } from './decision.js';
import type { Input } from './input.js';
import { readIntent } from './reading/intent.js';
import type { ReplyKind } from './reply.js';
import type { ChatState, StepName } from './state.js';

/** A decision with what led to it: null for the first of a turn. */
export interface Taken {
  readonly decision: Decision;
  readonly executed: Executed | null;
}

/**
 * What a turn decided, to be read months later: words of ours only, nothing a person wrote, no number and no name. Kept with the
 * inbox row, so it lives as long as that.
 */
export interface Trace {
  /** Kind of the input. */
  readonly heard: string;
  /** How we read it: intent of a text, action of a button, type of news. */
  readonly as?: string;
  readonly from: StepName;
  readonly to: StepName;
  /** Commands and what came of each: `['hold', 'held']`. */
  readonly did?: readonly (readonly [string, string])[];
  readonly said?: readonly ReplyKind[];
  readonly handOff?: string;
  /** The bot kept silent: somebody else talks in this chat. */
  readonly besideHuman?: true;
}

export function traceOf(
  turn: { readonly state: ChatState; readonly input: Input; readonly withHuman: boolean },
  taken: readonly Taken[],
): Trace {
  const as = readAs(turn.input);
  const did = taken.flatMap(({ executed }) =>
    executed === null ? [] : [[executed.kind, outcomeOf(executed)] as const],
  );
  const said = taken.flatMap(({ decision }) => decision.replies.map(({ kind }) => kind));
  const handOff = taken.map(({ decision }) => decision.handOff).find((reason) => reason !== undefined);
  return {
    heard: turn.input.kind,
    ...(as !== null && { as }),
    from: turn.state.step,
    to: taken.at(-1)?.decision.state.step ?? turn.state.step,
    ...(did.length > 0 && { did }),
    ...(said.length > 0 && { said }),
    ...(handOff !== undefined && { handOff }),
    ...(turn.withHuman && { besideHuman: true as const }),
  };
}

function readAs(input: Input): string | null {
  if (input.kind === 'text') return readIntent(input.text).is;
  if (input.kind === 'choice') return readAction(input.id)?.do ?? 'unknown';
  if (input.kind === 'news') return input.news.type;
  return input.kind === 'media' ? input.mediaType : null;
}

function outcomeOf({ outcome }: Executed): string {
  return 'kind' in outcome ? outcome.kind : 'answered';
}
