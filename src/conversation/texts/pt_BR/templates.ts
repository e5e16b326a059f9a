import type { TemplateWords } from '../../templates/template-set.js';

const SAMPLE = { order: 'K7Q-281', numbers: '007, 300', raffle: 'Italika 250Z' } as const;
const DRAW = 'dom 20 dez, 20:00 (Horário de Brasília)';

/** Nothing that praises or presses, and always what it is about: else Meta counts a template as marketing. */
export const templates: TemplateWords = {
  hold_expiring: {
    body: 'Seu pedido *{{order}}* da rifa {{raffle}} continua reservado e aguarda o pagamento.\n\nNúmeros: {{numbers}}\nTotal: {{amount}}\nReservado até: {{deadline}}\n\nSe você já pagou, envie o comprovante nesta conversa.',
    labels: ['Já paguei', 'Cancelar'],
    samples: { ...SAMPLE, amount: 'R$100,00 BRL', deadline: 'hoje seg 14 dez, 18:40' },
  },
  hold_expired: {
    body: 'A reserva do seu pedido *{{order}}* da rifa {{raffle}} venceu e os números {{numbers}} voltaram a ficar livres. Se você já pagou, envie o comprovante nesta conversa: seu dinheiro não se perde.',
    labels: ['Já paguei', 'Falar com uma pessoa'],
    samples: SAMPLE,
  },
  payment_confirmed: {
    body: 'Confirmamos o pagamento do seu pedido *{{order}}*. Você participa da rifa {{raffle}} com estes números: {{numbers}}.\n\nData do sorteio: {{draw_date}}. Guarde esta mensagem como comprovante.',
    labels: ['Ver meu bilhete'],
    samples: { ...SAMPLE, draw_date: DRAW },
  },
  receipt_rejected: {
    body: 'Não conseguimos confirmar o pagamento do seu pedido *{{order}}* da rifa {{raffle}}.\n\nMotivo: {{reason}}\nSeus números: {{numbers_state}}\n\nVocê pode enviar outro comprovante nesta conversa ou falar com uma pessoa.',
    labels: ['Enviar outro', 'Falar com uma pessoa'],
    samples: {
      order: SAMPLE.order,
      raffle: SAMPLE.raffle,
      reason: 'o valor não confere',
      numbers_state: '007, 300, guardados até amanhã ter 15 dez, 06:40',
    },
  },
  refund_owed: {
    body: 'Recebemos o pagamento do seu pedido *{{order}}* da rifa {{raffle}}, mas os números {{numbers}} já não podem ser seus. Devolvemos {{amount}} por inteiro e uma pessoa fala com você nesta conversa.',
    labels: ['Falar com uma pessoa'],
    samples: { ...SAMPLE, amount: 'R$100,00 BRL' },
  },
  refund_sent: {
    body: 'Enviamos a devolução do seu pedido *{{order}}* da rifa {{raffle}} no valor de {{amount}}. Referência da operação: {{reference}}. Se ela não aparecer na sua conta em 3 dias úteis, responda a esta mensagem.',
    labels: ['Falar com uma pessoa'],
    samples: { order: SAMPLE.order, raffle: SAMPLE.raffle, amount: 'R$100,00 BRL', reference: '8831' },
  },
  raffle_postponed: {
    body: 'O sorteio da rifa {{raffle}}, da qual você participa com {{numbers}}, mudou de data.\n\nAntes: {{old_date}}\nAgora: {{new_date}}\nMotivo: {{reason}}\n\nSeus bilhetes continuam válidos e você não precisa fazer nada.',
    labels: ['Meus bilhetes', 'Falar com uma pessoa'],
    samples: {
      raffle: SAMPLE.raffle,
      numbers: SAMPLE.numbers,
      old_date: DRAW,
      new_date: 'dom 27 dez, 20:00 (Horário de Brasília)',
      reason: 'a loteria não realizou esse sorteio',
    },
  },
  raffle_cancelled: {
    body: 'A rifa {{raffle}}, da qual você participa com {{numbers}}, foi cancelada. Motivo: {{reason}}. Devolvemos {{amount}} por inteiro e uma pessoa fala com você nesta conversa.',
    labels: ['Falar com uma pessoa'],
    samples: {
      raffle: SAMPLE.raffle,
      numbers: SAMPLE.numbers,
      reason: 'não houve participantes suficientes',
      amount: 'R$100,00 BRL',
    },
  },
  list_frozen: {
    body: 'A lista da rifa {{raffle}}, da qual você participa, foi fechada.\n\nBilhetes que participam: {{size}}\nImpressão digital da lista: {{fingerprint}}\nDecide {{decider}}.\n\nGuarde esta mensagem: assim você pode conferir que ninguém mudou a lista. Se algo não coincidir, responda aqui antes do sorteio: {{draw_date}}. Uma pessoa vai atender você.',
    labels: ['Ver o sorteio'],
    samples: {
      raffle: SAMPLE.raffle,
      size: '588',
      fingerprint: '9f3a 61c0 9f3a 61c0 9f3a 61c0 9f3a 61c0',
      decider: 'o sorteio 5901 de Loteria Federal, primeiro prêmio',
      draw_date: DRAW,
    },
  },
  draw_result: {
    body: 'Este é o resultado da rifa {{raffle}}, da qual você participa.\n\nResultado: {{result}}\nSeus números: {{mine}}\n\nVocê pode conferir o sorteio por conta própria na página dele.',
    labels: ['Ver o sorteio'],
    samples: {
      raffle: SAMPLE.raffle,
      result: 'Italika 250Z, ganhou 731',
      mine: '007, 300; desta vez não foi',
    },
  },
  winner_notice: {
    body: 'Seu número *{{number}}* da rifa {{raffle}} foi sorteado para {{prize}}.\n\nNunca pediremos um pagamento para entregá-lo. Responda a esta mensagem e uma pessoa explica como receber.',
    labels: ['Falar com uma pessoa'],
    samples: { number: '731', raffle: SAMPLE.raffle, prize: 'Italika 250Z modelo 2026' },
  },
  waitlist_free: {
    body: 'Você pediu que avisássemos: a rifa {{raffle}} tem números livres de novo ({{free}} neste momento). Este aviso não reserva nenhum deles.',
    labels: ['Ver a rifa', 'Menu'],
    samples: { raffle: SAMPLE.raffle, free: '6' },
  },
  new_raffle: {
    body: 'Olá: {{organiser}} tem uma rifa nova, {{raffle}}.\n\nPrêmio: {{prize}}\nBilhete: {{price}}\nSorteio: {{draw_date}}\n\nEscrevemos porque você pediu notícias de rifas novas. Pode deixar de recebê-las quando quiser.',
    footer: 'Somente para maiores de 18 anos',
    labels: ['Ver a rifa', 'Não receber mais'],
    samples: {
      organiser: 'Rifas Sota',
      raffle: SAMPLE.raffle,
      prize: 'Italika 250Z modelo 2026',
      price: 'R$50,00 BRL',
      draw_date: DRAW,
    },
  },
};
