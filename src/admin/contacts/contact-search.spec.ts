import { expect, it } from 'vitest';
import { likeBeginning, readContactSearch } from './contact-search.js';

it.each([
  ['+52 1 555 000-1111', { by: 'number', digits: '5215550001111' }],
  ['5215550001111', { by: 'number', digits: '5215550001111' }],
  [' MX.13491208655302741918 ', { by: 'user_id', value: 'MX.13491208655302741918' }],
  ['Marta', { by: 'name', beginning: 'marta' }],
  ['MX', { by: 'name', beginning: 'mx' }],
  ['007', { by: 'name', beginning: '007' }],
])('a person is looked for by what "%s" is', (typed, search) => {
  expect(readContactSearch(typed)).toEqual(search);
});

it('the beginning of a name is taken literally', () => {
  expect(likeBeginning('100%_\\')).toBe('100\\%\\_\\\\%');
});
