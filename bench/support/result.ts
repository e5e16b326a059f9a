/** One row of bench/results/latest.json. Ratios compare two things measured side by side in one run. */
export interface BenchmarkResult {
  readonly name: string;
  readonly ours: number;
  readonly reference: number;
  readonly ratio: number;
  readonly unit: string;
  readonly notes: string;
}

export function result(
  name: string,
  ours: number,
  reference: number,
  unit: string,
  notes: string,
): BenchmarkResult {
  return {
    name,
    ours: round(ours),
    reference: round(reference),
    ratio: round(ours / reference),
    unit,
    notes,
  };
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The smallest value that is at least as large as `share` of all. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
