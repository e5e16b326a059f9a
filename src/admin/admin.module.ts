import { Module } from '@nestjs/common';
import { BroadcastModule } from '../broadcast/index.js';
import { PaymentModule } from '../payment/index.js';
import { RaffleModule } from '../raffle/index.js';
import { WhatsappModule } from '../whatsapp/index.js';
import { Access } from './access/access.service.js';
import { AccessWatch } from './access/access-watch.service.js';
import { Sessions } from './access/sessions.service.js';
import { CallerGuard } from './access/caller.guard.js';
import { AlertsController } from './alerts/alerts.controller.js';
import { BroadcastsController } from './broadcasts/broadcasts.controller.js';
import { ChannelsController } from './channels/channels.controller.js';
import { DoctorController } from './channels/doctor.controller.js';
import { ConversationsController } from './chats/conversations.controller.js';
import { ContactsController } from './contacts/contacts.controller.js';
import { CostsController } from './costs/costs.controller.js';
import { NoticeEstimateController } from './costs/notice-estimate.controller.js';
import { ClosingController } from './draws/closing.controller.js';
import {
  DisqualificationsController,
  DrawDisqualificationsController,
} from './draws/disqualifications.controller.js';
import { AnyDrawController, DrawsController } from './draws/draws.controller.js';
import { LotteryResultsController } from './draws/lottery-results.controller.js';
import { ManualResultsController } from './draws/manual-results.controller.js';
import { PinsController } from './draws/pins.controller.js';
import { PreDrawsController, RaffleDrawsController } from './draws/pre-draws.controller.js';
import { DrawResultsController, RaffleResultsController } from './draws/raffle-results.controller.js';
import { ResultDesk } from './draws/result-desk.service.js';
import { ResultSourceController } from './draws/result-source.controller.js';
import { SeedsController } from './draws/seeds.controller.js';
import { TicketSheetController } from './draws/ticket-sheet.controller.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { EvidencePacks } from './evidence/evidence-packs.worker.js';
import { IdempotencyRetention } from './http/idempotency-retention.service.js';
import { Commands } from './http/commands.service.js';
import { OrdersController } from './orders/orders.controller.js';
import { PaymentsController } from './payments/payments.controller.js';
import { ReceiptsController } from './payments/receipts.controller.js';
import { ApiKeysController } from './people/api-keys.controller.js';
import { SessionsController, SignInController } from './people/sessions.controller.js';
import { UsersController } from './people/users.controller.js';
import { DrawPreviewController } from './raffles/draw-preview.controller.js';
import { PosterController } from './raffles/poster.controller.js';
import { RaffleLifeController } from './raffles/raffle-life.controller.js';
import { RafflesController } from './raffles/raffles.controller.js';
import { StatsController } from './raffles/stats.controller.js';
import { TicketsController } from './raffles/tickets.controller.js';
import { LogHeads } from './records/log-heads.worker.js';
import { ConfigWatch } from './records/config-watch.service.js';
import { AuditController } from './records/audit.controller.js';
import { WebhookEventsController } from './webhook-events/webhook-events.controller.js';

/** REST for organisers: who may do what, and a record of who did. */
@Module({
  imports: [BroadcastModule, RaffleModule, PaymentModule, WhatsappModule],
  controllers: [
    BroadcastsController,
    ChannelsController,
    AlertsController,
    DoctorController,
    RafflesController,
    RaffleLifeController,
    DrawPreviewController,
    PosterController,
    TicketsController,
    StatsController,
    ContactsController,
    CostsController,
    NoticeEstimateController,
    ClosingController,
    RaffleDrawsController,
    PreDrawsController,
    RaffleResultsController,
    DrawResultsController,
    LotteryResultsController,
    ManualResultsController,
    ResultSourceController,
    SeedsController,
    DrawsController,
    DrawDisqualificationsController,
    DisqualificationsController,
    AnyDrawController,
    TicketSheetController,
    EvidenceController,
    PinsController,
    OrdersController,
    PaymentsController,
    ReceiptsController,
    ConversationsController,
    WebhookEventsController,
    SignInController,
    SessionsController,
    UsersController,
    ApiKeysController,
    AuditController,
  ],
  providers: [
    ResultDesk,
    EvidencePacks,
    LogHeads,
    ConfigWatch,
    Access,
    AccessWatch,
    CallerGuard,
    Sessions,
    Commands,
    IdempotencyRetention,
  ],
})
export class AdminModule {}
