import { describe, expect, it } from 'vitest';
import { Problems, statusTitle } from './problem.js';

describe('a problem', () => {
  it('without a code of ours is about:blank, titled by its status (RFC 9457 §4.2.1)', () => {
    expect(Problems.notFound('Nothing here.').body()).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'Nothing here.',
    });
  });

  it('names every field at fault', () => {
    const errors = [{ field: 'a.0.b', message: 'must be' }];
    expect(Problems.fields(errors).body()).toMatchObject({ status: 400, code: 'invalid_fields', errors });
  });

  it('cannot have its status or title overwritten by what it carries', () => {
    expect(Problems.conflict('x', { status: 200, title: 'OK', type: 'other' }).body()).toMatchObject({
      status: 409,
      title: 'Conflict',
      type: 'about:blank',
    });
  });

  it('has a title whatever its status', () => {
    expect([418, 599].map(statusTitle)).toEqual(['Request Refused', 'Server Error']);
  });
});
