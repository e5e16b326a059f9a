import { Injectable } from '@nestjs/common';
import { canonicalize, roundTime, type DrandChain } from '../../fair-draw/index.js';
import { invariant } from '../../kernel/index.js';
import { Alerts, Jobs, nowOf, type Reader, type Transaction } from '../../platform/index.js';
import { logEvents, type RaffleState } from '../catalogue/index.js';
import type { Actor } from './actor.js';
import { awaitBeacon } from './beacon.worker.js';
import { latestCertificate } from './certificate.repository.js';
import { readCertificate } from './certificate-content.js';
import {
  publishedEvent,
  whyNotOut,
  type DrawSoFar,
  type PublishedEvent,
  type WhyNotOut,
} from './disqualification.js';
import {
  confirmDisqualification,
  disqualificationById,
  disqualificationsOf,
  insertDisqualification,
  withdrawDisqualification,
  type Disqualification,
  type DisqualificationInput,
} from './disqualification.repository.js';
import { DrandChains } from './drand-chains.service.js';
import { DRAW_EXECUTE } from './draw-job.js';
import { lockDraw } from './draw.repository.js';
import { beaconSourceOf, isByHand } from './draw-rules.js';
import { drawInLog, readRules, type StoredDraw } from './stored-draw.js';
import { twoPersonRule } from './two-person.reader.js';
import { utcSeconds } from './utc-seconds.js';

export type ProposeOutcome =
  | { kind: 'proposed'; disqualification: Disqualification }
  /** Another one of this draw waits to be confirmed or withdrawn. */
  | { kind: 'one_stands'; disqualification: Disqualification }
  | WhyNotOut
  /** Who follows would be drawn by hand, too: there is no rule this service could follow. */
  | { kind: 'by_hand' }
  | { kind: 'not_found' };

export type ConfirmOutOutcome =
  | { kind: 'confirmed' | 'already' | 'withdrawn'; disqualification: Disqualification }
  /** Two people may draw: somebody else has to confirm, in person and not by API key. */
  | { kind: 'needs_second_person'; disqualification: Disqualification }
  | WhyNotOut
  | { kind: 'not_found' };

export type WithdrawOutOutcome =
  /** `already`: it was taken back before. */
  { kind: 'withdrawn' | 'already' | 'confirmed'; disqualification: Disqualification } | { kind: 'not_found' };

/** Puts winners out of a draw (B8): one person proposes, another confirms, the old result stays public. Who follows is drawn, not chosen. */
@Injectable()
export class Disqualifications {
  constructor(
    private readonly jobs: Jobs,
    private readonly alerts: Alerts,
    private readonly chains: DrandChains,
  ) {}

  /** Proposes to put the present holder of a prize out. Only one proposal of a draw stands at a time. */
  async propose(tx: Transaction, input: DisqualificationInput, actor: Actor): Promise<ProposeOutcome> {
    const draw = await lockDraw(tx, input.drawId);
    if (draw === null) return { kind: 'not_found' };
    if (isByHand(readRules(draw))) return { kind: 'by_hand' };
    const all = await disqualificationsOf(tx, draw.id);
    const standing = all.find(({ state }) => state === 'proposed');
    if (standing !== undefined) return { kind: 'one_stands', disqualification: standing };
    const refused = whyNotOut(await soFar(tx, draw, all), input);
    if (refused !== null) return refused;
    const id = await insertDisqualification(tx, input, actor.userId);
    return { kind: 'proposed', disqualification: await stored(tx, id) };
  }

  /** Publishes a proposal and has the draw carried on. From then on it can neither change nor go. */
  async confirm(tx: Transaction, id: string, actor: Actor): Promise<ConfirmOutOutcome> {
    const found = await lockWithDraw(tx, id);
    if (found === null) return { kind: 'not_found' };
    const { draw, disqualification } = found;
    if (disqualification.state === 'withdrawn') return { kind: 'withdrawn', disqualification };
    if (disqualification.state === 'confirmed') return { kind: 'already', disqualification };
    const twoPerson = await twoPersonRule(tx);
    if (twoPerson && (actor.viaKey || actor.userId === disqualification.proposedBy))
      return { kind: 'needs_second_person', disqualification };
    const so = await soFar(tx, draw, await disqualificationsOf(tx, draw.id));
    const refused = whyNotOut(so, disqualification);
    if (refused !== null) return refused;
    await this.publish(tx, draw, disqualification, { by: actor.userId, twoPerson }, so.confirmedEvents);
    return { kind: 'confirmed', disqualification: await stored(tx, id) };
  }

