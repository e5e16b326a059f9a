import { describe, expect, it } from 'vitest';
import { corrections } from './corrections.js';

const message = (id: string, type: string, second = 0) => ({
  id,
  type,
  wamid: `wamid.${id}`,
  metaAt: new Date(second * 1000),
});
const edit = (of: string, body: string) => ({
  type: 'edit',
  edit: { original_message_id: `wamid.${of}`, message: { type: 'text', text: { body } } },
});
const revoke = (of: string) => ({ type: 'revoke', revoke: { original_message_id: `wamid.${of}` } });

describe('A message edited or taken back before anybody has read it', () => {
  it('says what it was edited to, the last edit counting', () => {
    const items = [message('1', 'text'), message('2', 'edit'), message('3', 'edit')];
    const contents = new Map([
      ['2', edit('1', '8')],
      ['3', edit('1', '9')],
    ]);
    const { now, settled } = corrections(items, contents);
    expect([...now]).toEqual([['1', { kind: 'text', text: '9' }]]);
    expect([...settled]).toEqual(['2', '3']);
  });

  it('says what the newest edit says, whichever came first', () => {
    const items = [message('1', 'text', 1), message('2', 'edit', 9), message('3', 'edit', 5)];
    const contents = new Map([
      ['2', edit('1', '9')],
      ['3', edit('1', '8')],
    ]);
    const { now, settled } = corrections(items, contents);
    expect([...now]).toEqual([['1', { kind: 'text', text: '9' }]]);
    expect([...settled]).toEqual(['2', '3']);
  });

  it('stays taken back though an edit comes after it', () => {
    const items = [message('1', 'text', 1), message('2', 'revoke', 5), message('3', 'edit', 9)];
    const contents = new Map<string, unknown>([
      ['2', revoke('1')],
      ['3', edit('1', '8')],
    ]);
    expect([...corrections(items, contents).now]).toEqual([['1', null]]);
  });

  it('says nothing once it was taken back', () => {
    const items = [message('1', 'text'), message('2', 'text'), message('3', 'revoke')];
    const { now, settled } = corrections(items, new Map([['3', revoke('1')]]));
    expect([...now]).toEqual([['1', null]]);
    expect([...settled]).toEqual(['3']);
  });

  it('stands as it was where the edit cannot be read', () => {
    const items = [message('1', 'text'), message('2', 'edit')];
    const unread = { type: 'edit', edit: { original_message_id: 'wamid.1', message: { type: 'hologram' } } };
    expect(corrections(items, new Map([['2', unread]]))).toEqual({ now: new Map(), settled: new Set(['2']) });
  });

  it('is another one where the correction came first, or is about a message that is not waiting', () => {
    const items = [message('1', 'edit'), message('2', 'text'), message('3', 'revoke')];
    const contents = new Map<string, unknown>([
      ['1', edit('2', '8')],
      ['3', revoke('0')],
    ]);
    expect(corrections(items, contents)).toEqual({ now: new Map(), settled: new Set() });
  });
});
