import { expect, it } from 'vitest';
import { telling } from './telling.js';

const NEWS = {
  type: 'draw_result',
  raffleId: 'r',
  drawId: 'd',
  drawName: 'Presorteo',
  issueNo: 1,
  pending: false,
  winners: [{ prizeName: 'Televisor', number: '50', status: 'won' }],
  mine: ['08'],
} as const;

function told(inMainDraw?: boolean): string {
  const news = inMainDraw === undefined ? NEWS : { ...NEWS, inMainDraw };
  return telling.draw_result({
    kind: 'draw_result',
    choices: { as: 'none' },
    jurisdiction: null,
    title: 'Moto',
    isPreDraw: true,
    byHand: false,
    news,
  });
}

it('The result of an early draw says that the numbers go on to the main one, where they do', () => {
  const line = 'Tus boletos siguen en el sorteo principal.';
  expect(told()).toContain(line);
  expect(told(true)).toContain(line);
  expect(told(false)).not.toContain(line);
});
