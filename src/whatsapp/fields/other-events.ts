/** Somebody tapped a link of a marketing message (`user_actions`). */
export interface LinkTap {
  /** CTA, …: what was tapped; null where Meta does not say. */
  readonly component: string | null;
  readonly at: Date | null;
}

/** What the remaining fields tell: flows, ads, payments, partner solutions, groups, errors without a message. */
export type OtherEvent =
  | {
      readonly kind: 'flow';
      readonly event: string;
      readonly flowId: string | null;
      /** DRAFT, PUBLISHED, THROTTLED, BLOCKED, DEPRECATED; null where the status is not what changed. */
      readonly status: string | null;
      /** ACTIVATED, DEACTIVATED; null for a change of status. */
      readonly alert: string | null;
    }
  /** Errors of the account or the app that belong to no message. */
  | { readonly kind: 'api_errors'; readonly codes: readonly number[] }
  /** People tapped links of marketing messages. Meta names neither message nor template, so none is counted for a broadcast. */
  | { readonly kind: 'links_tapped'; readonly taps: readonly LinkTap[] }
  /** A marketing message was sent or its link tapped, or Meta recognised a purchase: for the ads people. */
  | { readonly kind: 'marketing_event'; readonly events: readonly string[] }
  | { readonly kind: 'payment_configuration'; readonly provider: string | null; readonly status: string }
  | {
      readonly kind: 'partner_solution';
      readonly event: string;
      readonly solutionId: string | null;
      readonly status: string | null;
    }
  | { readonly kind: 'group'; readonly events: readonly string[] };
