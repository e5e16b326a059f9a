/** A time stamp somebody independent put on a hash, checked. */
export interface Timestamp {
  /** When they say it existed, in whole seconds (rounded up). */
  readonly at: Date;
  /** The latest it can have been, by the accuracy they claim. */
  readonly latest: Date;
  /** Who signed it, as their certificate names them. */
  readonly authority: string;
  /** Their whole answer, as others can check it. */
  readonly proof: Buffer;
}

/** There is no stamp, or it is none that could be believed. Another request may have more luck. */
export class TimestampRefused extends Error {
  override name = 'TimestampRefused';
}

/** Puts a commitment's hash before an independent clock. */
export abstract class TimestampAuthority {
  /**
   * @param hash SHA-256, 32 bytes
   * @returns null where no authority is configured
   * @throws {TimestampRefused}
   */
  abstract stamp(hash: Buffer, signal: AbortSignal): Promise<Timestamp | null>;
}
