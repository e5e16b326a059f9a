import { describe, expect, it } from 'vitest';
import { graphBody, identityOf, readMarkBody } from './wire.js';

const ANA = { waId: '573104445566', userId: 'CO.20413377918265540127' };

describe('a message on the wire', () => {
  it('goes to +E.164 where the number is known, with our id for the statuses', () => {
    expect(graphBody('0190-id', ANA, { kind: 'text', body: 'hola' })).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+573104445566',
      type: 'text',
      text: { body: 'hola' },
      biz_opaque_callback_data: '0190-id',
    });
  });

  it('goes to the business-scoped id where no number is known', () => {
    const body = graphBody('id', { ...ANA, waId: null }, { kind: 'text', body: 'hola' });
    expect(body).toMatchObject({ recipient: 'CO.20413377918265540127' });
    expect(body).not.toHaveProperty('to');
  });

  it('identifies a person by number, else by id, else not at all', () => {
    expect(identityOf(ANA)).toBe('+573104445566');
    expect(identityOf({ ...ANA, waId: null })).toBe('CO.20413377918265540127');
    expect(identityOf({ waId: null, userId: null })).toBeNull();
  });

  it('asks for the own number as Meta has named it since May 2026', () => {
    const body = graphBody('id', { ...ANA, waId: null }, { kind: 'contact_request', body: 'b' });
    expect(body['interactive']).toEqual({
      type: 'request_contact_info',
      body: { text: 'b' },
      action: { name: 'request_contact_info' },
    });
  });

  it('carries only the parts a message has', () => {
    const list = {
      kind: 'list',
      body: 'b',
      button: 'Ver',
      sections: [{ rows: [{ id: '1', title: 't' }] }],
    } as const;
    expect(graphBody('id', ANA, list)['interactive']).toEqual({
      type: 'list',
      body: { text: 'b' },
      action: { button: 'Ver', sections: [{ rows: [{ id: '1', title: 't' }] }] },
    });
    expect(graphBody('id', ANA, { kind: 'document', mediaId: '9', filename: 'boleto.pdf' })).toMatchObject({
      type: 'document',
      document: { id: '9', filename: 'boleto.pdf' },
    });
    const template = { kind: 'template', name: 'aviso', language: 'es', parameters: [] } as const;
    expect(graphBody('id', ANA, template)['template']).toEqual({ name: 'aviso', language: { code: 'es' } });
  });
});

describe('a read mark on the wire', () => {
  it('names the message, and says "typing…" only where asked', () => {
    const plain = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.A' };
    expect(readMarkBody('wamid.A', false)).toEqual(plain);
    expect(readMarkBody('wamid.A', true)).toEqual({ ...plain, typing_indicator: { type: 'text' } });
  });
});
