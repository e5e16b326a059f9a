import { ruleFor } from '../graph/error-table.js';
import type { SendOutcome } from '../graph/graph-answer.js';

/**
 * Whether a send shows that Meta answers: true, that it does not: false, or neither: null. An error that may come of Meta's own trouble
 * counts as no answer: five of them in a row are an outage, not five bad messages.
 */
export function showsAnswer(outcome: SendOutcome): boolean | null {
  switch (outcome.kind) {
    case 'accepted':
      return true;
    case 'lost':
    case 'not_sent':
      return false;
    case 'given_back':
    case 'turned_away': // by something in between
      return null;
    case 'refused': {
      const { retry, action } = ruleFor(outcome.code, outcome.httpStatus);
      return retry !== 'perhaps_sent' || action === 'maintenance';
    }
  }
}
