import { lotterySourceOf, type LotterySource } from '../../fair-draw/index.js';
import { drawTitle, MAIN_DRAW, type RaffleState } from '../catalogue/index.js';
import type { readRules } from './stored-draw.js';
import { utcSeconds } from './utc-seconds.js';

type Entropy = ReturnType<typeof readRules>['entropy'];

/** Which draw an alert is about. */
export interface NamedDraw {
  readonly id: string;
  readonly ordinal: number;
  readonly name: string | null;
  /** Of the raffle. */
  readonly title: string;
  readonly raffleState: RaffleState;
  readonly drawAt: Date;
}

/** How far a draw has come. */
export interface KnownSoFar {
  readonly frozen: boolean;
  /** The ledger and commitment of its list are written. */
  readonly committed: boolean;
  /** Everything that decides it is known and confirmed. */
  readonly decided: boolean;
  /** The result that waits for its confirmation, by the lottery's name for the draw; null where none does. */
  readonly entered: string | null;
  /** How many results are confirmed. */
  readonly confirmed: number;
  /** Places of the seeds that are revealed, among those of the rules. */
  readonly revealed: readonly number[];
}

/** The list of a draw can soon be frozen no more. */
export function freezeDueText(draw: NamedDraw, until: Date): string {
  return `${called(draw)}: its list is not frozen. That can be done until ${utcSeconds(until)}; after it the draw can never take place. ${steps(draw)}`;
}

/** A draw that did not take place; null where it waits for a beacon, which has an alert of its own. */
export function lateText(draw: NamedDraw, entropy: Entropy, known: KnownSoFar): string | null {
  const reason = whyNotDrawn(entropy, known);
  return reason && `${called(draw)} was announced for ${utcSeconds(draw.drawAt)} and is not drawn. ${reason}`;
}

function called({ id, title, name }: NamedDraw): string {
  return `Draw ${id} (${drawTitle(title, name)})`;
}

function steps({ id, ordinal, raffleState }: NamedDraw): string {
  if (ordinal !== MAIN_DRAW) return `POST /api/v1/draws/${id}/freeze does it`;
  if (raffleState === 'reconciled') return 'The raffle is reconciled: freeze it';
  return raffleState === 'closed'
    ? 'The raffle has to be reconciled and frozen'
    : 'The raffle has to be closed, reconciled and frozen';
}

function whyNotDrawn(entropy: Entropy, known: KnownSoFar): string | null {
  if (!known.frozen) return 'Its list was not frozen before, so it can never be drawn';
  if (!known.committed) return 'The ledger of its list is not written yet';
  if (known.decided) return 'What decides it is known, but nobody has carried it out';
  const missing = whatIsMissing(entropy, known);
  return missing.length === 0 ? null : missing.join('. ');
}

/** Nothing is said of a beacon. */
function whatIsMissing(entropy: Entropy, known: KnownSoFar): string[] {
  const { entered, revealed } = known;
  const unconfirmed =
    entered === null ? null : `The result of ${entered} was entered and waits to be confirmed`;
  switch (entropy.mode) {
    case 'drand':
      return [];
    case 'lottery':
      return [unconfirmed ?? whichResult(lotterySourceOf(entropy), known)];
    case 'commit-reveal': {
      const hidden = entropy.seeds.filter((_, place) => !revealed.includes(place));
      const seeds = hidden.length === 0 ? [] : [`Not revealed: seed of ${listed(hidden)}`];
      const { kind } = entropy.external;
      if (kind !== 'lottery') return seeds;
      const outside = lotterySourceOf(entropy);
      const complete = outside !== undefined && known.confirmed >= outside.most;
      return complete ? seeds : [...seeds, unconfirmed ?? whichResult(outside, known)];
    }
    case 'manual':
      return [unconfirmed ?? `What was drawn by hand at ${entropy.place} is not entered`];
  }
}

function whichResult(
  needed: { readonly lottery: LotterySource; readonly oneByOne: boolean; readonly most: number } | undefined,
  { confirmed }: KnownSoFar,
): string {
  if (needed === undefined) return 'Its result is waited for';
  const { lottery, oneByOne, most } = needed;
  const count = oneByOne || most === 1 ? '' : ` (${confirmed} of ${most} are confirmed)`;
  return `The result of ${lottery.source}, draw ${drawIdOf(lottery, confirmed)}, is not entered${count}`;
}

/** Of consecutive draws the name of each is known; of others that of the first. */
function drawIdOf({ consecutive, first_draw }: LotterySource, position: number): string {
  if (position === 0) return first_draw;
  return consecutive
    ? String(BigInt(first_draw) + BigInt(position))
    : `${position + 1} from ${first_draw} on`;
}

function listed(seeds: readonly { readonly party: string }[]): string {
  return seeds.map(({ party }) => party).join(', ');
}
