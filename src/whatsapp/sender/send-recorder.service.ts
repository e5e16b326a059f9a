import { Injectable, Logger } from '@nestjs/common';
import {
  Database,
  DatabaseFault,
  isPassingFault,
  Metrics,
  sleep,
  type Transaction,
} from '../../platform/index.js';
import type { SendOutcome } from '../graph/graph-answer.js';
import { ruleFor } from '../graph/error-table.js';
import { Statuses } from '../statuses/statuses.repository.js';
import { showsAnswer } from './answered.js';
import type { AnswerTally } from './breaker.repository.js';
import type { LeasedMessage } from './lease.service.js';
import { MediaUploads, type WantedPicture } from '../media/media-uploads.repository.js';
import { SendEffects } from './send-effects.service.js';
import { SendRecord, type AcceptedSend } from './send-record.repository.js';
import { TemplateSends } from './template-sends.repository.js';
import { SenderHint } from './sender-hint.service.js';
import { TemplateChecks } from '../templates/template-checks.service.js';
import { verdictOn, type Verdict } from './verdict.js';

/** Outcomes of this long share one commit. */
const GATHER_MS = 10;
const RETRY_MS = 300;

/** What Meta says of a media id it does not know, which expired, or whose file it could not use. */
const MEDIA_CODES: ReadonlySet<number> = new Set([100, 131_009, 131_052, 131_053]);
const MEDIA_GONE = 'media_gone';

interface Outcome {
  readonly message: LeasedMessage;
  readonly outcome: SendOutcome;
  readonly recorded: () => void;
}

type Refused = { readonly message: LeasedMessage; readonly verdict: Verdict };

/** Writes down how sends ended, many in one transaction. */
@Injectable()
export class SendRecorder {
  private readonly logger = new Logger('Sender');
  private waiting: Outcome[] = [];
  private writing = false;

  constructor(
    private readonly database: Database,
    private readonly record: SendRecord,
    private readonly statuses: Statuses,
    private readonly effects: SendEffects,
    private readonly templateSends: TemplateSends,
    private readonly templateChecks: TemplateChecks,
    private readonly uploads: MediaUploads,
    private readonly hint: SenderHint,
    private readonly metrics: Metrics,
  ) {}

  /** Resolves when it is stored. If it cannot be, the lease runs out and the outcome counts as unknown. */
  add(message: LeasedMessage, outcome: SendOutcome): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push({ message, outcome, recorded: resolve });
      if (!this.writing) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      await sleep(GATHER_MS);
      const batch = this.waiting;
      this.waiting = [];
      await this.write(batch);
      for (const one of batch) one.recorded();
      this.hint.raise();
    }
    this.writing = false;
  }

  private async write(batch: readonly Outcome[]): Promise<void> {
    const accepted: AcceptedSend[] = [];
    const refused: Refused[] = [];
    for (const { message, outcome } of batch) {
      if (outcome.kind === 'accepted')
        accepted.push({ seq: message.seq, wamid: outcome.wamid, note: outcome.note });
      else refused.push({ message, verdict: verdictOf(message, outcome) });
    }
    for (;;) {
      try {
        await this.database.transact(async (tx) => {
          await this.store(tx, accepted, refused);
          await this.effects.tally(tx, tallied(batch));
        });
        break;
      } catch (error) {
        this.logger.error(
          `outcomes of ${batch.length} sends are not stored: ${error instanceof Error ? error.message : 'unknown fault'}`,
        );
        if (!isPassingFault(error) && !ranOutOfTime(error)) {
          if (batch.length > 1) for (const one of batch) await this.write([one]); // one row's fault is its own
          return;
        }
        await sleep(RETRY_MS);
      }
    }
    this.metrics.count('messages_accepted', {}, accepted.length);
    for (const { verdict } of refused)
      this.metrics.count('messages_not_accepted', { state: verdict.state, reason: verdict.reason });
  }

  private async store(
    tx: Transaction,
    accepted: readonly AcceptedSend[],
    refused: readonly Refused[],
  ): Promise<void> {
    await this.record.lock(tx, [
      ...accepted.map(({ seq }) => seq),
      ...refused.map(({ message }) => message.seq),
    ]);
    await this.record.accepted(tx, accepted);
    await this.statuses.joinFor(
      tx,
      accepted.map(({ wamid }) => wamid),
    );
    const settled = await this.record.judged(
      tx,
      refused.map(({ message: { seq, tries }, verdict }) => ({ seq, tries, verdict })),
    );
    await this.templateSends.retryAsTemplate(
      tx,
      settled
        .filter((row) =>
          refused.some(({ message, verdict }) => message.seq === row.seq && isWindowClosed(verdict)),
        )
        .map(({ id }) => id),
    );
    const bySeq = new Map(refused.map((one) => [one.message.seq, one]));
    await this.uploads.forget(tx, refused.flatMap(goneMedia));
    await this.effects.apply(tx, refused.flatMap(causedEffect));
    await this.templateChecks.afterRefusals(
      tx,
      refused.map(({ message: { seq }, verdict: { code } }) => ({ seq, code })),
    );
    const failures = settled.flatMap((row) => {
      const verdict = bySeq.get(row.seq)?.verdict;
      if (verdict?.state !== 'failed' || !row.mustArrive) return [];
      return [{ id: row.id, contactId: row.contactId, purpose: row.purpose, errorCode: verdict.code }];
    });
    await this.effects.tellFailures(tx, failures);
  }
}

/** Which numbers got answers in this batch. */
function tallied(batch: readonly Outcome[]): AnswerTally[] {
  const byChannel = Map.groupBy(batch, ({ message }) => message.channelId);
  return [...byChannel].map(([channelId, outcomes]) => {
    const shown = outcomes.map(({ outcome }) => showsAnswer(outcome));
    const count = (value: boolean): number => shown.filter((one) => one === value).length;
    return { channelId, answered: count(true), unanswered: count(false) };
  });
}

type Refusal = Exclude<SendOutcome, { kind: 'accepted' }>;

/** A picture Meta does not have any more is no fault of the message: it is uploaded anew, once. */
function verdictOf(message: LeasedMessage, outcome: Refusal): Verdict {
  const verdict = verdictOn(outcome, message.tries, Math.random());
  const gone = outcome.kind === 'refused' && message.picture !== null && message.tries === 1;
  return gone && MEDIA_CODES.has(outcome.code)
    ? { ...verdict, state: 'pending', reason: MEDIA_GONE, dueMs: 0, effect: null }
    : verdict;
}

function goneMedia({ message: { channelId, picture }, verdict }: Refused): WantedPicture[] {
  return verdict.reason === MEDIA_GONE && picture !== null ? [{ channelId, picture }] : [];
}

function causedEffect({ message: { channelId, contactId }, verdict: { effect, reason, code } }: Refused) {
  const text = code === null ? TEXTS[reason] : ruleFor(code).text;
  return effect === null ? [] : [{ effect, channelId, contactId, rule: { reason, text: text ?? reason } }];
}

/** What came of a send that has no code of Meta, for the organiser. */
const TEXTS: Readonly<Record<string, string>> = {
  http_refused: 'Algo entre el servicio y Meta rechaza los mensajes: mira el proxy y la dirección de la API.',
};

function isWindowClosed({ state, reason }: Verdict): boolean {
  return state === 'parked' && reason === 'needs_template';
}

/** A time limit of the database says nothing against the outcome. */
function ranOutOfTime(error: unknown): boolean {
  return error instanceof DatabaseFault && /^(57014|25P03)$/.test(error.code);
}
