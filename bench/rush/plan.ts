/** One side's work: `holds` holds of `size` numbers each, over `connections` at once. */
export interface RushOrder {
  readonly raffleId: string;
  readonly contacts: readonly string[];
  readonly from: number;
  readonly holds: number;
  readonly size: number;
  readonly connections: number;
  /** The bare loop's order, to which its numbers go. */
  readonly orderId: string;
}

export interface RushReport {
  readonly seconds: number;
  readonly held: number;
}

/** The numbers of hold `i`: disjoint runs, so that every hold can succeed. */
export function numbersOf(order: RushOrder, i: number): number[] {
  return Array.from({ length: order.size }, (_, n) => order.from + i * order.size + n);
}

/** Runs `work` for every hold, `connections` at a time. */
export async function run(
  order: RushOrder,
  work: (i: number, lane: number) => Promise<boolean>,
): Promise<RushReport> {
  let next = 0;
  let held = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: order.connections }, async (_, lane) => {
      for (let i = next++; i < order.holds; i = next++) if (await work(i, lane)) held++;
    }),
  );
  return { seconds: (performance.now() - start) / 1000, held };
}
