import type { Jobs, Transaction } from '../../platform/index.js';
import type { DrawJob } from './draw-job.js';

/** The job that makes the evidence file of a drawn raffle; who does it stands above, since money and people go into it. */
export const EVIDENCE_PACK = 'evidence.pack';

/** Has the evidence of an issued certificate made, in the transaction that issues it. */
export function addEvidencePack(jobs: Jobs, tx: Transaction, job: DrawJob): Promise<void> {
  return jobs.add(tx, EVIDENCE_PACK, job, { jobKey: `${EVIDENCE_PACK}:${job.drawId}:${job.issueNo}` });
}
