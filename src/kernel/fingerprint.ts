/** 128 bits, the least a person can compare safely: whoever makes both lists finds a collision of fewer (fairdraw/1, B4). */
const DIGITS = 32;

/** A hash as people compare it, the same wherever they see it: its first 32 hexadecimal digits in groups of four. */
export function fingerprintOf(hex: string): string {
  return (hex.slice(0, DIGITS).match(/.{1,4}/g) ?? []).join(' ');
}
