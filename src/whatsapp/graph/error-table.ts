/**
 * What to do about Meta's error codes (page "Error codes", 12 December 2025, and the pages of the single features). The code
 * decides; HTTP status and wording differ between Meta's own pages.
 */
export interface ErrorRule {
  /**
   * `retry`: not taken, try again with back-off · `perhaps_sent`: may have been taken, wait for a status first · `wait`: only
   * after something changed outside · `never`: this message will not go.
   */
  readonly retry: 'retry' | 'perhaps_sent' | 'wait' | 'never';
  /** Short reason, stored with the message and counted. */
  readonly reason: string;
  /** What else follows from it. */
  readonly action?: ErrorAction;
}

export type ErrorAction =
  /** nothing of this number will go until a person acts: pause it, keep everything */
  | 'stop_channel'
  /** hold the whole number back for a moment: it is no fault of the message */
  | 'throttle'
  /** hold this chat back for 4^n seconds */
  | 'pair_backoff'
  | 'needs_template'
  | 'unreachable'
  | 'opt_out'
  /** our own mistake: alert */
  | 'bug';

type Codes = readonly (number | readonly [from: number, to: number])[];

const TABLE: readonly (readonly [Codes, ErrorRule])[] = [
  [[0, 190], { retry: 'never', reason: 'token_invalid', action: 'stop_channel' }],
  [[3, 10, [200, 299], 131005], { retry: 'never', reason: 'permission_missing', action: 'stop_channel' }],
  [[33], { retry: 'never', reason: 'number_gone', action: 'stop_channel' }],
  [[368], { retry: 'never', reason: 'policy_block', action: 'stop_channel' }],
  [[131031], { retry: 'never', reason: 'account_locked', action: 'stop_channel' }],
  [[131037, 133006], { retry: 'never', reason: 'number_unapproved', action: 'stop_channel' }],
  [[131042, 131044, 134011], { retry: 'wait', reason: 'payment_method', action: 'stop_channel' }],
  [
    [131045, 133000, 133010, 133015],
    { retry: 'wait', reason: 'number_unregistered', action: 'stop_channel' },
  ],

  [[4, 80007], { retry: 'retry', reason: 'call_limit', action: 'throttle' }],
  [[130429], { retry: 'retry', reason: 'throughput', action: 'throttle' }],
  [[131057, 2494100], { retry: 'perhaps_sent', reason: 'maintenance', action: 'throttle' }],
  [[131056], { retry: 'retry', reason: 'pair_rate', action: 'pair_backoff' }],

  [[1, 131000], { retry: 'perhaps_sent', reason: 'unknown_error' }],
  [[2, 131016, 133004], { retry: 'perhaps_sent', reason: 'unavailable' }],
  [[134101], { retry: 'retry', reason: 'template_syncing' }],

  [[131047], { retry: 'never', reason: 'needs_template', action: 'needs_template' }],
  [[131026, 131021, 131030, 130403], { retry: 'never', reason: 'unreachable', action: 'unreachable' }],
  [[130472, 131049], { retry: 'never', reason: 'withheld_by_meta' }],
  [[130497], { retry: 'never', reason: 'country_barred' }],
  [[131050], { retry: 'never', reason: 'opted_out', action: 'opt_out' }],
  [[131048], { retry: 'wait', reason: 'spam_limit' }],
  [[131064], { retry: 'wait', reason: 'template_misclassified' }],
  [[132015], { retry: 'wait', reason: 'template_paused' }],
  [[132069], { retry: 'wait', reason: 'flow_throttled' }],
  [[131062], { retry: 'never', reason: 'needs_phone_number' }],
  [[131052, 131053], { retry: 'never', reason: 'media' }],
  [[137000], { retry: 'never', reason: 'identity_changed' }],
  [[132016, 132001, 132007, 134102], { retry: 'never', reason: 'template_unusable' }],

  [
    [100, 131008, 131009, 131051, 131055, 131063, 135000],
    { retry: 'never', reason: 'bad_request', action: 'bug' },
  ],
  [
    [132000, 132005, 132008, 132012, 132018],
    { retry: 'never', reason: 'template_parameters', action: 'bug' },
  ],
  [[132068, 134100, 139200], { retry: 'never', reason: 'not_allowed_here', action: 'bug' }],
  // Codes of other calls (registration, PINs, templates, flows, calls, blocking, usernames, sign-up, migration, coexistence,
  // insights): a message never causes them unless we call the wrong thing.
  [
    [
      133005,
      133008,
      133009,
      133016,
      136024,
      [138000, 138018],
      [139000, 139004],
      [139100, 139103],
      [147001, 147005],
    ],
    { retry: 'never', reason: 'not_about_messages', action: 'bug' },
  ],
  [
    [1752041, [2388001, 2388330], [2494164, 2494179], [2593107, 2593109], [200005, 200007]],
    { retry: 'never', reason: 'not_about_messages', action: 'bug' },
  ],
];

/** A code we have never heard of is most likely a new reason to refuse this one message. */
const UNHEARD_OF: ErrorRule = { retry: 'never', reason: 'unheard_of', action: 'bug' };

/** The rule for an error code of Meta. */
export function ruleFor(code: number): ErrorRule {
  return TABLE.find(([codes]) => codes.some((one) => covers(one, code)))?.[1] ?? UNHEARD_OF;
}

function covers(one: Codes[number], code: number): boolean {
  return typeof one === 'number' ? one === code : code >= one[0] && code <= one[1];
}
