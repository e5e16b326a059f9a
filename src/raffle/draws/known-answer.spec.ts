import { expect, it } from 'vitest';
import { knownAnswerHolds } from './known-answer.js';

it('The draw code gives the answer two other programs computed', () => {
  expect(knownAnswerHolds()).toBe(true);
});
