import type { Rules } from '../../fair-draw/index.js';

/** A prize unit by the name people know it by. */
export function prizeUnit(
  { prizes }: Pick<Rules, 'prizes'>,
  prizeId: string,
  unit: number,
): { prizeName: string; unit: number; units: number } {
  const prize = prizes.find(({ id }) => id === prizeId);
  return { prizeName: prize?.name ?? prizeId, unit, units: prize?.units ?? 1 };
}
