import { ticketLabel } from '../../kernel/index.js';
import { Problems } from '../../platform/index.js';
import type {
  ConfirmOutOutcome,
  Disqualification,
  ProposeOutcome,
  WithdrawOutOutcome,
} from '../../raffle/index.js';
import type { DisqualificationDto } from './disqualifications.dto.js';

export const NO_DRAW = 'There is no such draw.';
const NONE = 'There is no such disqualification.';

/** As organisers see it. `width`: digits of a printed number. */
export function shownDisqualification(one: Disqualification, width: number): DisqualificationDto {
  const { event, twoPerson: _shownOnTheProof, number, ...rest } = one;
  return {
    ...rest,
    number: ticketLabel(number, width),
    seq: event?.seq ?? null,
    round: event?.target?.round ?? null,
  };
}

export function proposed(outcome: ProposeOutcome, width: number): Disqualification {
  switch (outcome.kind) {
    case 'proposed':
      return outcome.disqualification;
    case 'one_stands':
      throw Problems.conflict('Another disqualification waits to be confirmed or withdrawn.', {
        code: 'one_stands',
        disqualificationId: outcome.disqualification.id,
      });
    case 'by_hand':
      throw Problems.conflict(
        'This draw is drawn by hand: who follows a winner is for the organiser and the rules of the raffle, no program finds it.',
        { code: 'by_hand' },
      );
    case 'not_found':
      throw Problems.notFound(NO_DRAW);
    case 'not_drawn':
    case 'undecided':
    case 'not_held':
      throw refused(outcome, width);
  }
}

export function confirmed(outcome: ConfirmOutOutcome, width: number): Disqualification {
  switch (outcome.kind) {
    case 'confirmed':
    case 'already':
      return outcome.disqualification;
    case 'needs_second_person':
      throw Problems.conflict('Two people may draw: another one confirms, in person and not by a key.', {
        code: 'needs_second_person',
      });
    case 'withdrawn':
      throw Problems.conflict('This disqualification was withdrawn.', {
        code: 'wrong_state',
        state: 'withdrawn',
      });
    case 'not_found':
      throw Problems.notFound(NONE);
    case 'not_drawn':
    case 'undecided':
    case 'not_held':
      throw refused(outcome, width);
  }
}

export function withdrawn(outcome: WithdrawOutOutcome): Disqualification {
  switch (outcome.kind) {
    case 'withdrawn':
    case 'already':
      return outcome.disqualification;
    case 'confirmed':
      throw Problems.conflict('A confirmed disqualification stays.', {
        code: 'wrong_state',
        state: 'confirmed',
      });
    case 'not_found':
      throw Problems.notFound(NONE);
  }
}

type Refusal = Extract<ProposeOutcome, { kind: 'not_drawn' | 'undecided' | 'not_held' }>;

function refused(outcome: Refusal, width: number): Error {
  switch (outcome.kind) {
    case 'not_drawn':
      return Problems.conflict('Only the winner of a draw that was carried out can be put out of it.', {
        code: 'not_drawn',
        state: outcome.state,
      });
    case 'undecided':
      return Problems.conflict('A prize of this draw is still to be decided: first that, then this.', {
        code: 'undecided',
      });
    case 'not_held':
      return Problems.conflict('This prize does not belong to this number now.', {
        code: 'not_held',
        held: outcome.held === null ? null : ticketLabel(outcome.held, width),
      });
  }
}
