/** How far from a wanted number others count as its neighbours. */
const REACH = 60;
/** Candidates looked up at most: it bounds what an answer costs, however full the raffle is. */
const MOST = 300;

/**
 * Numbers buyers may like in place of the `wanted` ones, best first: each one's nearest, with one of the same ending (last two
 * digits) in every third place, the wanted ones taking turns. Not all of them need exist in the raffle.
 */
export function similarNumbers(wanted: readonly number[]): number[] {
  const lists = wanted.map(similarTo);
  const found = new Set<number>();
  for (let place = 0; place < (lists[0]?.length ?? 0) && found.size < MOST; place++) {
    for (const list of lists) found.add(list[place] ?? -1);
  }
  return [...found].filter((number) => number >= 0 && !wanted.includes(number)).slice(0, MOST);
}

function similarTo(wanted: number): number[] {
  const sameEnding = around(wanted, 100, REACH / 2);
  return around(wanted, 1, REACH).flatMap((near, i) =>
    i % 2 === 1 ? [near, sameEnding[(i - 1) / 2] ?? near] : [near],
  );
}

/** center + step, center − step, center + 2 steps, … */
function around(center: number, step: number, times: number): number[] {
  return Array.from({ length: times }, (_, i) => (i + 1) * step).flatMap((away) => [
    center + away,
    center - away,
  ]);
}
