import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCount, readIntent, readListChoice, saysCode, type Intent } from './intent.js';

describe('A message means', () => {
  it.each<[Intent['is'], string]>([
    ['menu', 'Hola|buenas tardes|MENU|Menú|¡Hola, qué tal!|hola buenos días'],
    ['buy', 'comprar|Hola, quiero comprar boletos|quiero un boleto por favor|ver rifas'],
    ['my_tickets', 'mis boletos|MIS BOLETOS!!|ver mis números|mi pedido'],
    ['help', 'ayuda|¿cómo funciona?|help'],
    ['human', 'asesor|quiero hablar con una persona|hablar con asesor|ASESOR por favor'],
    ['opt_in', 'ALTA|alta|darme de alta|a l t a'],
    ['yes', 'sí|Sí, acepto|ok|dale|claro que sí|sí, soy mayor de edad|sí, cancelar'],
    ['no', 'no|No, gracias|no acepto|soy menor de edad|no, conservar'],
    ['like', 'me gustan|apártalos|sí, los quiero'],
    ['again', 'otra vez|de nuevo'],
    ['choose', 'elegir yo|quiero elegir mis números'],
    ['thanks', 'gracias|¡Muchas gracias!|perfecto, gracias|bendiciones'],
    ['emoji', '👍|😀😀|❤️'],
    ['none', 'asdf|¿?|quiero la moto roja|no sé si tengo 18|que baja el precio|rebaja|'],
  ])('%s', (is, texts) => {
    expect(texts.split('|').map((text) => readIntent(text).is)).toEqual(texts.split('|').map(() => is));
  });

  it.each(
    'baja|BAJA|Baja.|b.a.j.a|B A J A|ＢＡＪＡ|ba\u200bja|stop|STOP!!!|quiero darme de baja|dame de baja por favor|no molestar|no me molesten|ya no me manden mensajes|dejen de escribirme|no quiero más promociones|no más mensajes|Dejar de recibir|baja ya'.split(
      '|',
    ),
  )('"%s" means leaving', (text) => {
    expect(readIntent(text)).toEqual({ is: 'opt_out' });
  });

  it('a wish to leave is heard in a long letter too', () => {
    expect(readIntent(`${'la verdad no me interesa '.repeat(20)} por favor dejen de mandarme cosas`).is).toBe(
      'opt_out',
    );
  });

  it.each([
    ['verificar', { is: 'verify', code: null }],
    ['VERIFICAR 8FJ4-M2XQ-7ABC-12DE', { is: 'verify', code: '8fj4 m2xq 7abc 12de' }],
    ['verificar boleto', { is: 'verify', code: null }],
    ['cancelar', { is: 'cancel', rest: '' }],
    ['quiero cancelar mi pedido K7Q-281', { is: 'cancel', rest: 'k7q 281' }],
    ['ya pagué', { is: 'paid', rest: '' }],
    ['Mandar otro', { is: 'paid', rest: '' }],
    ['¿cómo pago?', { is: 'pay', rest: '' }],
    ['Pagar K7Q-281', { is: 'pay', rest: 'k7q 281' }],
    ['al azar', { is: 'random', count: null }],
    ['Al azar 🎰', { is: 'random', count: null }],
    ['dame 3 al azar', { is: 'random', count: 3 }],
    ['5 boletos', { is: 'random', count: 5 }],
  ])('"%s" with what stands behind it', (text, intent) => {
    expect(readIntent(text)).toEqual(intent);
  });

  it('something, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(readIntent(text).is).toBeTypeOf('string');
      }),
    );
  });
});

describe('A choice from a list', () => {
  const labels = ['Italika 250Z', 'iPhone 17', 'iPhone 17 Pro'];

  it.each([
    ['2', 1],
    ['italika', 0],
    ['iPhone 17 Pro', 2],
    ['pro', 2],
    ['iphone', null],
    ['4', null],
    ['', null],
  ])('"%s"', (text, place) => {
    expect(readListChoice(text, labels)).toBe(place);
  });

  it('is a name where the place does not exist', () => {
    expect(readListChoice('250z', labels)).toBe(0);
    expect(readListChoice('17', ['Italika 250Z', 'iPhone 17'])).toBe(1);
  });
});

describe('How many', () => {
  it.each([
    ['5', 5],
    ['dame 5', 5],
    ['5 boletos', 5],
    ['７', 7],
    ['5 y 6', null],
    ['12345', null],
    ['muchos', null],
  ])('"%s"', (text, count) => {
    expect(readCount(text)).toBe(count);
  });
});

describe("An order's code", () => {
  it('is known however it is written', () => {
    for (const text of ['K7Q-281', 'k7q281', 'k7q 281', ' K7Q–281.'])
      expect(saysCode(text, 'K7Q-281')).toBe(true);
    for (const text of ['', 'K7Q-282', '281']) expect(saysCode(text, 'K7Q-281')).toBe(false);
  });
});
