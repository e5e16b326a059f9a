import { Problems, type AuditAction, type Problem } from '../../platform/index.js';
import type { DraftOutcome, MoveOutcome, PublishOutcome, RaffleView } from '../../raffle/index.js';
import type { Audit, Done } from '../http/commands.service.js';
import { differences } from './differences.js';
import { shownFaults, shownRaffle } from './raffle-terms.js';
import type { RaffleDto } from './raffle.dto.js';

export const NO_RAFFLE = 'There is no such raffle.';

/** The changed raffle as an answer, with its audit entry: what differs from `before`. */
export function changed(action: AuditAction, raffle: RaffleView, before: RaffleView | null): Done<RaffleDto> {
  const answer = shownRaffle(raffle);
  const detail = { changed: differences(before === null ? {} : shownRaffle(before), answer) };
  const audit: Audit = { action, targetKind: 'raffle', targetId: raffle.id, detail };
  return { answer, audit };
}

/** The draft that was saved; else the refusal is thrown. */
export function saved(outcome: DraftOutcome | MoveOutcome): RaffleView {
  switch (outcome.kind) {
    case 'saved':
      return outcome.raffle;
    case 'invalid':
      throw Problems.fields(shownFaults(outcome.faults));
    case 'slug_taken':
      throw Problems.conflict('Another raffle has this slug.', { code: 'slug_taken' });
    case 'done':
    case 'not_found':
    case 'wrong_state':
      return moved(outcome);
  }
}

/** The raffle that was moved; else the refusal is thrown. */
export function moved(outcome: MoveOutcome): RaffleView {
  switch (outcome.kind) {
    case 'done':
      return outcome.raffle;
    case 'not_found':
      throw Problems.notFound(NO_RAFFLE);
    case 'wrong_state':
      throw wrongState(outcome.state);
  }
}

/** What publishing did; else the refusal is thrown. */
export function published(outcome: PublishOutcome): Extract<PublishOutcome, { raffle: RaffleView }> {
  switch (outcome.kind) {
    case 'open':
    case 'in_progress':
      return outcome;
    case 'not_found':
      throw Problems.notFound(NO_RAFFLE);
    case 'wrong_state':
      throw wrongState(outcome.state);
    case 'refused':
      throw Problems.unprocessable('The raffle cannot be published like this.', {
        code: 'not_publishable',
        errors: shownFaults(outcome.faults),
      });
  }
}

/** The raffle is in a state that does not allow this. */
export function wrongState(state: string): Problem {
  return Problems.conflict(`The raffle is ${state}.`, { code: 'wrong_state', state });
}
