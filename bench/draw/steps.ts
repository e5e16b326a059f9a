/** What the parent asks for. */
export interface Step {
  readonly name: 'ledger' | 'certificate' | 'evidence' | 'proof' | 'place';
  readonly raffleId: string;
  readonly drawId: string;
  readonly emission: number;
}

/** What it learns: milliseconds of the first time and of the others (their median), seconds of a processor, and the peak of memory. */
export interface Measured {
  readonly first: number;
  readonly usual: number;
  readonly cpuS: number;
  readonly peakMb: number;
}
