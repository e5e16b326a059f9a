import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptPicture } from '../../scripts/demo/receipt-picture.js';
import { answer, openRaffle } from '../support/raffle.js';
import { startService, type TestService } from '../support/service.js';
import { Talker } from '../support/talker.js';

/** Paths of the chat through webhook, rooms, database and sender; what is decided in each state is told in the golden stories. */
describe('a chat through the whole service', () => {
  let service: TestService;
  let raffleId: string;

  beforeAll(async () => {
    service = await startService();
    raffleId = await openRaffle(service);
  });
  afterAll(() => service.stop());

  it('offers nothing before the person said to be of age', async () => {
    const laura = Talker.stranger(service);
    expect(await laura.says('quiero el 7')).toContain('mayor de 18 años');
    expect(await laura.says('no')).toContain('No puedo venderte boletos');
    expect(await laura.says('7')).toContain('No puedo venderte boletos');
  });

  it('approves a payment with numbers and a code that anybody can verify', async () => {
    const laura = await Talker.buyer(service);
    const payment = await laura.pays('7, 45 y 300');
    await answer(service.api('POST', `/payments/${payment}/approve`, {}));
    const ticket = (await laura.hears()).text;
    expect(ticket).toMatch(/Pagado.*007, 045, 300/s);
    const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(ticket)?.[0] ?? '';
    const miguel = await Talker.buyer(service);
    expect(await miguel.says(`verificar ${code.toLowerCase()}`)).toMatch(
      /007.*L••• G•••.*no se cierra.*recibo firmado/s,
    );
    expect(await miguel.says('verificar 0000-0000-0000-0000')).toContain('no existe');
    expect((await fetch(`${service.origin}/t/${code}`)).status).toBe(200);
    expect(await laura.says('mis boletos')).toContain('007, 045, 300');
  });

  it('looks codes up only so often for one person', async () => {
    const guesser = await Talker.buyer(service);
    const answers: string[] = [];
    for (let i = 0; i < 12; i++) answers.push(await guesser.says(`verificar 0000-0000-0000-00${10 + i}`));
    expect(answers.slice(0, 10).every((text) => text.includes('no existe'))).toBe(true);
    expect(answers[11]).not.toContain('no existe');
  });

  it('tells why a payment was rejected, keeps the numbers and takes another receipt', async () => {
    const laura = await Talker.buyer(service);
    const payment = await laura.pays('100');
    await answer(service.api('POST', `/payments/${payment}/reject`, { reason: 'Faltan 20 pesos.' }));
    expect((await laura.hears()).text).toContain('Faltan 20 pesos.');
    expect(await laura.sendsReceipt()).toContain('Recibí tu comprobante');
    await answer(service.api('POST', `/payments/${payment}/approve`, {}));
    expect((await laura.hears()).text).toMatch(/Pagado.*100/s);
  });

  it('cancels after asking, and the number is free again at once', async () => {
    const laura = await Talker.buyer(service);
    await laura.says('110');
    await laura.says('sí');
    expect(await laura.says('cancelar')).toMatch(/cancelo/i);
    expect(await laura.says('sí')).toContain('110');
    const miguel = await Talker.buyer(service);
    expect(await miguel.says('110')).toContain('Libre');
  });

  it('puts a receipt to the order whose message it quotes', async () => {
    const laura = await Talker.buyer(service);
    await laura.says('150');
    const first = await laura.says('sí');
    const wamid = laura.phone.last()?.wamid ?? '';
    await laura.says('comprar');
    await laura.says('151');
    const second = await laura.says('sí');
    const codeIn = (text: string): string => /Pedido \*([0-9A-Z-]+)\*/.exec(text)?.[1] ?? 'none';
    expect(codeIn(second)).not.toBe(codeIn(first));
    laura.phone.sendImage(receiptPicture(), 'image/png', undefined, { replyTo: wamid });
    expect((await laura.hears()).text).toContain(`comprobante de *${codeIn(first)}*`);
  });

  it('may write to whoever sent something Meta has yet to invent, and says nothing to it', async () => {
    const laura = Talker.stranger(service);
    const at = Math.floor(Date.now() / 1000) - 3600;
    laura.phone.send('hologram', { id: '1' }, { at: at * 1000 });
    laura.phone.send('request_welcome', {});
    const chat = () =>
      service.db.database.first(
        `select last_inbound_at, window_ends_at from conversation v join contact_identifier i using (contact_id) where i.value = $1`,
        [laura.phone.person.waId ?? ''],
      );
    await expect.poll(chat, { timeout: 10_000 }).toEqual({
      last_inbound_at: new Date(at * 1000),
      window_ends_at: new Date((at + 86_400) * 1000),
    });
    await laura.hearsNothing();
    expect(await chat()).toMatchObject({ last_inbound_at: new Date(at * 1000) });
  });

  it('answers an old button kindly and changes nothing', async () => {
    const laura = await Talker.buyer(service);
    await laura.says('120');
    const confirm = laura.phone.last()?.wamid;
    await laura.taps('Sí, apartar');
    expect(await laura.taps('Sí, apartar', confirm)).toMatch(/anterior/);
    laura.phone.send('interactive', {
      type: 'button_reply',
      button_reply: { id: 'v1:nothing-of-ours', title: 'X' },
    });
    expect((await laura.hears()).text).toMatch(/anterior|No te entendí/);
    const orders = await answer<{ items: { numbers: string[] }[] }>(
      service.api('GET', `/orders?raffleId=${raffleId}&limit=100`),
    );
    expect(orders.items.filter((order) => order.numbers.includes('120'))).toHaveLength(1);
  });

  it('is silent while a person has taken over, until released', async () => {
    const laura = await Talker.buyer(service);
    expect(await laura.says('asesor')).toMatch(/persona/i);
    laura.phone.sendText('¿hola?');
    await laura.hearsNothing();
    const waiting = await answer<{ items: { id: string }[] }>(service.api('GET', '/conversations'));
    const id = waiting.items[0]?.id ?? '';
    await answer(service.api('POST', `/conversations/${encodeURIComponent(id)}/release`, {}));
    expect((await laura.hears()).text).toMatch(/volví|de vuelta|seguimos/i);
    expect(await laura.says('menú')).toContain('Qué quieres hacer');
  });

  it('lets people go and come back', async () => {
    const laura = await Talker.buyer(service);
    expect(await laura.says('no molestar')).toMatch(/no te mand/i);
    expect(await laura.says('ALTA')).toMatch(/otra vez|de nuevo|volver/i);
  });

  it.each([
    ['a text of Meta’s longest size', 'x'.repeat(4096), /No te entendí/],
    ['words from right to left', '\u202eמספר\u202c', /No te entendí/],
    ['full-width digits and zero-width spaces', '１３０，\u200b１３１', /130, 131/],
    ['Arabic digits', '١٣٢', /132/],
    ['a number with too many digits', '12345', /12345.* no existe/],
    ['twenty digits', '99999999999999999999', /9{20}.* no existe/],
    ['a repeat', '133 133', /133/],
    ['no and yes in one', 'el 134 no, mejor el 135', /135/],
    ['a negative number', '-5', /No te entendí|\b005\b|van de/],
    ['NaN', 'NaN', /No te entendí/],
  ])('has an answer to %s', async (_what, text, expected) => {
    const laura = await Talker.buyer(service);
    expect(await laura.says(text)).toMatch(expected);
  });

  it('lets a mere smile stand', async () => {
    const laura = await Talker.buyer(service);
    laura.phone.sendText('🏍️🎉👨‍👩‍👧‍👦');
    await laura.hearsNothing();
    expect(await laura.says('menú')).toContain('Qué quieres hacer');
  });

  it('asks for another picture when a receipt was over the size', async () => {
    const laura = await Talker.buyer(service);
    await laura.says('140');
    await laura.says('sí');
    laura.phone.sendImage(
      Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(11 * 1024 * 1024)]),
      'image/jpeg',
    );
    expect((await laura.hears()).text).toContain('Recibí tu comprobante');
    expect((await laura.hears()).text).toMatch(/pesa|grande|10 MB/i);
  });
});
