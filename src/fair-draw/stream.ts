import { taggedHmac, u64 } from './encode.js';

const WORD_BYTES = 4;

/** The random words of B6: HMAC-SHA256 in counter mode over `prk`, 32 bytes, read as big-endian u32. */
export class Stream {
  readonly #prk: Uint8Array;
  #block: DataView = new DataView(new ArrayBuffer(0));
  #at = 0;
  #blocks = 0;

  constructor(prk: Uint8Array) {
    this.#prk = prk;
  }

  /** The next word, 0..2^32-1. */
  word(): number {
    if (this.#at === this.#block.byteLength) {
      const block = taggedHmac(this.#prk, 'stream', u64(this.#blocks));
      this.#block = new DataView(block.buffer, block.byteOffset, block.byteLength);
      this.#blocks += 1;
      this.#at = 0;
    }
    const word = this.#block.getUint32(this.#at);
    this.#at += WORD_BYTES;
    return word;
  }

  /**
   * A number in 0..size-1, each as likely as the others; 1 ≤ size ≤ 2^32. Words are masked to the bits of size-1 and thrown away
   * where they are too big: a remainder would favour small numbers. A size of 1 uses a word up as well.
   */
  uniform(size: number): number {
    // A shift by 32 would be one by 0, so the mask of a single value is written out.
    const mask = size === 1 ? 0 : 0xffff_ffff >>> Math.clz32(size - 1);
    for (;;) {
      // `&` gives a signed number; the shift makes it unsigned again.
      const value = (this.word() & mask) >>> 0;
      if (value < size) return value;
    }
  }
}
