import {
  drawCommitted,
  FairDrawError,
  openCommitted,
  PINNED,
  STEPS,
  verifyCertificateText,
  warningsOfRules,
  type Commitment,
  type DrandChain,
  type DrandEvidence,
  type Draw,
  type ErrorCode,
  type Rules,
  type Step,
  type WarningCode,
  type WatchOptions,
} from '../../src/fair-draw/index.js';

/** What can be checked: a certificate with its list, or what is public before there is one, from the beacon on with its draw. */
export type Task = {
  /** Beacon chains that count beside the pinned ones: those of a test or demo. */
  readonly testChains?: readonly DrandChain[];
} & (
  | { readonly kind: 'certificate'; readonly certificate: Uint8Array; readonly ledger: Uint8Array }
  | {
      readonly kind: 'committed';
      readonly rules: Uint8Array;
      readonly commitment: Uint8Array;
      readonly ledger: Uint8Array;
      readonly beacon?: DrandEvidence;
    }
);

/** What a check found where everything held. `draw` is missing before there is a result. */
export interface Finding {
  readonly rules: Rules;
  readonly commitment: Commitment;
  readonly commitmentHash: string;
  readonly draw?: Draw;
  readonly warnings: readonly WarningCode[];
  /** Whether the organiser's service signed it. */
  readonly signed: boolean;
}

export type Outcome =
  | { readonly kind: 'held'; readonly finding: Finding }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly detail: string };

/** What a running check tells. */
export type Progress =
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'leaves'; readonly hashed: number; readonly size: number };

const COMMITTED_STEPS: readonly Step[] = ['rules', 'raffle_id', 'rules_hash', 'ledger', 'root', 'counts'];
/** The steps of a task, in the order in which it takes them. */
export function stepsOf(kind: Task['kind'], withBeacon = false): readonly Step[] {
  if (kind === 'certificate') return STEPS;
  return withBeacon ? [...COMMITTED_STEPS, 'entropy', 'draw'] : COMMITTED_STEPS;
}

/** Checks, and tells how far it is. Pure arithmetic: it reads nothing but the task and sends nothing anywhere. */
export function perform(task: Task, tell: (progress: Progress) => void): Outcome {
  const watch: WatchOptions = {
    chains: [...PINNED, ...(task.testChains ?? [])],
    onStep: (step) => tell({ kind: 'step', step }),
    onLeaves: (hashed, size) => tell({ kind: 'leaves', hashed, size }),
  };
  return task.kind === 'certificate' ? performCertificate(task, watch) : performCommitted(task, watch);
}

function performCertificate(
  { certificate, ledger }: Extract<Task, { kind: 'certificate' }>,
  watch: WatchOptions,
): Outcome {
  const result = verifyCertificateText(certificate, ledger, watch);
  if (!result.valid) return { kind: 'failed', code: result.error, detail: result.detail };
  const { rules, commitment, commitmentHash, draw, kid } = result.certificate;
  const signed = kid !== undefined;
  const finding = { rules, commitment, commitmentHash, draw, warnings: result.warnings, signed };
  return { kind: 'held', finding };
}

function performCommitted(
  { beacon, ...files }: Extract<Task, { kind: 'committed' }>,
  watch: WatchOptions,
): Outcome {
  try {
    const committed = openCommitted(files, watch);
    const { rules, commitment, hash: commitmentHash } = committed;
    const finding = {
      rules,
      commitment,
      commitmentHash,
      warnings: warningsOfRules(rules),
      signed: false,
    };
    if (beacon === undefined) return { kind: 'held', finding };
    const draw = drawCommitted(committed, beacon, watch);
    watch.onStep?.('entropy');
    watch.onStep?.('draw');
    return { kind: 'held', finding: { ...finding, draw } };
  } catch (error) {
    if (!(error instanceof FairDrawError)) throw error;
    return { kind: 'failed', code: error.code, detail: error.message };
  }
}
