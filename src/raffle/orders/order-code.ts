import { randomInt } from 'node:crypto';
import { randomCrockford } from '../../kernel/index.js';

/** A new order code as people say it: `K7Q-281`. One of 32.7 million, so the caller checks that nobody has it. */
export function newOrderCode(): string {
  return `${randomCrockford(3)}-${String(randomInt(1_000)).padStart(3, '0')}`;
}
