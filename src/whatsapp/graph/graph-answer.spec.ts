import { describe, expect, it } from 'vitest';
import { readAnswer, readMarkAnswer, withoutAnswer } from './graph-answer.js';

describe('an answer to a send', () => {
  it('is accepted with Meta’s message id', () => {
    const body = {
      messaging_product: 'whatsapp',
      contacts: [{ input: '+57' }],
      messages: [{ id: 'wamid.A', message_status: 'accepted' }],
    };
    expect(readAnswer(200, body)).toEqual({ kind: 'accepted', wamid: 'wamid.A', note: null });
  });

  it.each(['held_for_quality_assessment', 'paused'])('says that it is %s', (message_status) => {
    const body = { messages: [{ id: 'wamid.A', message_status }] };
    expect(readAnswer(200, body)).toEqual({ kind: 'accepted', wamid: 'wamid.A', note: message_status });
  });

  it('is a refusal wherever there is an error code, whatever the HTTP status', () => {
    for (const status of [200, 400, 401, 429, 500, 503]) {
      expect(readAnswer(status, { error: { code: 131016, message: 'x' } })).toEqual({
        kind: 'refused',
        code: 131016,
        httpStatus: status,
      });
    }
  });

  it.each([
    {},
    null,
    undefined,
    '',
    '<html>',
    { messages: [] },
    { messages: [{}] },
    { messages: 'x' },
    { error: {} },
    { error: { code: '1' } },
  ])('that says neither leaves the outcome open: %j', (body) => {
    expect(readAnswer(200, body)).toEqual({ kind: 'lost' });
    expect(readAnswer(502, body)).toEqual({ kind: 'lost' });
    expect(readAnswer(413, body)).toEqual({ kind: 'turned_away', httpStatus: 413 });
  });

  it('that never came leaves it open too, unless no connection came about', () => {
    for (const code of ['ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE', undefined])
      expect(withoutAnswer(code)).toEqual({ kind: 'lost' });
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])
      expect(withoutAnswer(code)).toEqual({ kind: 'not_sent' });
  });
});

describe('an answer to a read mark', () => {
  it('says whether the message is marked', () => {
    expect(readMarkAnswer(200, { success: true })).toEqual({ kind: 'marked' });
    expect(readMarkAnswer(200, { error: { code: 1 } })).toEqual({ kind: 'refused', code: 1, pauseMs: 0 });
    expect(readMarkAnswer(400, { error: { code: 131009 } })).toEqual({
      kind: 'refused',
      code: 131009,
      pauseMs: 0,
    });
    expect(readMarkAnswer(502, '<html>', 7)).toEqual({ kind: 'refused', code: null, pauseMs: 7 });
  });
});
