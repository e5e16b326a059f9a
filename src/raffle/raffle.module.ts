import { Module } from '@nestjs/common';
import { Config } from '../platform/index.js';
import { EventSequencer, Publication, PublishHook, Raffles, RaffleSecrets } from './catalogue/index.js';
import {
  BeaconWorker,
  Disqualifications,
  DrandChains,
  DrandClient,
  DrawAnnouncer,
  DrawExecution,
  Drawer,
  DrawSelfTest,
  DrawWatch,
  EntryReceipts,
  Freezer,
  PreDrawFreezer,
  KeyDestroyer,
  LedgerWorker,
  LotteryResults,
  ManualResults,
  NoticesWorker,
  NumberProofs,
  ReachCounts,
  Reconciler,
  Seeds,
  StatedPins,
  TimestampAuthority,
  timestampAuthorityOf,
  TimestampWorker,
} from './draws/index.js';
import {
  ExpirySweep,
  Heartbeat,
  Holds,
  Orders,
  Reservations,
  Reviews,
  ValidationCodes,
} from './orders/index.js';
import { Tickets } from './tickets/index.js';

const services = [
  DrandChains,
  Raffles,
  Publication,
  RaffleSecrets,
  Tickets,
  Orders,
  Reconciler,
  Freezer,
  PreDrawFreezer,
  LotteryResults,
  ManualResults,
  Drawer,
  EntryReceipts,
  NumberProofs,
  ReachCounts,
  Seeds,
  Disqualifications,
  StatedPins,
];

/** Raffles, their numbers, orders and draws. */
@Module({
  providers: [
    ...services,
    Holds,
    Reviews,
    Reservations,
    ValidationCodes,
    ExpirySweep,
    Heartbeat,
    EventSequencer,
    { provide: PublishHook, useClass: DrawAnnouncer },
    LedgerWorker,
    NoticesWorker,
    KeyDestroyer,
    DrandClient,
    BeaconWorker,
    DrawExecution,
    DrawWatch,
    { provide: TimestampAuthority, useFactory: timestampAuthorityOf, inject: [Config] },
    TimestampWorker,
    DrawSelfTest,
  ],
  exports: services,
})
export class RaffleModule {}
