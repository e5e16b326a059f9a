/**
 * How urgent messages are, the most urgent first. Between chats the more urgent goes first; within a chat the order stays, and
 * what stands before an urgent message is as urgent as that one.
 */
export const PRIORITIES = [
  'winner',
  'money',
  'hand_off',
  'reply',
  'result',
  'reminder',
  'marketing',
] as const;

export type Priority = (typeof PRIORITIES)[number];

/** Meta's category of a message: it decides price, opt-outs and which stops hold it back. */
export type MessageCategory = 'service' | 'utility' | 'marketing' | 'authentication';

/** As stored: 1 is the most urgent. */
export function rankOfPriority(priority: Priority): number {
  return PRIORITIES.indexOf(priority) + 1;
}
