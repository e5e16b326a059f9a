import { describe, expect, it } from 'vitest';
import { checkLimits } from './limits.js';
import type { ButtonsContent, ListContent, MessageContent } from './message-content.js';

const x = (length: number): string => 'x'.repeat(length);

const buttons = (change: Partial<ButtonsContent> = {}): ButtonsContent => ({
  kind: 'buttons',
  body: x(1024),
  buttons: [1, 2, 3].map((n) => ({ id: `${n}${x(255)}`, title: `${n}${x(19)}` })),
  header: x(60),
  footer: x(60),
  ...change,
});

const list = (change: Partial<ListContent> = {}): ListContent => ({
  kind: 'list',
  body: x(4096),
  button: x(20),
  sections: [
    {
      title: x(24),
      rows: [0, 1, 2, 3, 4].map((n) => ({ id: `${n}${x(199)}`, title: x(24), description: x(72) })),
    },
    { title: x(24), rows: [5, 6, 7, 8, 9].map((n) => ({ id: `${n}`, title: x(24) })) },
  ],
  ...change,
});

const fits: Record<string, MessageContent> = {
  text: { kind: 'text', body: x(4096) },
  buttons: buttons(),
  list: list(),
  'a list of one untitled section': list({ sections: [{ rows: [{ id: '1', title: 'Sí' }] }] }),
  link: { kind: 'link', body: x(1024), label: x(20), url: 'https://example.com/t/x' },
  'a request for the number': { kind: 'contact_request', body: x(1024) },
  image: { kind: 'image', mediaId: '1', caption: x(1024) },
  document: { kind: 'document', mediaId: '1', filename: 'boleto.pdf' },
  template: { kind: 'template', name: 'pago_ok', language: 'es_CO', parameters: ['Ana', '007'] },
};

const breaks: Record<string, MessageContent> = {
  'a text of 4,097 characters': { kind: 'text', body: x(4097) },
  'an empty text': { kind: 'text', body: ' \n' },
  'a body of 1,025 characters': buttons({ body: x(1025) }),
  'four buttons': buttons({ buttons: ['1', '2', '3', '4'].map((id) => ({ id, title: id })) }),
  'no button': buttons({ buttons: [] }),
  'a button title of 21 characters': buttons({ buttons: [{ id: '1', title: x(21) }] }),
  'a button id of 257 characters': buttons({ buttons: [{ id: x(257), title: 'Sí' }] }),
  'equal button titles': buttons({
    buttons: [
      { id: '1', title: 'Sí' },
      { id: '2', title: 'Sí' },
    ],
  }),
  'equal button ids': buttons({
    buttons: [
      { id: '1', title: 'Sí' },
      { id: '1', title: 'No' },
    ],
  }),
  'a header of 61 characters': buttons({ header: x(61) }),
  'a footer of 61 characters': list({ footer: x(61) }),
  'a list body of 4,097 characters': list({ body: x(4097) }),
  'a list button of 21 characters': list({ button: x(21) }),
  'eleven rows': list({
    sections: [{ rows: Array.from({ length: 11 }, (_, n) => ({ id: `${n}`, title: 'x' })) }],
  }),
  'a section title of 25 characters': list({ sections: [{ title: x(25), rows: [{ id: '1', title: 'x' }] }] }),
  'a section without rows': list({
    sections: [
      { title: 'a', rows: [] },
      { title: 'b', rows: [{ id: '1', title: 'x' }] },
    ],
  }),
  'a row title of 25 characters': list({ sections: [{ rows: [{ id: '1', title: x(25) }] }] }),
  'a row description of 73 characters': list({
    sections: [{ rows: [{ id: '1', title: 'x', description: x(73) }] }],
  }),
  'a row id of 201 characters': list({ sections: [{ rows: [{ id: x(201), title: 'x' }] }] }),
  'equal row ids': list({
    sections: [
      {
        rows: [
          { id: '1', title: 'x' },
          { id: '1', title: 'y' },
        ],
      },
    ],
  }),
  'a link label of 21 characters': { kind: 'link', body: 'x', label: x(21), url: 'https://example.com' },
  'a link that is no web address': { kind: 'link', body: 'x', label: 'x', url: 'javascript:alert(1)' },
  'a caption of 1,025 characters': { kind: 'image', mediaId: '1', caption: x(1025) },
  'an image with a file name': { kind: 'image', mediaId: '1', filename: 'a.jpg' },
  'media without id': { kind: 'document', mediaId: '' },
  'a template name with capitals': { kind: 'template', name: 'Pago', language: 'es', parameters: [] },
  'a template language with a dash': { kind: 'template', name: 'pago', language: 'es-CO', parameters: [] },
  'an empty template parameter': { kind: 'template', name: 'pago', language: 'es', parameters: [''] },
  'a template parameter with a line break': {
    kind: 'template',
    name: 'pago',
    language: 'es',
    parameters: ['a\nb'],
  },
};

describe('Meta’s limits', () => {
  it.each(Object.entries(fits))('are kept by the longest allowed %s', (_name, content) => {
    expect(checkLimits(content)).toEqual([]);
  });

  it.each(Object.entries(breaks))('are broken by %s', (_name, content) => {
    expect(checkLimits(content)).toHaveLength(1);
  });

  it('are all told at once', () => {
    const section = (id: string) => ({ rows: [{ id, title: 'x' }] });
    const sections = Array.from({ length: 11 }, (_, n) => section(`${n}`));
    expect(checkLimits(list({ sections }))).toEqual([
      '11 sections, 1 to 10',
      '11 rows, 1 to 10',
      ...sections.map(() => 'section title is empty'),
    ]);
  });

  it('are told without any of the message’s text', () => {
    expect(checkLimits({ kind: 'text', body: `+573001112233 ${x(5000)}` })).toEqual([
      'body has 5014 characters, at most 4096',
    ]);
  });
});
