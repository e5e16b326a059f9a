import { readCrockford } from '../../kernel/index.js';
import type { CodeAnswer } from '../command.js';
import { execute, go, type Decision, type Turn } from '../decision.js';
import { buttons, link, type Choices } from '../reply.js';
import { menuStep } from '../state.js';

/** Characters of a validation code. */
const CODE_LENGTH = 16;

export function askCode(turn: Turn, because: 'asked' | 'malformed' = 'asked'): Decision {
  return go(turn, { step: 'ask_code' }, { kind: 'ask_code', because }, buttons({ do: 'menu' }));
}

/** VERIFICAR: only what can be a code is looked up, so that a slip of the finger is no try. */
export function lookUp(turn: Turn, typed: string | null): Decision {
  if (typed === null) return askCode(turn);
  const code = readCrockford(typed, CODE_LENGTH);
  if (code === null) return askCode(turn, 'malformed');
  return execute(turn, { step: 'ask_code' }, { kind: 'look_up_code', code });
}

export function showCodeAnswer(turn: Turn, code: string, outcome: CodeAnswer): Decision {
  return go(turn, menuStep, { kind: 'code_answer', answer: outcome }, onwards(turn, code, outcome));
}

/** A code that exists leads to its check page, which has the proofs. */
function onwards({ facts }: Turn, code: string, { kind }: CodeAnswer): Choices {
  if (kind === 'found' && facts.publicUrl !== '') return link(`${facts.publicUrl}/t/${code}`);
  return buttons(kind === 'unknown' ? { do: 'human' } : null, { do: 'menu' });
}
