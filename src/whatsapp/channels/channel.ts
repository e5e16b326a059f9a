/** A business phone number of ours, with what it takes to speak for it. Never log one. */
export interface Channel {
  readonly id: string;
  readonly portfolioId: string;
  /** Meta's id of the number, in URLs and webhooks. */
  readonly phoneNumberId: string;
  /** WhatsApp Business account. */
  readonly wabaId: string;
  /** Digits of the number as people dial it; null until somebody or Meta says. */
  readonly displayDigits: string | null;
  /** Meta's id of the business that owns the account; null until Meta says. */
  readonly businessId: string | null;
  readonly accessToken: string;
  /** Newest first; several while rotating. */
  readonly appSecrets: readonly string[];
}

export interface NewChannel {
  readonly phoneNumberId: string;
  readonly wabaId: string;
  readonly accessToken: string;
  readonly appSecrets: readonly string[];
  /** Sends a second, at most what Meta allows the number; default 70 of Meta's 80. */
  readonly messagesPerSecond?: number;
  readonly displayPhoneNumber?: string;
}

/** All numbers belong to this portfolio until configured otherwise. */
export const FIRST_PORTFOLIO = '01900000-0000-7000-8000-000000000001';