  /** Takes back a proposal nobody has confirmed. */
  async withdraw(tx: Transaction, id: string): Promise<WithdrawOutOutcome> {
    const found = await lockWithDraw(tx, id);
    if (found === null) return { kind: 'not_found' };
    const { disqualification } = found;
    if (disqualification.state === 'confirmed') return { kind: 'confirmed', disqualification };
    if (disqualification.state === 'withdrawn') return { kind: 'already', disqualification };
    await withdrawDisqualification(tx, id);
    return { kind: 'withdrawn', disqualification: await stored(tx, id) };
  }

  private async publish(
    tx: Transaction,
    draw: StoredDraw,
    out: Disqualification,
    by: { by: string; twoPerson: boolean },
    confirmed: number,
  ): Promise<void> {
    const rules = readRules(draw);
    invariant(!isByHand(rules), 'nobody is put out of a draw by hand');
    const source = beaconSourceOf(rules.entropy);
    const chain = source === undefined ? null : this.chains.find(source.chain_hash);
    invariant(source === undefined || chain !== null, 'a drawn draw is of a chain this service accepts');
    const event = publishedEvent(rules, out, { confirmed, at: utcSeconds(await nowOf(tx)), chain });
    await confirmDisqualification(tx, out.id, { ...by, seq: event.seq, event: canonicalize(event) });
    await logEvents(tx, [
      { raffleId: draw.raffleId, event: 'slot.disqualified', data: { ...event, ...drawInLog(draw) } },
    ]);
    await this.carryOn(tx, draw.id, event, chain);
  }

  /** The next certificate has the event at once; one with who follows comes when the beacon does. */
  private async carryOn(
    tx: Transaction,
    drawId: string,
    { target, number, slot, seq }: PublishedEvent,
    chain: DrandChain | null,
  ): Promise<void> {
    await this.jobs.add(tx, DRAW_EXECUTE, { drawId }, { jobKey: `${DRAW_EXECUTE}:${drawId}` });
    if (target !== undefined && chain !== null) {
      const at = new Date(roundTime(chain, target.round) * 1000);
      await awaitBeacon(this.jobs, tx, { drawId, chainHash: chain.hash, round: target.round, at });
    }
    const message = `Draw ${drawId}: number ${number} was put out of ${slot} (disqualification ${seq}). The old result stays public`;
    await this.alerts.raise(tx, { kind: 'redraw', severity: 'warning', channelId: null, message });
  }
}

async function soFar(
  tx: Transaction,
  draw: StoredDraw,
  disqualifications: readonly Disqualification[],
): Promise<DrawSoFar> {
  const raffle = await tx.first<{ state: RaffleState }>('select state from raffle where id = $1 for share', [
    draw.raffleId,
  ]);
  invariant(raffle !== null, 'a draw belongs to a raffle');
  const latest = await latestCertificate(tx, draw.id);
  const content = latest && readCertificate(latest.bytes);
  return {
    raffleState: raffle.state,
    drawState: draw.state,
    draw: content && content.draw,
    drawnEvents: content?.events.length ?? 0,
    confirmedEvents: disqualifications.filter(({ state }) => state === 'confirmed').length,
  };
}

/** Locks the draw first, then reads the disqualification: the order in which all its writers lock. */
async function lockWithDraw(
  tx: Transaction,
  id: string,
): Promise<{ draw: StoredDraw; disqualification: Disqualification } | null> {
  const seen = await disqualificationById(tx, id);
  if (seen === null) return null;
  const draw = await lockDraw(tx, seen.drawId);
  invariant(draw !== null, 'a disqualification belongs to a draw');
  return { draw, disqualification: await stored(tx, id) };
}

async function stored(reader: Reader, id: string): Promise<Disqualification> {
  const disqualification = await disqualificationById(reader, id);
  invariant(disqualification !== null, 'the disqualification was just seen');
  return disqualification;
}
