/** What other fields than `messages` tell of chats and people. */
export interface ChatEvent {
  readonly kind: 'call';
  /** CONNECT, TERMINATE, RINGING, ACCEPTED, REJECTED, … */
  readonly events: readonly string[];
}
