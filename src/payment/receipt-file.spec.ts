import { describe, expect, it } from 'vitest';
import { receiptTypeOf } from './receipt-file.js';

describe('the type of a receipt', () => {
  it.each([
    ['image/jpeg', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['image/png', Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
    ['image/webp', Buffer.from('RIFF\u0001\u0002\u0003\u0004WEBPVP8 ', 'latin1')],
    ['application/pdf', Buffer.from('%PDF-1.7')],
    ['application/pdf', Buffer.concat([Buffer.alloc(1000), Buffer.from('%PDF-1.7')])],
  ])('is %s by its bytes', (type, bytes) => expect(receiptTypeOf(bytes)).toBe(type));

  it.each([
    ['nothing', ''],
    ['a web page', '<!doctype html><script>alert(1)</script>'],
    ['a picture that can run', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['an animation', 'GIF89a'],
    ['a program', 'MZ\u0090\u0000'],
    ['a wave file', 'RIFF\u0001\u0002\u0003\u0004WAVEfmt '],
    ['a page that speaks of PDF too late', `${' '.repeat(1020)}%PDF-1.7`],
  ])('is none for %s', (_name, text) => expect(receiptTypeOf(Buffer.from(text, 'latin1'))).toBeNull());
});
