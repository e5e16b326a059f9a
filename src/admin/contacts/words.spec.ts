import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOfReceived, wordsOfSent } from './words.js';

const SAMPLES = join(import.meta.dirname, '../../../test/webhook-samples');

describe('the words of a message', () => {
  it.each([
    [{ type: 'text', text: { body: 'hola' } }, 'hola'],
    [{ type: 'button', button: { text: 'Menú', payload: 'x' } }, 'Menú'],
    [
      { interactive: { type: 'list_reply', list_reply: { id: 'x', title: 'Rifa de la moto' } } },
      'Rifa de la moto',
    ],
    [{ interactive: { type: 'button_reply', button_reply: { id: 'x', title: 'Apartar' } } }, 'Apartar'],
    [{ type: 'image', image: { id: '1', caption: 'pagado' } }, 'pagado'],
    [{ type: 'document', document: { id: '1', filename: 'pago.pdf' } }, 'pago.pdf'],
    [{ type: 'reaction', reaction: { emoji: '👍' } }, '👍'],
    [{ type: 'edit', edit: { message: { type: 'text', text: { body: 'ahora así' } } } }, 'ahora así'],
    [{ type: 'audio', audio: { id: '1' } }, null],
    [{ type: 'text', text: { body: 7 } }, null],
    [null, null],
    ['text', null],
  ])('of %j are %s', (message, words) => {
    expect(wordsOfReceived(message)).toBe(words);
  });

  it('of ours are the body, the caption or what fills a template', () => {
    expect(wordsOfSent({ kind: 'text', body: 'Listo' })).toBe('Listo');
    expect(wordsOfSent({ kind: 'image', mediaId: '1', caption: 'Tu boleto' })).toBe('Tu boleto');
    expect(wordsOfSent({ kind: 'template', name: 'x', parameters: ['Marta', '007'] })).toBe('Marta · 007');
    expect(wordsOfSent({ name: 'x', parameters: { nombre: 'Marta' } })).toBe('Marta');
    expect(wordsOfSent({ kind: 'pruned' })).toBeNull();
  });

  it('are read, or not, from any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        for (const words of [wordsOfReceived(json), wordsOfSent(json)])
          expect(words === null || words !== '').toBe(true);
      }),
    );
  });

  it('are found in every sample of a text', () => {
    const texts = readdirSync(SAMPLES).filter((name) => name.startsWith('messages--text'));
    expect(texts.length).toBeGreaterThan(3);
    for (const name of texts) {
      const body = JSON.parse(readFileSync(join(SAMPLES, name), 'utf8')) as {
        entry: { changes: { value: { messages: unknown[] } }[] }[];
      };
      const messages = body.entry.flatMap(({ changes }) => changes.flatMap(({ value }) => value.messages));
      for (const message of messages) expect(wordsOfReceived(message)).not.toBeNull();
    }
  });
});
