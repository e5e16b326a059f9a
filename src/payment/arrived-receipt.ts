/** A picture or document a buyer sent for an order, as the message announced it. */
export interface ArrivedReceipt {
  readonly orderId: string;
  readonly contactId: string;
  readonly channelId: string;
  readonly wamid: string;
  readonly mediaId: string;
  readonly declaredType: string;
  readonly declaredSha256?: Buffer;
  /** Where the file lies for the next minutes; told to the download, kept nowhere else. */
  readonly url?: string;
  /** Meta's timestamp of the message: decides whether it came in time. */
  readonly sentAt: Date;
  /** Passed on from another chat. */
  readonly forwarded?: boolean;
}
