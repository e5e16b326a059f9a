import type { Unreadable } from './receipt-file.js';

/** The file behind a receipt's media id cannot be had, and asking again does not help. */
export class MediaRefused extends Error {
  override name = 'MediaRefused';

  constructor(readonly why: Unreadable) {
    super(`the media file was refused: ${why}`);
  }
}

/** Where receipts come from. */
export abstract class ReceiptMedia {
  /**
   * Fetches the file, checked against the checksum its source names.
   * @throws {MediaRefused} for good; anything else may pass
   */
  abstract fetch(request: {
    channelId: string;
    mediaId: string;
    /** Where the message said it lies, while that can still be true. */
    url: string | null;
    /** As the message declared it. */
    sha256: Buffer | null;
    maxBytes: number;
    signal: AbortSignal;
  }): Promise<Buffer>;
}
