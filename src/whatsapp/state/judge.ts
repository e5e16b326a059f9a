import { endsBy, type ChannelStop, type HeldStop } from '../channels/channel-stop.js';
import { isDead, type NumberState } from './number-state.js';

/** What follows for a number from what Meta answered. */
export interface Judgement {
  /** Causes that are over. */
  readonly lift: readonly string[];
  readonly stop: readonly Pick<ChannelStop, 'cause' | 'scope'>[];
}

/** Errors that block templates only (141006: payment method, "will block business initiated conversations"). */
const TEMPLATES_ONLY: ReadonlySet<number> = new Set([141006]);

/**
 * Judges the stops of a number by its state. A stop is over only where Meta says that the number may send: AVAILABLE ends what has
 * a time that passed or was only ever Meta's to end; where a person said that it may go on, LIMITED is enough. An answer that
 * leaves it open ends nothing.
 */
export function judge(state: NumberState, stops: readonly HeldStop[], now: Date): Judgement {
  const stop = stopsIn(state);
  const still = new Set(stop.map(({ cause }) => cause));
  const lift = stops.filter((one) => !still.has(one.cause) && isOver(one, state, now));
  return { lift: lift.map(({ cause }) => cause), stop };
}

function stopsIn(state: NumberState): Pick<ChannelStop, 'cause' | 'scope'>[] {
  const stops: Pick<ChannelStop, 'cause' | 'scope'>[] = [];
  if (state.canSend === 'blocked') {
    const scope = blocksTemplatesOnly(state) ? 'templates' : 'everything';
    stops.push({ cause: 'blocked_by_meta', scope });
  }
  if (state.quality === 'RED') stops.push({ cause: 'quality_red', scope: 'marketing' });
  return stops;
}

/** Every blocked thing says why, and every reason is one of those. */
function blocksTemplatesOnly(state: NumberState): boolean {
  const blocked = state.health.filter(({ canSend }) => canSend === 'blocked');
  return (
    !isDead(state) &&
    blocked.length > 0 &&
    blocked.every(({ codes }) => codes.length > 0 && codes.every((code) => TEMPLATES_ONLY.has(code)))
  );
}

function isOver(stop: HeldStop, { canSend, quality }: NumberState, now: Date): boolean {
  if (stop.cause === 'quality_red') return quality !== null;
  if (stop.confirmedAt !== null && canSend === 'limited') return true;
  if (canSend !== 'available') return false;
  if (stop.until !== null && stop.until > now) return stop.confirmedAt !== null;
  return stop.confirmedAt !== null || endsBy(stop) === 'read_back';
}
