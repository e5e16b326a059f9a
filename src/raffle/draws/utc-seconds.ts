/** `YYYY-MM-DDTHH:MM:SSZ`, the only way fairdraw/1 writes a time. Fractions of a second are cut off. */
export function utcSeconds(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}
