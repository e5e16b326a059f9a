/**
 * fairdraw/1: a raffle draw anybody can recompute. Pure functions over rules, ledger and published lottery results; used alike
 * by the service, the verifier on the command line and a browser. References like B7 name sections of the specification.
 */
export { FairDrawError, type ErrorCode } from './errors.js';
export { VERSION, fromHex, toHex } from './encode.js';
export { canonicalize } from './jcs.js';
export { parseStrictJson, type Json, type JsonObject } from './json.js';
export { drandSourceOf, lotterySourceOf, parseRules, rulesHash } from './rules.js';
export type { DirectRules, EntropyRules, NumberRange, Prize, Rules } from './rules.js';
export { MISS_POLICIES } from './rules-direct.js';
export type { DirectLottery, Extractor, MissPolicy, OnMiss } from './rules-direct.js';
export { maxDraws } from './rules-direct.js';
export type { LotterySource, Position, SeededLottery } from './rules-lottery.js';
export type { DrandRules, DrandSource } from './rules-drand.js';
export type { CommitReveal, External, SeedPromise } from './rules-reveal.js';
export { holderCommit, pseudonym, ticketSalt } from './holder.js';
export { LEAF_LENGTH, NUMBER_AT, type LedgerTicket } from './leaf.js';
export { LedgerWriter, type LedgerSummary } from './ledger-writer.js';
export { Ledger, type LedgerEntry } from './ledger.js';
export { MerkleTree } from './merkle.js';
export {
  checkInclusion,
  proveInclusion,
  verifyInclusion,
  type InclusionProof,
  type ProvenLeaf,
} from './inclusion.js';
export { checkAbsence, type AbsenceProof } from './absence.js';
export { ProofIndex, SEGMENT_LEAVES, segmentOf, type Segment } from './proof-index.js';
export {
  checkReceipt,
  checkReceiptInLedger,
  issueReceipt,
  type EntryReceipt,
  type EntryReceiptInput,
} from './receipt.js';
export { commitmentHash, parseCommitment, type Commitment } from './commitment.js';
export { checkResults, expectedDrawId, type LotteryDraw, type LotteryEvidence } from './lottery.js';
export {
  PINNED,
  QUICKNET,
  firstRoundAt,
  roundTime,
  verifyBeacon,
  type DrandChain,
  type DrandEvidence,
} from './drand.js';
export { checkEvidence, seedHash } from './evidence.js';
export type { CheckedEvidence, CheckOptions, Evidence, RevealEvidence } from './evidence.js';
export { checkEvents, type DrawEvent } from './events.js';
export { computeDraw } from './compute.js';
export { drawCommitted, openCommitted, type CommittedDraw } from './committed.js';
export { STEPS, type Step, type WatchOptions } from './steps.js';
export { certificateHash, issueCertificate } from './certificate.js';
export type { CertificateInput, IssuedCertificate, Pin } from './certificate.js';
export type { Alternate, Draw, Place, Replacement, Skipped, Slot, Way, Winner } from './draw.js';
export { presentSlots, printedNumber, type PresentSlot, type SlotOutcome } from './present.js';
export { keyId, publicKeyOf, signObject, verifySignature, type Signature } from './signature.js';
export {
  appendToLog,
  headOfLog,
  logHash,
  type LogDraft,
  type LogEntry,
  type LogEvent,
  type LogHead,
} from './log.js';
export { bareLedger } from './bare-ledger.js';
export { oddsOf, oddsUnder, summaryOf, type Odds, type OddsSummary } from './odds.js';
export { runVectors, type VectorOutcome } from './vectors.js';
export { warningsOfRules, type WarningCode } from './warnings.js';
export {
  verifyCertificate,
  verifyCertificateText,
  type Verification,
  type VerifiedCertificate,
} from './verify.js';
