/** What the doctor looks at. */
export const CHECKS = [
  'database',
  'token',
  'scopes',
  'fields',
  'field_versions',
  'account_subscription',
  'callback_url',
  'handshake',
  'app_published',
  'number_status',
  'display_name',
  'quality',
  'throughput',
  'messaging_limit',
  'health',
  'payment_method',
  'clock',
  'graph_version',
  'mtls_ca',
  'webhook_lag',
] as const;
export type Check = (typeof CHECKS)[number];

export const VERDICTS = ['ok', 'warning', 'failed', 'unknown'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One thing looked at: no secret, no phone number, no name of a person in it. */
export interface Finding {
  readonly check: Check;
  /** Meta's id of the app, account or number it is about; null: the whole deployment. */
  readonly subject: string | null;
  readonly verdict: Verdict;
  readonly found: string;
  /** What to do; null where there is nothing to do. */
  readonly advice: string | null;
}

/** Makes findings of one check. */
export function about(check: Check, subject: string | null) {
  const say =
    (verdict: Verdict) =>
    (found: string, advice: string | null = null): Finding => ({ check, subject, verdict, found, advice });
  return {
    ok: (found: string): Finding => say('ok')(found),
    warning: say('warning'),
    failed: say('failed'),
    unknown: say('unknown'),
  };
}
