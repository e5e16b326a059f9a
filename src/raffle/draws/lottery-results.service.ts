import { Injectable } from '@nestjs/common';
import { invariant } from '../../kernel/index.js';
import { nowOf, type Reader, type Transaction } from '../../platform/index.js';
import { logEvents } from '../catalogue/index.js';
import type { Actor } from './actor.js';
import { latestCertificate } from './certificate.repository.js';
import { readCertificate } from './certificate-content.js';
import { lockDraw } from './draw.repository.js';
import { isByHand, officialSourceOf } from './draw-rules.js';
import { lotteryDraw, whyNotNextResult, type LotteryEntry } from './lottery-entry.js';
import {
  confirmResult,
  confirmedDraws,
  insertResult,
  resultById,
  standingResults,
  withdrawResult,
  type LotteryResult,
} from './lottery-result.repository.js';
import { manualEvidence } from './manual-entry.js';
import { sourceOf } from './result-source.repository.js';
import { sourceInLog } from './result-source.js';
import { drawInLog, readRules, type StoredDraw } from './stored-draw.js';
import { twoPersonRule } from './two-person.reader.js';

export type EnterOutcome =
  | { kind: 'entered'; result: LotteryResult }
  | { kind: 'refused'; reason: string }
  /** The list is not frozen yet, or nothing is left to decide. */
  | { kind: 'not_waiting'; state: StoredDraw['state'] }
  /** Another result waits for its confirmation, or was confirmed and not drawn yet. */
  | { kind: 'one_stands'; result: LotteryResult }
  | { kind: 'not_found' };

export type ConfirmOutcome =
  | { kind: 'confirmed' | 'already'; result: LotteryResult }
  /** Two people may draw: somebody else has to confirm, in person and not by API key. */
  | { kind: 'needs_second_person'; result: LotteryResult }
  | { kind: 'withdrawn'; result: LotteryResult }
  | { kind: 'not_found' };

export type WithdrawOutcome =
  /** `already`: it was taken back before. */
  | { kind: 'withdrawn' | 'already'; result: LotteryResult }
  | { kind: 'confirmed'; result: LotteryResult }
  | { kind: 'not_found' };

/** Official results: one person enters what the lottery published, another confirms it. */
@Injectable()
export class LotteryResults {
  /** Takes a result for the next undecided lottery draw of the rules. */
  async enter(
    tx: Transaction,
    input: LotteryEntry & { drawId: string },
    actor: Actor,
  ): Promise<EnterOutcome> {
    const { drawId } = input;
    const draw = await lockDraw(tx, drawId);
    if (draw === null) return { kind: 'not_found' };
    if (draw.closedAt === null || draw.paper === null || draw.state === 'drawn') {
      return { kind: 'not_waiting', state: draw.state };
    }
    const standing = await standingResults(tx, drawId);
    const first = await firstToDecide(tx, draw, standing);
    if (first !== null) return { kind: 'one_stands', result: first };
    const rules = readRules(draw);
    if (isByHand(rules))
      return { kind: 'refused', reason: 'no lottery decides this draw: it is drawn by hand' };
    const reason = whyNotNextResult(rules, confirmedDraws(standing), input, {
      closedAt: draw.closedAt,
      now: await nowOf(tx),
    });
    if (reason !== null) return { kind: 'refused', reason };
    const id = await insertResult(tx, { ...input, position: standing.length, enteredBy: actor.userId });
    return { kind: 'entered', result: await stored(tx, id) };
  }

  /** Makes an entered result count. From then on it can neither change nor go. */
  async confirm(tx: Transaction, resultId: string, actor: Actor): Promise<ConfirmOutcome> {
    const result = await lockResult(tx, resultId);
    if (result === null) return { kind: 'not_found' };
    if (result.state === 'withdrawn') return { kind: 'withdrawn', result };
    if (result.state === 'confirmed') return { kind: 'already', result };
    const twoPerson = await twoPersonRule(tx);
    if (twoPerson && (actor.viaKey || actor.userId === result.enteredBy)) {
      return { kind: 'needs_second_person', result };
    }
    await confirmResult(tx, resultId, actor.userId, twoPerson);
    await this.logEntropy(tx, result);
    return { kind: 'confirmed', result: await stored(tx, resultId) };
  }

  /** Takes back a result nobody has confirmed. */
  async withdraw(tx: Transaction, resultId: string): Promise<WithdrawOutcome> {
    const result = await lockResult(tx, resultId);
    if (result === null) return { kind: 'not_found' };
    if (result.state === 'confirmed') return { kind: 'confirmed', result };
    if (result.state === 'withdrawn') return { kind: 'already', result };
    await withdrawResult(tx, resultId);
    return { kind: 'withdrawn', result: await stored(tx, resultId) };
  }

  private async logEntropy(tx: Transaction, result: LotteryResult): Promise<void> {
    const draw = await lockDraw(tx, result.drawId);
    invariant(draw !== null, 'a result belongs to a draw');
    const source = sourceInLog(await sourceOf(tx, result.id));
    const decided = isByHand(readRules(draw))
      ? manualEvidence(result, source)
      : { ...lotteryDraw(result), ...source };
    const data = { ...decided, ...drawInLog(draw) };
    await logEvents(tx, [{ raffleId: draw.raffleId, event: 'entropy.received', data }]);
  }
}

/** Locks the draw of a result, then reads the result: the order in which all writers of results lock. */
async function lockResult(tx: Transaction, id: string): Promise<LotteryResult | null> {
  const seen = await resultById(tx, id);
  if (seen === null) return null;
  await lockDraw(tx, seen.drawId);
  return resultById(tx, id);
}

/**
 * The result that has to be confirmed, or drawn with, before another one can be entered. Where several make one draw together, the
 * confirmed ones wait for the rest.
 */
async function firstToDecide(
  reader: Reader,
  draw: StoredDraw,
  standing: readonly LotteryResult[],
): Promise<LotteryResult | null> {
  const source = officialSourceOf(readRules(draw).entropy);
  const latest = await latestCertificate(reader, draw.id);
  const drawn = latest === null ? null : readCertificate(latest.bytes).entropy;
  const used = drawn?.kind === 'lottery' ? drawn.draws.length : 0;
  const open = standing.filter(({ position }) => position >= used);
  const complete = source?.oneByOne === true || open.length === source?.most;
  return open.find(({ state }) => complete || state === 'entered') ?? null;
}

/** The result under this id, which was just written. */
export async function stored(reader: Reader, id: string): Promise<LotteryResult> {
  const result = await resultById(reader, id);
  invariant(result !== null, 'the result was just written');
  return result;
}
