import type { MissPolicy } from '../../fair-draw/index.js';
import type { DrawMethod, MissRule } from '../catalogue/index.js';
import type { SoldOdds } from './sold-odds.js';

const AT_LAST: Readonly<Record<MissPolicy, string>> = {
  house: 'nobody wins and the prize stays with you',
  next_up: 'the next higher number sold wins',
  next_down: 'the next lower number sold wins',
  nearest: 'the nearest number sold wins',
  seeded: 'the digits start a sequence of chance among all numbers sold',
};

const ALIKE = 'Every number sold has the same chance.';

/** How winners are found, for the organiser. */
export function methodSentence(method: DrawMethod): string {
  switch (method.mode) {
    case 'manual':
      return `Printed slips are drawn by hand at ${method.place}, and people enter what came out. Nobody can compute the result again.`;
    case 'lottery':
      return `Digits of ${method.source}, draw ${method.firstDraw}, are the winning number. ${missSentence(method.onMiss)}`;
    case 'lottery_seeded':
      return `The digits of ${draws(method.draws)} of ${method.source}, from ${method.firstDraw} on, start a sequence of chance. ${ALIKE}`;
    case 'drand':
      return `A round of the public beacon drand, fixed by the time of the draw, starts a sequence of chance. ${ALIKE}`;
    case 'commit_reveal':
      return `Seeds promised by ${method.seeds.map(({ party }) => party).join(', ')} start a sequence of chance${outside(method.external)}. ${ALIKE}`;
  }
}

/** What becomes of a prize whose number nobody bought. */
export function missSentence(rule: MissRule): string {
  const begin = 'If nobody bought the number drawn,';
  if (rule.policy !== 'next_draw') return `${begin} ${AT_LAST[rule.policy]}.`;
  return `${begin} the lottery's next draw decides, ${draws(rule.maxDraws)} at most; after the last, ${AT_LAST[rule.then]}.`;
}

/** The odds of one prize in words; `width` digits are printed. */
export function oddsSentence({ sold, nobody, least, most, cannotWin }: SoldOdds, width: number): string {
  if (least === null || most === null)
    return `With ${sold} sold, none of them can win: the prize stays with you.`;
  const name = (number: number): string => String(number).padStart(width, '0');
  const often = ({ number, timesFair }: typeof most): string =>
    `number ${name(number)} wins ${timesFair.toFixed(2)} times as often as its fair share`;
  const even = least.chance === most.chance;
  const spread = even ? 'every one of them has the same chance' : `${often(most)}, ${often(least)}`;
  const shut = cannotWin === 0 ? '' : ` ${cannotWin} of them cannot win.`;
  const house = nobody === 0 ? '' : ` In ${(100 * nobody).toFixed(2)} of 100 draws nobody wins.`;
  return `With ${sold} sold, ${spread}.${shut}${house}`;
}

function draws(count: number): string {
  return count === 1 ? 'one draw' : `${count} draws`;
}

function outside(external: Extract<DrawMethod, { mode: 'commit_reveal' }>['external']): string {
  switch (external.kind) {
    case 'none':
      return '';
    case 'drand':
      return ', together with a round of the public beacon drand';
    case 'lottery':
      return `, together with ${draws(external.draws)} of ${external.source}`;
  }
}
