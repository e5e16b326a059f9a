import { Injectable } from '@nestjs/common';
import { Blobs, Database, Problems, type Transaction } from '../../platform/index.js';
import {
  keepSource,
  LotteryResults,
  ManualResults,
  sourceOf,
  sourcesOf,
  standingResults,
  type Actor,
  type EnterOutcome,
  type LotteryResult,
  type ManualEntry,
  type SourceInput,
} from '../../raffle/index.js';
import { actorOf } from '../access/scopes.js';
import { Commands, type Audit, type Command } from '../http/commands.service.js';
import type { NewManualResultDto } from './manual-results.dto.js';
import type { LotteryResultDto, LotteryResultPage, NewLotteryResultDto } from './draws.dto.js';
import { shownResult, sourceIn } from './result-source.js';

/** Takes official results for a draw, however it was named. */
@Injectable()
export class ResultDesk {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly results: LotteryResults,
    private readonly manual: ManualResults,
    private readonly blobs: Blobs,
  ) {}

  /** Results entered or confirmed, in order. */
  async list(drawId: string): Promise<LotteryResultPage> {
    const results = await standingResults(this.database, drawId);
    const sources = await sourcesOf(
      this.database,
      results.map(({ id }) => id),
    );
    const items = results.map((result) => shownResult(result, sources.get(result.id) ?? null));
    return { items, nextCursor: null };
  }

  /** Enters a result with where it was published. */
  enter(command: Command, drawId: string, body: NewLotteryResultDto): Promise<LotteryResultDto> {
    const { lotteryDrawId, drawnAt, source: lottery, results } = body;
    const input = { drawId, lotteryDrawId, drawnAt, source: lottery, results };
    return this.take(command, sourceIn(body), (tx, actor) => this.results.enter(tx, input, actor));
  }

  /** Enters what people drew by hand, with the acta that shows it. */
  enterManual(
    command: Command,
    input: ManualEntry & { drawId: string },
    body: NewManualResultDto,
  ): Promise<LotteryResultDto> {
    return this.take(command, sourceIn(body), (tx, actor) => this.manual.enter(tx, input, actor));
  }

  private take(
    command: Command,
    source: SourceInput,
    enter: (tx: Transaction, actor: Actor) => Promise<EnterOutcome>,
  ): Promise<LotteryResultDto> {
    return this.commands.runOnce(command, async (tx) => {
      const actor = actorOf(command.caller);
      const result = entered(await enter(tx, actor));
      await keepSource(tx, this.blobs, result.id, source);
      const answer = shownResult(result, await sourceOf(tx, result.id));
      const detail = {
        results: answer.results,
        sourceUrl: answer.sourceUrl,
        sourceSha256: answer.sourceFile?.sha256 ?? null,
      };
      const audit: Audit = {
        action: 'lottery_result.entered',
        targetKind: 'lottery_result',
        targetId: result.id,
      };
      return { answer, audit: { ...audit, detail } };
    });
  }
}

function entered(outcome: EnterOutcome): LotteryResult {
  switch (outcome.kind) {
    case 'entered':
      return outcome.result;
    case 'refused':
      throw Problems.conflict(`This cannot be the result: ${outcome.reason}.`, { code: 'result_refused' });
    case 'not_waiting':
      throw Problems.conflict('The draw does not wait for a result.', {
        code: 'not_waiting',
        state: outcome.state,
      });
    case 'one_stands':
      throw Problems.conflict('Another result waits to be confirmed, withdrawn or drawn.', {
        code: 'one_stands',
        resultId: outcome.result.id,
      });
    case 'not_found':
      throw Problems.notFound('There is no such draw.');
  }
}
