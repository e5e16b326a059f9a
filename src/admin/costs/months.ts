/** `2027-01` as the moments it begins and ends, UTC. */
export function monthSpan(month: string): { from: Date; before: Date } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: new Date(Date.UTC(year, number - 1)), before: new Date(Date.UTC(year, number)) };
}

/** The month a moment lies in, UTC. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}
