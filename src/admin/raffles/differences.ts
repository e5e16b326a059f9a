export interface Difference {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Fields whose values differ, with both; a field that was not there before was null. */
export function differences(before: object, after: object): Difference[] {
  const [old, fresh] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((field): Difference => ({
      field,
      before: old.get(field) ?? null,
      after: fresh.get(field) ?? null,
    }))
    .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after));
}
