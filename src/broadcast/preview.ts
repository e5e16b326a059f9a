import type { Estimate } from '../whatsapp/index.js';

/** What a broadcast would mean if it were started now. */
export interface BroadcastPreview {
  readonly recipients: number;
  /** Each of them uses up one of the day's new people; the others wrote within 24 hours. */
  readonly outsideWindow: number;
  /** People a day Meta allows outside the window; null: no limit. */
  readonly dailyLimit: number | null;
  /** Days until the last one has it, at the pace that leaves room for tickets and results. */
  readonly days: number;
  /** Null without a rate card. */
  readonly estimate: Estimate | null;
}
