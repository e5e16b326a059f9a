import { invariant } from '../../kernel/index.js';

/** The job that carries a draw out once its deciding value is stored; payload `{drawId}`. */
export const DRAW_EXECUTE = 'draw.execute';

/** What the jobs of a draw carry. `issueNo`: the certificate that is told, 0 = that the list is frozen. */
export interface DrawJob {
  readonly drawId: string;
  readonly issueNo: number;
}

/** Reads a payload this room put into the queue. */
export function readDrawJob(payload: unknown): DrawJob {
  invariant(
    typeof payload === 'object' && payload !== null && 'drawId' in payload,
    'a draw job names its draw',
  );
  const { drawId } = payload;
  const issueNo = 'issueNo' in payload ? payload.issueNo : 0;
  invariant(typeof drawId === 'string' && typeof issueNo === 'number', 'a draw job names draw and issue');
  return { drawId, issueNo };
}
