import { Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import { randomCrockford, readCrockford } from '../../kernel/index.js';
import { Secrets } from '../../platform/index.js';

const LENGTH = 16;

export interface StoredCode {
  /** For look-up: useless to whoever only has the table. */
  readonly hash: Buffer;
  /** For sending the ticket again. */
  readonly sealed: Buffer;
}

/** The code that proves a paid ticket: 80 random bits, kept as a keyed hash and a sealed copy, never in the open. */
@Injectable()
export class ValidationCodes {
  private readonly key: Buffer;

  constructor(private readonly secrets: Secrets) {
    this.key = secrets.derive('validation-code');
  }

  issue(): StoredCode {
    const code = randomCrockford(LENGTH);
    return { hash: this.hash(code), sealed: this.secrets.seal(Buffer.from(code, 'ascii')) };
  }

  /** 16 characters without dashes. */
  open(sealed: Buffer): string {
    return this.secrets.open(sealed).toString('ascii');
  }

  /** Of a code as people type it; null if it cannot be one. */
  hashOfTyped(typed: string): Buffer | null {
    const code = readCrockford(typed, LENGTH);
    return code === null ? null : this.hash(code);
  }

  private hash(code: string): Buffer {
    return createHmac('sha256', this.key).update(code).digest();
  }
}
