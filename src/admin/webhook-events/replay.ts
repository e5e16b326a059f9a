/** What decides whether a stored update may be worked on again. */
export interface Replayable {
  readonly kind: 'message' | 'status' | 'change' | 'unreadable';
  readonly state: string;
  /** It belongs to a person's or a number's lane: somebody would work on it. */
  readonly hasLane: boolean;
  /** What Meta sent is still there. */
  readonly hasBody: boolean;
}

export interface ReplayRefusal {
  readonly code: 'wrong_state' | 'already_done' | 'nobody_to_do_it' | 'body_pruned';
  readonly why: string;
}

/**
 * Null: it may. Only what had no effect yet is worked on again: a message that was answered would be answered, and sell, once more.
 * A status may always, since folding it twice is folding it once.
 */
export function replayRefusal({ kind, state, hasLane, hasBody }: Replayable): ReplayRefusal | null {
  if (state === 'pending') return refusal('wrong_state', 'It waits for its turn already.');
  if (kind === 'status') return null;
  if (state === 'done') {
    return refusal('already_done', 'It was worked on: a second time could answer, or sell, twice.');
  }
  if (kind === 'unreadable' || !hasLane) {
    return refusal(
      'nobody_to_do_it',
      'It belongs to no person and no number of ours: nobody would work on it.',
    );
  }
  if (!hasBody) return refusal('body_pruned', 'What Meta sent is no longer kept (RETENTION_BODIES_DAYS).');
  return null;
}

function refusal(code: ReplayRefusal['code'], why: string): ReplayRefusal {
  return { code, why };
}
