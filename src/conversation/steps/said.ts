import type { Intent } from '../reading/intent.js';

/** A typed message and what its words mean. */
export interface Said {
  readonly text: string;
  readonly intent: Intent;
}
