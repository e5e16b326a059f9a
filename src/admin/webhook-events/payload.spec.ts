import { describe, expect, it } from 'vitest';
import { payloadOf } from './payload.js';

const body = Buffer.from(
  JSON.stringify({
    entry: [
      {
        changes: [
          { field: 'messages', value: { messages: [{ id: 'a' }, { id: 'b' }], statuses: [{ id: 's' }] } },
        ],
      },
      { changes: [{ field: 'account_update', value: { event: 'VERIFIED' } }] },
    ],
  }),
);
const nothing = { entry: null, change: null, item: null } as const;

describe('the payload of a stored update', () => {
  it('is the message, the status or the whole value it stands for', () => {
    expect(payloadOf(body, { kind: 'message', entry: 0, change: 0, item: 1 }).payload).toEqual({ id: 'b' });
    expect(payloadOf(body, { kind: 'status', entry: 0, change: 0, item: 0 }).payload).toEqual({ id: 's' });
    expect(payloadOf(body, { kind: 'change', entry: 1, change: 0, item: null }).payload).toEqual({
      event: 'VERIFIED',
    });
  });

  it('is text where the body is no JSON', () => {
    expect(payloadOf(Buffer.from('{"entry":'), { kind: 'unreadable', ...nothing }).payload).toBe('{"entry":');
  });

  it('is text where the body nests too deeply to be written again', () => {
    const deep = `{"entry":[{"changes":[{"value":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}]}`;
    expect(payloadOf(Buffer.from(deep), { kind: 'change', entry: 0, change: 0, item: null }).payload).toBe(
      deep,
    );
  });

  it('is null where the body holds nothing at that place', () => {
    expect(
      payloadOf(Buffer.from('{"entry":7}'), { kind: 'message', entry: 0, change: 0, item: 0 }).payload,
    ).toBeNull();
  });
});
