export type {
  DigitExtractor,
  DrandMethod,
  DrawMethod,
  LotteryMethod,
  ManualMethod,
  LotterySource,
  MissRule,
  ResultPosition,
} from './draw-method.js';
export { EventSequencer } from './event-sequencer.worker.js';
export type { Fault } from './fault.js';
export { claimDaysIn } from './jurisdiction.js';
export { chainAll } from './log-chain.repository.js';
export { checkLog, rafflesWithLog, type LogCheck } from './log-check.reader.js';
export { faultsOfEachDraw } from './draft-faults.js';
export { drawOrdinals, drawTitle, MAIN_DRAW, preDrawOf, termsOfDraw } from './pre-draw.js';
export { Publication, RAFFLE_PUBLISH, type PublishOutcome } from './publication.service.js';
export { PublishHook } from './publish-hook.port.js';
export type { RaffleKeys } from './raffle-keys.js';
export { lockRaffle } from './raffle-lock.repository.js';
export { logEvents, type RaffleEvent } from './raffle-log.repository.js';
export { RaffleSecrets } from './raffle-secrets.service.js';
export { numbersMayChange, type RaffleState } from './raffle-state.js';
export { fairdrawId, lastNumber } from './raffle-view.js';
export type {
  MetaPermission,
  Organiser,
  PreDraw,
  Prize,
  RaffleTerms,
  RaffleView,
  SalesMode,
  TransferAccount,
} from './raffle-view.js';
export { Raffles, type DraftOutcome, type MoveOutcome } from './raffles.service.js';
export { jurisdictionOf } from './jurisdiction.js';
