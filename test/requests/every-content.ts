import type { ListRow, MessageContent } from '../../src/whatsapp/index.js';
import { LIMITS } from '../../src/whatsapp/index.js';

export type Kind = MessageContent['kind'];

const text = (length: number): string => 'ñ'.repeat(length);

const row = (n: number): ListRow => ({
  id: `${n}`.padStart(LIMITS.rowId, 'i'),
  title: text(LIMITS.rowTitle),
  description: text(LIMITS.rowDescription),
});

const buttons = [1, 2, 3].map((n) => ({
  id: `${n}`.padStart(LIMITS.buttonId, 'i'),
  title: `${n}`.padStart(LIMITS.buttonTitle, 'ñ'),
}));

const frame = { header: text(LIMITS.header), footer: text(LIMITS.footer) };

/**
 * Of every kind of message the smallest and the largest there may be, with all its parts and without. A new
 * kind has no entry and does not compile.
 */
export const EVERY_CONTENT: { readonly [K in Kind]: readonly (MessageContent & { kind: K })[] } = {
  text: [
    { kind: 'text', body: 'a' },
    { kind: 'text', body: text(LIMITS.text), previewUrl: true },
  ],
  buttons: [
    { kind: 'buttons', body: 'a', buttons: [{ id: '1', title: 'Sí' }] },
    { kind: 'buttons', body: text(LIMITS.body), buttons, ...frame },
    { kind: 'buttons', body: text(LIMITS.body), buttons, picture: 'ticket:1' },
  ],
  list: [
    { kind: 'list', body: 'a', button: 'Ver', sections: [{ rows: [{ id: '1', title: 'a' }] }] },
    {
      kind: 'list',
      body: text(LIMITS.listBody),
      button: text(LIMITS.listButton),
      sections: Array.from({ length: LIMITS.sections }, (_, n) => ({
        title: text(LIMITS.sectionTitle),
        rows: [row(n)],
      })),
      ...frame,
    },
  ],
  link: [
    { kind: 'link', body: 'a', label: 'Ver', url: 'http://localhost:3000' },
    {
      kind: 'link',
      body: text(LIMITS.body),
      label: text(LIMITS.linkLabel),
      url: 'https://rifas.example/'.padEnd(LIMITS.url, 'x'),
      picture: 'ticket:1',
    },
  ],
  contact_request: [
    { kind: 'contact_request', body: 'a' },
    { kind: 'contact_request', body: text(LIMITS.body) },
  ],
  image: [
    { kind: 'image', mediaId: '1' },
    { kind: 'image', mediaId: '1084497968606591', caption: text(LIMITS.caption) },
  ],
  document: [
    { kind: 'document', mediaId: '1' },
    { kind: 'document', mediaId: '1', caption: text(LIMITS.caption), filename: 'acta.pdf' },
  ],
  template: [
    { kind: 'template', name: 'aviso', language: 'es', parameters: [] },
    {
      kind: 'template',
      name: 'a'.repeat(LIMITS.templateName),
      language: 'pt_BR',
      parameters: [{ name: 'order', text: 'K7Q-281' }],
      buttons: [
        { index: 0, kind: 'payload', payload: 'x'.repeat(LIMITS.buttonId) },
        { index: 1, kind: 'url', suffix: '8FJ4-M2XQ' },
      ],
    },
    { kind: 'template', name: 'aviso', language: 'es', parameters: ['Ana', text(60)] },
  ],
};
