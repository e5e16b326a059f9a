/** What Meta tells of a number and of its limits. Numbers are digits as displayed; null where it names none. */
export type NumberEvent =
  | {
      readonly kind: 'limits';
      readonly number: string | null;
      /** ONBOARDING, THROUGHPUT_UPGRADE, UPGRADE, DOWNGRADE, FLAGGED, UNFLAGGED; null for the portfolio's own field. */
      readonly event: string | null;
      /** People outside the 24-hour window that the portfolio may write to per moving day; null: not said. */
      readonly dailyRecipients: number | null;
    }
  | {
      readonly kind: 'name_reviewed';
      readonly number: string | null;
      readonly decision: string;
      readonly reason: string | null;
    }
  | { readonly kind: 'security'; readonly number: string | null; readonly event: string }
  | {
      readonly kind: 'number_settings';
      readonly phoneNumberId: string | null;
      readonly calling: string | null;
    }
  | {
      readonly kind: 'business_username';
      readonly number: string | null;
      readonly username: string | null;
      readonly status: string;
    };
