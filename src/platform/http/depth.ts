/** True if a parsed JSON value nests deeper than `levels`. Walks level by level: recursion would be the very fault it looks for. */
export function nestsDeeper(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap((member) => {
      if (typeof member !== 'object' || member === null) return [];
      return Object.values(member).filter((inner) => typeof inner === 'object' && inner !== null);
    });
  }
  return false;
}
