import { describe, expect, it } from 'vitest';
import { Chosen, kindOf } from './files.js';

const text = (content: string) => new TextEncoder().encode(content);
const LEAVES = Uint8Array.of(1, 0x7b, 0x7b);

describe('A file', () => {
  it('is told by what it holds, whatever it is called', () => {
    expect(kindOf(text('{"v":"fairdraw/1"}'))).toBe('certificate');
    expect(kindOf(text('\n  { }'))).toBe('certificate');
    expect(kindOf(LEAVES)).toBe('ledger');
    expect(kindOf(new Uint8Array())).toBe('ledger');
    expect([text('<html>'), text('[]'), Uint8Array.of(0x89, 0x50)].map(kindOf)).toEqual([null, null, null]);
  });
});

describe('Chosen files', () => {
  it('are complete with one of each kind, in any order', () => {
    const chosen = new Chosen();
    expect(chosen.get()).toBe('certificate');
    expect(chosen.add(text('{}'))).toBe(true);
    expect(chosen.get()).toBe('ledger');
    expect(chosen.add(text('GIF89a'))).toBe(false);
    expect(chosen.add(LEAVES)).toBe(true);
    expect(chosen.get()).toEqual({ certificate: text('{}'), ledger: LEAVES });
  });

  it('are the latest of each kind', () => {
    const chosen = new Chosen();
    for (const content of ['{"old":1}', '{"new":1}']) chosen.add(text(content));
    chosen.add(LEAVES);
    expect(chosen.get()).toEqual({ certificate: text('{"new":1}'), ledger: LEAVES });
  });
});
