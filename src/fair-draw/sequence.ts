import { Stream } from './stream.js';

/** One item of a sequence: its place in it, from 0 on, and which of the `size` things it is. */
export interface SequenceItem {
  readonly step: number;
  readonly item: number;
}

/**
 * The order of B6 over 0..size-1: a Fisher-Yates shuffle, made only as far as it is asked for. Each further item is as likely as
 * any other that is left.
 */
export class Sequence {
  readonly #stream: Stream;
  readonly #size: number;
  // Only places that differ from the untouched list, where place i holds i.
  readonly #moved = new Map<number, number>();
  #step = 0;

  constructor(prk: Uint8Array, size: number) {
    this.#stream = new Stream(prk);
    this.#size = size;
  }

  /** The next item; undefined after the last one. */
  next(): SequenceItem | undefined {
    const step = this.#step;
    if (step === this.#size) return undefined;
    const from = step + this.#stream.uniform(this.#size - step);
    const item = this.#moved.get(from) ?? from;
    this.#moved.set(from, this.#moved.get(step) ?? step);
    // Places behind the step are never looked at again.
    this.#moved.delete(step);
    this.#step += 1;
    return { step, item };
  }
}
