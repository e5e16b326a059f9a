/** A kind of restriction and when Meta ends it. */
export interface Restriction {
  /** RESTRICTED_BIZ_INITIATED_MESSAGING, … */
  readonly type: string;
  /** Null: only an appeal ends it. */
  readonly until: Date | null;
}

/** What Meta tells of a business account: violation, restriction, ban, partners, prices, reviews. */
export type AccountEvent =
  | { readonly kind: 'account_violation'; readonly violation: string; readonly remediation: string | null }
  | { readonly kind: 'account_restricted'; readonly restrictions: readonly Restriction[] }
  | {
      readonly kind: 'account_ban';
      readonly state: 'scheduled' | 'disabled' | 'reinstated';
      /** As Meta prints it: "April 17, 2025". */
      readonly date: string | null;
    }
  | { readonly kind: 'account_deleted' }
  /** Coexistence: the number left the platform, or came back. */
  | { readonly kind: 'account_offboarded' }
  | { readonly kind: 'account_reconnected' }
  | { readonly kind: 'partner_removed'; readonly reason: string | null; readonly initiatedBy: string | null }
  | { readonly kind: 'partner_app'; readonly installed: boolean; readonly appId: string | null }
  | {
      readonly kind: 'pricing_tier';
      readonly category: string;
      readonly region: string;
      /** Messages from which to which, as Meta prints it: "100000:200000". */
      readonly tier: string;
      /** "2026-12". */
      readonly month: string;
      readonly updatedAt: Date | null;
    }
  /** An event that asks for nothing: kept and logged. */
  | { readonly kind: 'account_noted'; readonly event: string }
  /** An event nobody has heard of: a person should read it. */
  | { readonly kind: 'account_event_unheard_of'; readonly event: string }
  | { readonly kind: 'account_reviewed'; readonly decision: string }
  | {
      readonly kind: 'account_alert';
      readonly type: string;
      readonly severity: string | null;
      readonly status: string | null;
      readonly entity: string | null;
    }
  | { readonly kind: 'business_status'; readonly event: string };
