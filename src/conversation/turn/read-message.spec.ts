import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessage, readNewIdentity } from './read-message.js';

const SAMPLES = join(import.meta.dirname, '../../../test/webhook-samples');

interface Body {
  entry: { changes: { value: { messages?: unknown[] } }[] }[];
}

function firstMessage(name: string): unknown {
  const body: Body = JSON.parse(readFileSync(join(SAMPLES, `messages--${name}.json`), 'utf8'));
  return body.entry[0]?.changes[0]?.value.messages?.[0];
}

describe('a message', () => {
  it('of Meta’s samples is understood by its type', () => {
    const kinds = (name: string): string => readMessage(firstMessage(name)).kind;
    expect(kinds('text-reply-context')).toBe('text');
    expect(kinds('interactive-button-reply')).toBe('choice');
    expect(kinds('interactive-list-reply-no-description')).toBe('choice');
    expect(kinds('button-without-context')).toBe('choice');
    expect(kinds('image-payment-proof')).toBe('media');
    expect(kinds('document-pdf')).toBe('media');
    expect(kinds('audio-file')).toBe('other');
    expect(kinds('reaction-removed')).toBe('other');
    expect(kinds('media-too-large-131052')).toBe('other');
    expect(kinds('unknown-future-type')).toBe('other');
  });

  it('of every sample is understood as something', () => {
    const names = readdirSync(SAMPLES).filter(
      (name) => name.startsWith('messages--') && name.endsWith('.json'),
    );
    for (const name of names) {
      const body: Body = JSON.parse(readFileSync(join(SAMPLES, name), 'utf8'));
      for (const message of (body.entry ?? []).flatMap((entry) =>
        entry.changes.flatMap((change) => change.value.messages ?? []),
      ))
        expect(readMessage(message).kind).toMatch(/^(text|choice|media|other)$/);
    }
  });

  it('has no NUL, no lone surrogate and at most Meta’s length', () => {
    const body = `a\u0000\ud800${'x'.repeat(5_000)}`;
    const read = readMessage({ type: 'text', text: { body } });
    expect(
      read.kind === 'text' && read.text.isWellFormed() && !read.text.includes('\u0000') && read.text.length,
    ).toBe(4096);
  });

  it('of a changed number or user id names the new ones', () => {
    expect(readNewIdentity(firstMessage('system-user-changed-number'))).toEqual({ waId: '573001239876' });
    expect(readNewIdentity(firstMessage('system-user-changed-user-id-parent'))).toEqual({
      userId: 'CO.44920017736651180342',
    });
    expect(readNewIdentity(firstMessage('system-customer-identity-changed'))).toBeNull();
  });

  it('made of any JSON gives an answer', () => {
    const types = fc.constantFrom('text', 'image', 'interactive', 'button');
    fc.assert(
      fc.property(types, fc.jsonValue(), (type, json) => {
        expect(readMessage(json).kind).toBeTypeOf('string');
        expect(() => readNewIdentity({ type, system: json })).not.toThrow();
        expect(readMessage({ type, [type]: json }).kind).toBeTypeOf('string');
      }),
    );
  });
});
