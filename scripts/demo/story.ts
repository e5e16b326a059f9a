import { setTimeout as sleep } from 'node:timers/promises';
import type { Simulator } from '../../simulator/index.js';
import type { Api } from './api.js';
import { Buyer, StoryDiffers } from './buyer.js';
import { demoRaffle } from './raffle.js';
import { receiptPicture } from './receipt-picture.js';
import type { Screen } from './screen.js';

/** Where the story leaves its papers and pages. */
export interface StoryEnd {
  readonly raffleId: string;
  readonly drawId: string;
  readonly validationCode: string;
}

interface Raffle {
  readonly id: string;
  readonly state: string;
  readonly progress: { readonly done: number; readonly total: number };
}

interface Page<T> {
  readonly items: readonly T[];
}

/**
 * The main job from the first hello to a checked certificate. Buyers speak through signed webhooks, the organiser through REST;
 * nothing else touches the service.
 */
export class Story {
  constructor(
    private readonly api: Api,
    private readonly simulator: Simulator,
    private readonly screen: Screen,
  ) {}

  async play(): Promise<StoryEnd> {
    const raffleId = await this.publish();
    const laura = this.buyer('Laura Gómez', '5215512345678', 'MX.20413377918265540127');
    const miguel = this.buyer('Miguel Ruiz', '5213312345678', 'MX.70218843301265540001');
    const validationCode = await this.lauraBuys(laura);
    await this.miguelBuys(miguel);
    const drawId = await this.close(raffleId, laura, miguel);
    await this.draw(raffleId, drawId, laura, miguel);
    return { raffleId, drawId, validationCode };
  }

  private buyer(name: string, waId: string, userId: string): Buyer {
    return new Buyer(this.simulator.person({ name, waId, userId }), this.screen);
  }

  private async publish(): Promise<string> {
    this.screen.title('The organiser writes and publishes a raffle (REST)');
    const draft = await this.api.post<Raffle>('/raffles', demoRaffle());
    this.screen.organiser('POST /raffles → a draft of 1,000 numbers at $50.00 MXN');
    await this.api.post<Raffle>(`/raffles/${draft.id}/publish`);
    const open = await this.api.until<Raffle>(`/raffles/${draft.id}`, (raffle) => {
      const { done, total } = raffle.progress;
      this.screen.progress(`numbers made: ${done} of ${total}`, raffle.state === 'open');
      return raffle.state === 'open';
    });
    this.screen.organiser(
      'POST /raffles/:id/publish → open; price, numbers and method are locked from here on',
    );
    return open.id;
  }

  private async lauraBuys(laura: Buyer): Promise<string> {
    this.screen.title('Laura chooses her numbers, pays by transfer and gets her ticket (WhatsApp)');
    await laura.says('Hola', /18 años/);
    await laura.says('sí, acepto', /Italika 250Z|qué quieres hacer/i);
    await laura.says('comprar', /cómo eliges|elige/i);
    await laura.says('7, 45 y 300', /007.*045.*300/s);
    await laura.says('sí', /apartad.*aún no participan/is);
    await laura.says('pagar', /CLABE/);
    await laura.sendsReceipt(receiptPicture(), /recibí tu comprobante/i);
    await this.approve();
    const paid = await laura.hears(/pagado/i);
    await laura.says('mis boletos', /007/);
    const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(paid.text)?.[0];
    if (code === undefined) throw new StoryDiffers('the ticket has no validation code');
    return code;
  }

  private async miguelBuys(miguel: Buyer): Promise<void> {
    this.screen.title('Miguel wants a number that is gone, then lets chance choose');
    await miguel.says('Buenas', /18 años/);
    await miguel.says('sí', /Italika 250Z|qué quieres hacer/i);
    await miguel.says('quiero el 300', /300/);
    await miguel.says('al azar', /cuánt/i);
    await miguel.says('2', /\d{3}/);
    await miguel.says('otra vez', /\d{3}/);
    await miguel.says('me gustan', /apartad/i);
    await miguel.sendsReceipt(receiptPicture(), /recibí tu comprobante/i);
    await this.approve();
    await miguel.hears(/pagado/i);
  }

  /** The organiser looks at the oldest receipt and confirms that the money is on the account. */
  private async approve(): Promise<void> {
    const queue = await this.api.until<Page<{ id: string; receipts: readonly { state: string }[] }>>(
      '/payments?state=in_review',
      (page) => page.items.some((payment) => payment.receipts.some((receipt) => receipt.state === 'stored')),
    );
    const [payment] = queue.items;
    if (payment === undefined) throw new StoryDiffers('no payment waits for review');
    this.screen.organiser(
      'GET /payments?state=in_review → the receipt is stored; the money is on the account',
    );
    await this.api.post(`/payments/${payment.id}/approve`);
    this.screen.organiser('POST /payments/:id/approve → paid');
  }

  private async close(raffleId: string, laura: Buyer, miguel: Buyer): Promise<string> {
    this.screen.title('The sale ends: close, cuadre, freeze');
    await this.api.post(`/raffles/${raffleId}/close`);
    this.screen.organiser('POST /raffles/:id/close → no new holds');
    const { reconciliation } = await this.api.post<{
      reconciliation: { table: { check: string; found: number; difference: number }[] };
    }>(`/raffles/${raffleId}/reconcile`, { note: 'Revisado contra el estado de cuenta.' });
    for (const line of reconciliation.table)
      this.screen.note(
        `${line.check.padEnd(10)} ${String(line.found).padStart(8)}   difference ${line.difference}`,
      );
    this.screen.organiser('POST /raffles/:id/reconcile → numbers, orders, money, log and list agree');
    const { drawId } = await this.api.post<{ drawId: string }>(`/raffles/${raffleId}/freeze`);
    this.screen.organiser(
      'POST /raffles/:id/freeze → the list and its fingerprint are public before the lottery is drawn',
    );
    await laura.hears(/huella/i);
    await miguel.hears(/huella/i);
    return drawId;
  }

  private async draw(raffleId: string, drawId: string, laura: Buyer, miguel: Buyer): Promise<void> {
    this.screen.title('The demo lottery publishes its result; the draw follows from it');
    await sleep(2_100); // a result counts only if it was drawn after the list was closed, in whole seconds
    const result = await this.api.post<{ id: string; state: string }>(
      `/raffles/${raffleId}/lottery-results`,
      {
        lotteryDrawId: '1',
        source: 'demo',
        drawnAt: new Date(Math.floor(Date.now() / 1000) * 1000).toISOString(),
        results: { mayor: '58007' },
        sourceUrl: 'https://demo.example/lottery/1',
      },
    );
    this.screen.organiser(
      'POST /raffles/:id/lottery-results → mayor 58007 (this script’s own lottery: it lets Laura win)',
    );
    await this.api.post(`/lottery-results/${result.id}/confirm`);
    this.screen.organiser('POST /lottery-results/:id/confirm');
    await this.api.post(`/raffles/${raffleId}/draws`);
    this.screen.organiser(`POST /raffles/:id/draws → drawn, signed, published under /draws/${drawId}`);
    await laura.hears(/ganaste/i);
    await miguel.hears(/ganó/i);
  }
}
