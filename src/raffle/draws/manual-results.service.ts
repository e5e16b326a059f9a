import { Injectable } from '@nestjs/common';
import { ticketLabel } from '../../kernel/index.js';
import { nowOf, type Reader, type Transaction } from '../../platform/index.js';
import type { Actor } from './actor.js';
import { announced } from './announced.reader.js';
import { lockDraw } from './draw.repository.js';
import { isByHand, type ManualRules } from './draw-rules.js';
import { insertResult, standingResults } from './lottery-result.repository.js';
import { stored, type EnterOutcome } from './lottery-results.service.js';
import { whyNotDrawn, type ManualEntry, type Slips } from './manual-entry.js';
import { holdersOf } from './notice.repository.js';
import { readRules } from './stored-draw.js';

/** Stands where a lottery's result has the lottery's own id. */
const BY_HAND = 'manual';

/**
 * What people drew by hand, where the law wants no program to draw. It is entered here; from then on it is a result like any other,
 * confirmed by a second person where there is one, kept with its source, and taken back the same way.
 */
@Injectable()
export class ManualResults {
  /** Takes the winners of a draw whose rules say that it is drawn by hand. */
  async enter(tx: Transaction, input: ManualEntry & { drawId: string }, actor: Actor): Promise<EnterOutcome> {
    const { drawId, drawnAt, winners } = input;
    const draw = await lockDraw(tx, drawId);
    if (draw === null) return { kind: 'not_found' };
    const rules = readRules(draw);
    if (!isByHand(rules))
      return { kind: 'refused', reason: 'the rules of this draw leave no winner to a person' };
    if (draw.closedAt === null || draw.paper === null || draw.state === 'drawn')
      return { kind: 'not_waiting', state: draw.state };
    const [standing] = await standingResults(tx, drawId);
    if (standing !== undefined) return { kind: 'one_stands', result: standing };
    const { drawAt } = await announced(tx, drawId);
    const times = { closedAt: draw.closedAt, drawAt, now: await nowOf(tx) };
    const reason = whyNotDrawn(rules, input, await slipsOf(tx, drawId, rules, winners), times);
    if (reason !== null) return { kind: 'refused', reason };
    const results = Object.fromEntries(
      winners.map(({ prizeId, unit, number }) => [
        `${prizeId}/${unit}`,
        ticketLabel(number, rules.numbers.width),
      ]),
    );
    const entry = { source: rules.entropy.place, lotteryDrawId: BY_HAND, drawnAt, results };
    const id = await insertResult(tx, { ...entry, drawId, position: 0, enteredBy: actor.userId });
    return { kind: 'entered', result: await stored(tx, id) };
  }
}

async function slipsOf(
  reader: Reader,
  drawId: string,
  rules: ManualRules,
  winners: ManualEntry['winners'],
): Promise<Slips> {
  const numbers = winners.map(({ number }) => number);
  const row = await reader.first<{ most: number }>(
    `select count(${rules.one_prize_per_holder ? 'distinct o.contact_id' : '*'})::int as most
     from draw_list l join raffle_order o on o.id = l.order_id where l.draw_id = $1`,
    [drawId],
  );
  return { holders: await holdersOf(reader, drawId, numbers), most: row?.most ?? 0 };
}
