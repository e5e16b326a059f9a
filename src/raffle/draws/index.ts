export type { Actor } from './actor.js';
export { announced, type Announced } from './announced.reader.js';
export { beaconOf, insertBeacon, type FetchedBeacon } from './beacon.repository.js';
export { awaitBeacon, BeaconWorker, DRAW_BEACON } from './beacon.worker.js';
export type { OpenOrder } from './books.repository.js';
export type { CertificateContent, DrawnSlots } from './certificate-content.js';
export { certificateOf, latestCertificate, type StoredCertificate } from './certificate.repository.js';
export {
  DISQUALIFICATION_REASONS,
  DISQUALIFICATION_SCOPES,
  type DisqualificationReason,
  type HeldPrize,
  type DisqualificationScope,
  type PublishedEvent,
} from './disqualification.js';
export {
  disqualificationsOf,
  drawOfDisqualification,
  type Disqualification,
  type DisqualificationInput,
} from './disqualification.repository.js';
export {
  Disqualifications,
  type ConfirmOutOutcome,
  type ProposeOutcome,
  type WithdrawOutOutcome,
} from './disqualifications.service.js';
export { DrandChains } from './drand-chains.service.js';
export { DrandClient } from './drand.client.js';
export { DRAW_EXECUTE } from './draw-job.js';
export { DrawAnnouncer } from './draw-announcer.service.js';
export { DrawExecution } from './draw-execution.worker.js';
export type { DrawPreview, MissOdds } from './draw-preview.js';
export { drawPreview, type PreviewOutcome } from './draw-preview.reader.js';
export { isByHand, officialSourceOf, readDrawRules, type DrawRules } from './draw-rules.js';
export { missSentence, oddsSentence } from './draw-words.js';
export { DrawSelfTest } from './draw-self-test.service.js';
export { DrawWatch } from './draw-watch.worker.js';
export { Drawer, type DrawOutcome } from './drawer.service.js';
export { receiptStanding, type ReceiptStanding } from './entry-receipt.reader.js';
export { EntryReceipts, type EntryReceiptOutcome } from './entry-receipts.service.js';
export { drawById, drawsOf, mainDraw } from './draw.repository.js';
export { readDrawJob, type DrawJob } from './draw-job.js';
export { addEvidencePack, EVIDENCE_PACK } from './evidence-job.js';
export { Freezer, type FreezeOutcome } from './freeze.service.js';
export { KeyDestroyer } from './key-destroyer.worker.js';
export { LedgerWorker } from './ledger.worker.js';
export { listNumbers } from './list-numbers.reader.js';
export { placesInList } from './list-place.reader.js';
export type { LotteryEntry } from './lottery-entry.js';
export { resultById, standingResults, type LotteryResult } from './lottery-result.repository.js';
export {
  LotteryResults,
  type ConfirmOutcome,
  type EnterOutcome,
  type WithdrawOutcome,
} from './lottery-results.service.js';
export type { ManualEntry } from './manual-entry.js';
export { ManualResults } from './manual-results.service.js';
export type { Decider, DrawResultNews, DrawWonNews, ListFrozenNews } from './news.js';
export type { DrawOutNews } from './out-news.js';
export { NoticesWorker } from './notices.worker.js';
export type { DrawProof, ProofResult, ProofSlot } from './proof.js';
export type { ProofDisqualification } from './proof-disqualifications.reader.js';
export { drawProof } from './proof.reader.js';
export { NumberProofs } from './number-proofs.service.js';
export type { ReconciliationLine } from './reconciliation.js';
export { Reconciler, type ReconcileOutcome, type Reconciliation } from './reconciliation.service.js';
export { confirmedSource, keepSource, sourceOf, sourcesOf } from './result-source.repository.js';
export {
  bytesOf,
  LARGEST_SOURCE,
  LONGEST_URL,
  publicAddress,
  SOURCE_TYPES,
  sourceFault,
  type ResultSource,
  type SourceInput,
} from './result-source.js';
export { signingSecret } from './signing-key.repository.js';
export { readRules, type CommittedPaper, type DrawState, type StoredDraw } from './stored-draw.js';
export type { SoldOdds } from './sold-odds.js';
export { Seeds, type RevealOutcome } from './seeds.service.js';
export { twoPersonRule } from './two-person.reader.js';
export { standing, type Reach, type Standing, type StoredPin } from './pin.js';
export { PreDrawFreezer, type PreDrawFreezeOutcome } from './pre-draw-freezer.service.js';
export { proofOf } from './pin.repository.js';
export { drawPins, type DrawPins } from './pins.reader.js';
export { ReachCounts } from './reach-counts.service.js';
export { StatedPins, type StatedPin, type StateOutcome } from './stated-pins.service.js';
export { timestampAuthorityOf, Rfc3161Authority } from './timestamp.client.js';
export { TimestampAuthority, TimestampRefused, type Timestamp } from './timestamp.port.js';
export { ticketStanding, type DrawStanding, type TicketStanding } from './ticket-standing.reader.js';
export { TimestampWorker } from './timestamp.worker.js';
export { utcSeconds } from './utc-seconds.js';
export { winnersOf, type WinnerRecord } from './winner.repository.js';
