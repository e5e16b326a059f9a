import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../simulator/index.js';
import { send, startSimulator, text } from './business.js';
import { Receiver, type Item } from './receiver.js';

const ANA = '573104445566';

let simulator: Simulator;
let receiver: Receiver;

beforeEach(async () => {
  receiver = await Receiver.start();
});

afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

async function start(options: Partial<SimulatorOptions> = {}): Promise<void> {
  simulator = await startSimulator({ webhookUrl: receiver.url, ...options });
}

describe('taps, media and changes of identity', () => {
  const buttons = {
    to: ANA,
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: '¿Confirmas?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'ok:7', title: 'Sí' } }] },
    },
  };

  async function told(act: (ana: ReturnType<Simulator['person']>) => unknown): Promise<Item | undefined> {
    await start({ statuses: { sent: false, delivered: false, read: false } });
    const ana = simulator.person({ name: 'Ana', waId: ANA, userId: 'CO.1' });
    ana.sendText('hola');
    await send(simulator, buttons);
    act(ana);
    await simulator.idle();
    return receiver.messages.at(-1);
  }

  it('a tapped button comes back with our id and names our message', async () => {
    const message = await told((ana) => ana.tapButton('Sí'));
    expect(message).toMatchObject({
      context: { from: '573001112233', id: simulator.accepted()[0]?.wamid },
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: 'ok:7', title: 'Sí' } },
    });
  });

  it('a document carries its name', async () => {
    const message = await told((ana) => ana.sendDocument(Buffer.from('%PDF'), 'application/pdf', 'pago.pdf'));
    expect(message).toMatchObject({ document: { filename: 'pago.pdf', mime_type: 'application/pdf' } });
  });

  it('a reaction taken back has no emoji', async () => {
    const message = await told((ana) => ana.react('wamid.A', ''));
    expect(message?.['reaction']).toEqual({ message_id: 'wamid.A' });
  });

  it('a shared number is marked as the answer to our request', async () => {
    const message = await told((ana) => ana.shareNumber('573001239876'));
    expect(message).toMatchObject({
      from: '573001239876',
      contacts: [{ origin: 'contact_request', phones: [{ wa_id: '573001239876' }] }],
    });
  });

  it('voice, sticker and place arrive as such', async () => {
    await told((ana) => {
      ana.sendAudio(Buffer.from('OggS'), 'audio/ogg; codecs=opus');
      ana.sendSticker(Buffer.from('RIFF'));
      ana.sendLocation(4.6182, -74.0678, 'Parque Nacional');
      ana.send('order', { catalog_id: '1' });
    });
    expect(receiver.messages.slice(1)).toMatchObject([
      { type: 'audio', audio: { voice: true, mime_type: 'audio/ogg; codecs=opus' } },
      { type: 'sticker', sticker: { animated: false, mime_type: 'image/webp' } },
      { type: 'location', location: { latitude: 4.6182, longitude: -74.0678, name: 'Parque Nacional' } },
      { type: 'order', order: { catalog_id: '1' } },
    ]);
  });

  it('a row and a quick reply of a template come back with our ids', async () => {
    await start({ statuses: { sent: false, delivered: false, read: false } });
    const ana = simulator.person({ name: 'Ana', waId: ANA });
    ana.sendText('hola');
    const sections = [{ rows: [{ id: 'raffle:1', title: 'Moto', description: 'Sorteo el viernes' }] }];
    const list = { type: 'list', body: { text: 'Elige' }, action: { button: 'Ver', sections } };
    const parameters = [{ type: 'payload', payload: 'menu' }];
    const components = [{ type: 'button', sub_type: 'quick_reply', index: '0', parameters }];
    await send(simulator, { to: ANA, type: 'interactive', interactive: list });
    await send(simulator, {
      to: ANA,
      type: 'template',
      template: { name: 'aviso', language: { code: 'es' }, components },
    });
    ana.pickRow('Moto');
    ana.tapButton('menu');
    await simulator.idle();
    expect(receiver.messages.slice(1)).toMatchObject([
      {
        interactive: {
          type: 'list_reply',
          list_reply: { id: 'raffle:1', title: 'Moto', description: 'Sorteo el viernes' },
        },
      },
      { type: 'button', button: { payload: 'menu', text: 'menu' } },
    ]);
  });

  it('a new number is told from the old one, without contacts', async () => {
    const message = await told((ana) => ana.changeNumber('573001239876', 'CO.2'));
    expect(message).toMatchObject({
      from: ANA,
      type: 'system',
      system: {
        type: 'user_changed_number',
        wa_id: '573001239876',
        user_id: 'CO.2',
        previous_user_id: 'CO.1',
      },
    });
    expect(receiver.deliveries.at(-1)?.value.contacts).toBeUndefined();
  });

  it('a new user id is told without any phone number', async () => {
    const message = await told((ana) => ana.changeUserId('CO.3'));
    expect(message?.['from']).toBeUndefined();
    expect(message?.['system']).toMatchObject({ user_id: 'CO.3', previous_user_id: 'CO.1' });
  });

  it('after a change the phone answers under the new ids only', async () => {
    await told((ana) => ana.changeNumber('573001239876'));
    const old = simulator.person({ name: 'Otra', waId: ANA });
    await send(simulator, text('573001239876', 'para Ana'));
    expect(simulator.person({ name: 'Ana', userId: 'CO.1' }).last()?.text).toBe('para Ana');
    expect(old.inbox()).toHaveLength(0);
  });
});
