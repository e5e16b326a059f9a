import { describe, expect, it } from 'vitest';
import { Inbox } from './inbox.js';
import { readMessage } from './received.js';
import { samples } from './validate/samples.js';
import type { MessageBody } from './validate/message-body.js';
import { standardValidator } from './validate/validator.js';

const validate = standardValidator();

function checked(body: object): MessageBody {
  const verdict = validate(body);
  if (verdict.kind !== 'message') throw new Error('not a message');
  return verdict.message;
}

function text(body: string, callbackData?: string): MessageBody {
  const extra = callbackData === undefined ? {} : { biz_opaque_callback_data: callbackData };
  return checked({ ...samples.text, text: { body }, ...extra });
}

const read = (body: object): object => readMessage(checked(body), 'wamid.1', 0);

let count = 0;
function receive(inbox: Inbox, body: MessageBody): void {
  inbox.receive(readMessage(body, `wamid.${(count += 1)}`, 0));
}

describe('a phone', () => {
  it('shows a message sent twice with the same callback data once', () => {
    const inbox = new Inbox();
    for (const body of [text('hola', 'o:1'), text('adiós', 'o:2'), text('hola', 'o:1')]) receive(inbox, body);
    expect(inbox.all()).toMatchObject([
      { text: 'hola', copies: 2, copiesDiffer: false },
      { text: 'adiós', copies: 1 },
    ]);
  });

  it('notes when the copy says something else', () => {
    const inbox = new Inbox();
    receive(inbox, text('tu número es 7', 'o:1'));
    receive(inbox, text('tu número es 8', 'o:1'));
    expect(inbox.all()).toMatchObject([{ text: 'tu número es 7', copies: 2, copiesDiffer: true }]);
  });

  it('shows equal texts without callback data as often as they came', () => {
    const inbox = new Inbox();
    receive(inbox, text('hola'));
    receive(inbox, text('hola'));
    expect(inbox.all()).toHaveLength(2);
  });

  it('waits for a message to come and never gives the same one twice', async () => {
    const inbox = new Inbox();
    receive(inbox, text('uno'));
    const first = await inbox.waitFor(() => true, 10);
    const coming = inbox.waitFor(() => true, 1000);
    receive(inbox, text('dos'));
    expect([first.text, (await coming).text]).toEqual(['uno', 'dos']);
    await expect(inbox.waitFor(() => true, 5)).rejects.toThrow('no such message within 5 ms');
  });

  it('offers the choices of buttons, lists and templates', () => {
    const inbox = new Inbox();
    for (const body of [samples.buttons, samples.list, samples.template]) receive(inbox, checked(body));
    expect(inbox.findChoice('Sí', ['button'], undefined).choice).toMatchObject({ kind: 'button', id: 'a' });
    expect(inbox.findChoice('3', ['row'], undefined).choice).toMatchObject({ kind: 'row', title: 'Fila 3' });
    expect(inbox.findChoice('menu', ['quick_reply'], undefined).message.text).toBe('recordatorio · Ana');
    expect(() => inbox.findChoice('Sí', ['row'], undefined)).toThrow('no message offers "Sí"');
  });

  it('taps the latest button of a name unless told which', () => {
    const inbox = new Inbox();
    receive(inbox, checked(samples.buttons));
    receive(inbox, checked(samples.buttons));
    const [older, newer] = inbox.all();
    expect(inbox.findChoice('Sí', ['button'], undefined).message).toBe(newer);
    expect(inbox.findChoice('Sí', ['button'], older?.wamid).message).toBe(older);
  });

  it('shows caption, file and link', () => {
    expect(read(samples.imageById)).toMatchObject({
      text: 'Tu boleto',
      media: { kind: 'image', id: '1084497968606591' },
    });
    expect(read(samples.documentById)).toMatchObject({
      text: 'Acta',
      media: { kind: 'document', filename: 'acta.pdf' },
    });
    expect(read(samples.ctaUrl)).toMatchObject({ text: 'Tu boleto', url: 'http://localhost:3000/t/ABCD' });
    expect(read(samples.template)).toMatchObject({ media: { kind: 'image', id: '1' } });
  });
});
