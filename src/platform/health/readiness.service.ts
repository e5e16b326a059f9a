import { Injectable } from '@nestjs/common';

/** What a room found at start that keeps this process from doing its work, however well the database answers. */
@Injectable()
export class Readiness {
  private reason: string | null = null;

  /** From now on `/health/ready` answers 503 with this reason, the first one given. */
  refuse(reason: string): void {
    this.reason ??= reason;
  }

  /** Why this process is not ready; null if it is. */
  get refusal(): string | null {
    return this.reason;
  }
}
