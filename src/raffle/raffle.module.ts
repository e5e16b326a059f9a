import { Module } from '@nestjs/common';
import { EventSequencer, Publication, PublishHook, Raffles, RaffleSecrets } from './catalogue/index.js';
import {
  BeaconWorker,
  DrandChains,
  DrandClient,
  DrawAnnouncer,
  DrawExecution,
  Drawer,
  EntryReceipts,
  Freezer,
  KeyDestroyer,
  LedgerWorker,
  LotteryResults,
  NoticesWorker,
  NumberProofs,
  Reconciler,
  Seeds,
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
  Raffles,
  Publication,
  RaffleSecrets,
  Tickets,
  Orders,
  Reconciler,
  Freezer,
  LotteryResults,
  Drawer,
  EntryReceipts,
  NumberProofs,
  Seeds,
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
    DrandChains,
    DrandClient,
    BeaconWorker,
    DrawExecution,
  ],
  exports: services,
})
export class RaffleModule {}
