import type { TemplateWords } from '../../templates/template-set.js';

const SAMPLE = { order: 'K7Q-281', numbers: '007, 300', raffle: 'Italika 250Z' } as const;
const DRAW = 'dom 20 dic, 8:00 p. m. (hora de Ciudad de México)';

/** Nothing that praises or presses, and always what it is about: else Meta counts a template as marketing. */
export const templates: TemplateWords = {
  hold_expiring: {
    body: 'Tu pedido *{{order}}* de la rifa {{raffle}} sigue apartado y espera tu pago.\n\nNúmeros: {{numbers}}\nTotal: {{amount}}\nVence: {{deadline}}\n\nSi ya pagaste, mándanos el comprobante en este chat.',
    labels: ['Ya pagué', 'Cancelar'],
    samples: { ...SAMPLE, amount: '$100.00 MXN', deadline: 'hoy lun 14 dic, 6:40 p. m.' },
  },
  hold_expired: {
    body: 'Se venció tu pedido *{{order}}* de la rifa {{raffle}} y liberamos los números {{numbers}}. Si ya pagaste, mándanos el comprobante en este chat: tu dinero no se pierde.',
    labels: ['Ya pagué', 'Hablar con asesor'],
    samples: SAMPLE,
  },
  payment_confirmed: {
    body: 'Confirmamos tu pago del pedido *{{order}}*. Ya participas en la rifa {{raffle}} con estos números: {{numbers}}.\n\nFecha del sorteo: {{draw_date}}. Guarda este mensaje como comprobante.',
    labels: ['Ver mi boleto'],
    samples: { ...SAMPLE, draw_date: DRAW },
  },
  receipt_rejected: {
    body: 'No pudimos confirmar el pago de tu pedido *{{order}}* de la rifa {{raffle}}.\n\nMotivo: {{reason}}\nTus números: {{numbers_state}}\n\nPuedes mandar otro comprobante en este chat o hablar con una persona.',
    labels: ['Mandar otro', 'Hablar con asesor'],
    samples: {
      order: SAMPLE.order,
      raffle: SAMPLE.raffle,
      reason: 'el monto no coincide',
      numbers_state: '007, 300, guardados hasta mañana mar 15 dic, 6:40 a. m.',
    },
  },
  refund_owed: {
    body: 'Recibimos tu pago del pedido *{{order}}* de la rifa {{raffle}}, pero los números {{numbers}} ya no pueden ser tuyos. Te devolvemos {{amount}} completos y una persona te contacta en este chat.',
    labels: ['Hablar con asesor'],
    samples: { ...SAMPLE, amount: '$100.00 MXN' },
  },
  refund_sent: {
    body: 'Enviamos la devolución de tu pedido *{{order}}* de la rifa {{raffle}} por {{amount}}. Referencia de la operación: {{reference}}. Si no la ves en tu cuenta en 3 días hábiles, responde a este mensaje.',
    labels: ['Hablar con asesor'],
    samples: { order: SAMPLE.order, raffle: SAMPLE.raffle, amount: '$100.00 MXN', reference: '8831' },
  },
  raffle_postponed: {
    body: 'El sorteo de la rifa {{raffle}}, en la que participas con {{numbers}}, cambia de fecha.\n\nAntes: {{old_date}}\nAhora: {{new_date}}\nMotivo: {{reason}}\n\nTus boletos siguen siendo válidos y no necesitas hacer nada.',
    labels: ['Mis boletos', 'Hablar con asesor'],
    samples: {
      raffle: SAMPLE.raffle,
      numbers: SAMPLE.numbers,
      old_date: DRAW,
      new_date: 'dom 27 dic, 8:00 p. m. (hora de Ciudad de México)',
      reason: 'la lotería no celebró ese sorteo',
    },
  },
  raffle_cancelled: {
    body: 'Se canceló la rifa {{raffle}}, en la que participas con {{numbers}}. Motivo: {{reason}}. Te devolvemos {{amount}} completos y una persona te contacta en este chat.',
    labels: ['Hablar con asesor'],
    samples: {
      raffle: SAMPLE.raffle,
      numbers: SAMPLE.numbers,
      reason: 'no se reunieron los participantes',
      amount: '$100.00 MXN',
    },
  },
  list_frozen: {
    body: 'Quedó cerrada la lista de la rifa {{raffle}}, en la que participas.\n\nBoletos que participan: {{size}}\nHuella de la lista: {{fingerprint}}\nDecide {{decider}}.\n\nGuarda este mensaje: así puedes comprobar que nadie cambió la lista. Si algo no coincide, responde aquí antes del sorteo: {{draw_date}}. Te atiende una persona.',
    labels: ['Ver el sorteo'],
    samples: {
      raffle: SAMPLE.raffle,
      size: '588',
      fingerprint: '9f3a 61c0 9f3a 61c0 9f3a 61c0 9f3a 61c0',
      decider: 'el sorteo 3201 de Lotería Nacional, premio mayor',
      draw_date: DRAW,
    },
  },
  draw_result: {
    body: 'Este es el resultado de la rifa {{raffle}}, en la que participas.\n\nResultado: {{result}}\nTus números: {{mine}}\n\nPuedes comprobar el sorteo por tu cuenta en su página.',
    labels: ['Ver el sorteo'],
    samples: {
      raffle: SAMPLE.raffle,
      result: 'Italika 250Z, ganó 731',
      mine: '007, 300; esta vez no fue',
    },
  },
  winner_notice: {
    body: 'Tu número *{{number}}* de la rifa {{raffle}} resultó ganador de {{prize}}.\n\nNunca te pediremos un pago para entregarlo. Responde a este mensaje y una persona te explica cómo recibirlo.',
    labels: ['Hablar con asesor'],
    samples: { number: '731', raffle: SAMPLE.raffle, prize: 'Italika 250Z modelo 2026' },
  },
  waitlist_free: {
    body: 'Pediste que te avisáramos: en la rifa {{raffle}} hay otra vez números libres ({{free}} en este momento). Este aviso no te aparta ninguno.',
    labels: ['Ver la rifa', 'Menú'],
    samples: { raffle: SAMPLE.raffle, free: '6' },
  },
  new_raffle: {
    body: 'Hola: {{organiser}} tiene una rifa nueva, {{raffle}}.\n\nPremio: {{prize}}\nBoleto: {{price}}\nSorteo: {{draw_date}}\n\nTe escribimos porque pediste noticias de rifas nuevas. Puedes dejar de recibirlas cuando quieras.',
    footer: 'Solo para mayores de 18 años',
    labels: ['Ver la rifa', 'No recibir más'],
    samples: {
      organiser: 'Rifas Sota',
      raffle: SAMPLE.raffle,
      prize: 'Italika 250Z modelo 2026',
      price: '$50.00 MXN',
      draw_date: DRAW,
    },
  },
};
