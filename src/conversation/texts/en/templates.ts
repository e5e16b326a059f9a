import type { TemplateWords } from '../../templates/template-set.js';

const SAMPLE = { order: 'K7Q-281', numbers: '007, 300', raffle: 'Italika 250Z' } as const;
const DRAW = 'Sun 20 Dec, 8:00 pm (Mexico City time)';

/** Nothing that praises or presses, and always what it is about: else Meta counts a template as marketing. */
export const templates: TemplateWords = {
  hold_expiring: {
    body: 'Your order *{{order}}* in the raffle {{raffle}} is still held and waits for your payment.\n\nNumbers: {{numbers}}\nTotal: {{amount}}\nHeld until: {{deadline}}\n\nIf you have already paid, send us the receipt in this chat.',
    labels: ['I have paid', 'Cancel'],
    samples: { ...SAMPLE, amount: '$100.00 MXN', deadline: 'today Mon 14 Dec, 6:40 pm' },
  },
  hold_expired: {
    body: 'Your order *{{order}}* in the raffle {{raffle}} has expired and the numbers {{numbers}} are free again. If you have already paid, send us the receipt in this chat: your money is not lost.',
    labels: ['I have paid', 'Talk to a person'],
    samples: SAMPLE,
  },
  payment_confirmed: {
    body: 'We confirmed your payment for order *{{order}}*. You take part in the raffle {{raffle}} with these numbers: {{numbers}}.\n\nDate of the draw: {{draw_date}}. Keep this message as your receipt.',
    labels: ['See my ticket'],
    samples: { ...SAMPLE, draw_date: DRAW },
  },
  receipt_rejected: {
    body: 'We could not confirm the payment for your order *{{order}}* in the raffle {{raffle}}.\n\nReason: {{reason}}\nYour numbers: {{numbers_state}}\n\nYou can send another receipt in this chat or talk to a person.',
    labels: ['Send another', 'Talk to a person'],
    samples: {
      order: SAMPLE.order,
      raffle: SAMPLE.raffle,
      reason: 'the amount does not match',
      numbers_state: '007, 300, kept until tomorrow Tue 15 Dec, 6:40 am',
    },
  },
  refund_owed: {
    body: 'We received your payment for order *{{order}}* in the raffle {{raffle}}, but the numbers {{numbers}} can no longer be yours. We return {{amount}} in full and a person will contact you in this chat.',
    labels: ['Talk to a person'],
    samples: { ...SAMPLE, amount: '$100.00 MXN' },
  },
  refund_sent: {
    body: 'We sent the refund for your order *{{order}}* in the raffle {{raffle}}. Amount: {{amount}}. Reference of the transfer: {{reference}}. If you do not see it in your account within 3 working days, reply to this message.',
    labels: ['Talk to a person'],
    samples: { order: SAMPLE.order, raffle: SAMPLE.raffle, amount: '$100.00 MXN', reference: '8831' },
  },
  raffle_postponed: {
    body: 'The draw of the raffle {{raffle}}, in which you take part with {{numbers}}, has a new date.\n\nBefore: {{old_date}}\nNow: {{new_date}}\nReason: {{reason}}\n\nYour tickets stay valid and you need not do anything.',
    labels: ['My tickets', 'Talk to a person'],
    samples: {
      raffle: SAMPLE.raffle,
      numbers: SAMPLE.numbers,
      old_date: DRAW,
      new_date: 'Sun 27 Dec, 8:00 pm (Mexico City time)',
      reason: 'the lottery did not hold that draw',
    },
  },
  raffle_cancelled: {
    body: 'The raffle {{raffle}}, in which you take part with {{numbers}}, has been cancelled. Reason: {{reason}}. We return {{amount}} in full and a person will contact you in this chat.',
    labels: ['Talk to a person'],
    samples: {
      raffle: SAMPLE.raffle,
      numbers: SAMPLE.numbers,
      reason: 'there were too few participants',
      amount: '$100.00 MXN',
    },
  },
  list_frozen: {
    body: 'The list of the raffle {{raffle}}, in which you take part, is closed.\n\nTickets that take part: {{size}}\nFingerprint of the list: {{fingerprint}}\nDecided by {{decider}}.\n\nKeep this message: with it you can check that nobody changed the list. If anything does not match, reply here before the draw: {{draw_date}}. A person will answer you.',
    labels: ['See the draw'],
    samples: {
      raffle: SAMPLE.raffle,
      size: '588',
      fingerprint: '9f3a 61c0 9f3a 61c0 9f3a 61c0 9f3a 61c0',
      decider: 'draw 3201 of Lotería Nacional, premio mayor',
      draw_date: DRAW,
    },
  },
  draw_result: {
    body: 'This is the result of the raffle {{raffle}}, in which you take part.\n\nResult: {{result}}\nYour numbers: {{mine}}\n\nYou can check the draw yourself on its page.',
    labels: ['See the draw'],
    samples: { raffle: SAMPLE.raffle, result: 'Italika 250Z, won by 731', mine: '007, 300; not this time' },
  },
  winner_notice: {
    body: 'Your number *{{number}}* in the raffle {{raffle}} was drawn for {{prize}}.\n\nWe will never ask you to pay to receive it. Reply to this message and a person will explain how you receive it.',
    labels: ['Talk to a person'],
    samples: { number: '731', raffle: SAMPLE.raffle, prize: 'Italika 250Z, model 2026' },
  },
  waitlist_free: {
    body: 'You asked us to tell you: the raffle {{raffle}} has free numbers again ({{free}} at this moment). This notice does not hold any of them for you.',
    labels: ['See the raffle', 'Menu'],
    samples: { raffle: SAMPLE.raffle, free: '6' },
  },
  new_raffle: {
    body: 'Hello: {{organiser}} has a new raffle, {{raffle}}.\n\nPrize: {{prize}}\nTicket: {{price}}\nDraw: {{draw_date}}\n\nWe write because you asked for news of new raffles. You can stop receiving them at any time.',
    footer: 'Only for people aged 18 or over',
    labels: ['See the raffle', 'Stop these messages'],
    samples: {
      organiser: 'Rifas Sota',
      raffle: SAMPLE.raffle,
      prize: 'Italika 250Z, model 2026',
      price: '$50.00 MXN',
      draw_date: DRAW,
    },
  },
};
