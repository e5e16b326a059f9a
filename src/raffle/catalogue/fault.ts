/** One thing that is wrong with a raffle: the field as a path (`prizes.0.name`) and what it must be. */
export interface Fault {
  readonly field: string;
  readonly message: string;
}

/** The faults whose condition is true. */
export function faultsAmong(
  checks: readonly (readonly [broken: boolean, field: string, message: string])[],
): Fault[] {
  return checks.filter(([broken]) => broken).map(([, field, message]) => ({ field, message }));
}
