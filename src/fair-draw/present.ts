import type { Draw, Slot, Unfilled } from './draw.js';
import type { NumberRange } from './rules.js';

/** Wider than any ticket: B2 sets `width` no limit, and a stranger's rules must not ask for a text that no memory holds. */
const MAX_PRINTED = 64;

/** A prize unit and its number, however it came to it. */
export type SlotOutcome =
  | { readonly prize: string; readonly unit: number; readonly status: 'won'; readonly number: number }
  | { readonly prize: string; readonly unit: number; readonly status: Unfilled };

/** What a prize unit is now, after all disqualifications; the original draw stays in `draw.slots`. */
export interface PresentSlot {
  readonly prize: string;
  readonly unit: number;
  readonly status: Slot['status'];
  /** Null unless won. */
  readonly number: number | null;
  /** Whether somebody was put out of it. */
  readonly redrawn: boolean;
}

/** The prize units as they are now, in their order. */
export function presentSlots({
  slots,
  replacements,
}: Pick<Draw, 'replacements'> & { readonly slots: readonly SlotOutcome[] }): PresentSlot[] {
  return slots.map((slot) => {
    const { prize, unit, status } = slot;
    const last = replacements.findLast((replacement) => replacement.slot === `${prize}/${unit}`);
    if (last === undefined) {
      const number = slot.status === 'won' ? slot.number : null;
      return { prize, unit, status, number, redrawn: false };
    }
    const { in: follower, via } = last;
    if (follower !== undefined) return { prize, unit, status: 'won', number: follower, redrawn: true };
    return { prize, unit, status: via === 'pending' ? via : 'vacant', number: null, redrawn: true };
  });
}

/** The number as printed on a ticket, with leading zeros. */
export function printedNumber({ width }: Pick<NumberRange, 'width'>, number: number): string {
  return String(number).padStart(Math.min(width, MAX_PRINTED), '0');
}
