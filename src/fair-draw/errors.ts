/** The refusals of fairdraw/1 (B1–B11), plus ours: `E_PROOF`, `E_COMMIT` and `E_LEAF` for proofs about one number and entry receipts. */
export type ErrorCode =
  | 'E_JSON_TYPE'
  | 'E_JSON_SURROGATE'
  | 'E_JSON_DUP'
  | 'E_SCHEMA'
  | 'E_VERSION'
  | 'E_RAFFLE_ID'
  | 'E_RULES_HASH'
  | 'E_COMMITMENT_HASH'
  | 'E_RULES'
  | 'E_LEDGER_FORMAT'
  | 'E_LEDGER_ORDER'
  | 'E_NUMBER_RANGE'
  | 'E_LEDGER_ROOT'
  | 'E_LEDGER_COUNT'
  | 'E_ENTROPY_KIND'
  | 'E_DRAND_CHAIN'
  | 'E_DRAND_ROUND'
  | 'E_DRAND_RANDOMNESS'
  | 'E_DRAND_SIG'
  | 'E_LOTTERY_SOURCE'
  | 'E_TIMING'
  | 'E_LOTTERY_DRAW'
  | 'E_LOTTERY_RESULT'
  | 'E_SEED'
  | 'E_EVENT'
  | 'E_RESULT'
  | 'E_SIG'
  | 'E_PROOF'
  | 'E_COMMIT'
  | 'E_LEAF';

/** What every function of this room throws on input the specification refuses. The message names members, never values of people. */
export class FairDrawError extends Error {
  override readonly name = 'FairDrawError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, detail: string) {
    super(detail);
    this.code = code;
  }
}

export function refuse(code: ErrorCode, detail: string): never {
  throw new FairDrawError(code, detail);
}
