/** What a person does in one go; the four together are 40 % menu, 30 % number entry, 20 % confirm with hold, 10 % receipt. */
export type Action = 'menu' | 'numbers' | 'confirm' | 'receipt';

const SEGMENTS: readonly (readonly Action[])[] = [
  ['menu', 'numbers', 'confirm', 'receipt'],
  ['menu', 'numbers', 'confirm'],
  ['menu', 'numbers'],
  ['menu'],
];

/**
 * The segments of person `i`, in order. Everybody starts with another one. Who starts with an order that stays open never sends a
 * receipt: it would not be clear for which order.
 */
export function segmentsOf(i: number): (readonly Action[])[] {
  const start = i % SEGMENTS.length;
  const rotated = [...SEGMENTS.slice(start), ...SEGMENTS.slice(0, start)];
  return start === 1 ? rotated.slice(0, 3) : rotated;
}

/** What the answer to each action must say. */
export const ANSWERS: Readonly<Record<Action, RegExp>> = {
  menu: /qué quieres hacer|queda|boleto/i,
  numbers: /libre/i,
  confirm: /apartad.*aún no participan/is,
  receipt: /recibí tu comprobante/i,
};
