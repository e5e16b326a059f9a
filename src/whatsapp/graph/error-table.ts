import type { ErrorRow, ErrorRule } from './error-rule.js';
import { MESSAGE_ERRORS, OTHER_ERRORS } from './error-rows.js';

export type { ErrorAction, ErrorRule } from './error-rule.js';

const TABLE: readonly ErrorRow[] = [...MESSAGE_ERRORS, ...OTHER_ERRORS];

/** A code we have never heard of is most likely a new reason to refuse this one message, unless HTTP says otherwise. */
const UNHEARD_OF: ErrorRule = {
  retry: 'never',
  reason: 'unheard_of',
  action: 'bug',
  text: 'Código de Meta que no conocemos.',
};
const UNHEARD_OF_LIMIT: ErrorRule = {
  ...UNHEARD_OF,
  retry: 'retry',
  reason: 'http_429',
  action: 'throttle',
};
const UNHEARD_OF_FAULT: ErrorRule = { ...UNHEARD_OF, retry: 'perhaps_sent', reason: 'unheard_of_fault' };

/** The rule for an error code of Meta. @param httpStatus of the answer; null where it came as a status */
export function ruleFor(code: number, httpStatus: number | null = null): ErrorRule {
  const row = TABLE.find(([codes]) => codes.some((one) => covers(one, code)));
  if (row !== undefined) {
    const [, retry, reason, action, text] = row;
    return action === null ? { retry, reason, text } : { retry, reason, text, action };
  }
  if (httpStatus === 429) return UNHEARD_OF_LIMIT;
  return httpStatus !== null && httpStatus >= 500 ? UNHEARD_OF_FAULT : UNHEARD_OF;
}

function covers(one: ErrorRow[0][number], code: number): boolean {
  return typeof one === 'number' ? one === code : code >= one[0] && code <= one[1];
}
