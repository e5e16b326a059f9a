import { expect, it } from 'vitest';
import { differences } from './differences.js';

it('what changed is told field by field, before and after', () => {
  const before = { title: 'Moto', prizes: [{ id: 'a' }], slug: 'moto', gone: 1, none: null };
  const after = { title: 'Moto', prizes: [{ id: 'b' }], slug: 'moto-2', state: 'open', none: null };
  expect(differences(before, after)).toEqual([
    { field: 'prizes', before: [{ id: 'a' }], after: [{ id: 'b' }] },
    { field: 'slug', before: 'moto', after: 'moto-2' },
    { field: 'gone', before: 1, after: null },
    { field: 'state', before: null, after: 'open' },
  ]);
  expect(differences(before, before)).toEqual([]);
});
