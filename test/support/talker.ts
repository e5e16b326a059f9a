import { randomBytes } from 'node:crypto';
import type { Phone, ReceivedMessage } from '../../simulator/index.js';
import { receiptPicture } from '../../scripts/demo/receipt-picture.js';
import { answer } from './raffle.js';
import type { TestService } from './service.js';

/** A buyer at the far end of the wire: says something and reads the next message. */
export class Talker {
  private constructor(
    readonly phone: Phone,
    private readonly service: TestService,
  ) {}

  /** Somebody nobody knows yet. */
  static stranger(service: TestService): Talker {
    const digits = String(randomBytes(4).readUInt32BE()).padStart(10, '0');
    const person = { name: 'Laura Gómez', waId: `52${digits}`, userId: `MX.${digits}${digits}` };
    return new Talker(service.simulator.person(person), service);
  }

  /** Somebody who has said to be of age. */
  static async buyer(service: TestService): Promise<Talker> {
    const talker = Talker.stranger(service);
    await talker.says('hola');
    await talker.says('sí, acepto');
    return talker;
  }

  async says(text: string): Promise<string> {
    this.phone.sendText(text);
    return (await this.hears()).text;
  }

  async taps(title: string, replyTo?: string): Promise<string> {
    const row = this.phone.last()?.choices.some((choice) => choice.kind === 'row' && choice.title === title);
    const options = replyTo === undefined ? {} : { replyTo };
    if (row === true) this.phone.pickRow(title, options);
    else this.phone.tapButton(title, options);
    return (await this.hears()).text;
  }

  async sendsReceipt(): Promise<string> {
    this.phone.sendImage(receiptPicture(), 'image/png');
    return (await this.hears()).text;
  }

  hears(): Promise<ReceivedMessage> {
    return this.phone.waitFor(() => true, 15_000);
  }

  /** Nothing comes for a while. */
  async hearsNothing(ms = 700): Promise<void> {
    const came = await this.phone.waitFor(() => true, ms).catch(() => null);
    if (came !== null) throw new Error(`nothing was expected, this came: ${came.text}`);
  }

  /** Holds numbers and sends a receipt; the id of the payment that waits for review, its file stored. */
  async pays(numbers: string): Promise<string> {
    await this.says(numbers);
    await this.says('sí');
    await this.sendsReceipt();
    for (let tries = 0; tries < 100; tries++) {
      const page = await answer<{ items: { id: string; receipts: { state: string }[] }[] }>(
        this.service.api('GET', '/payments?state=in_review'),
      );
      const ready = page.items.find((payment) =>
        payment.receipts.some((receipt) => receipt.state === 'stored'),
      );
      if (ready !== undefined) return ready.id;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the receipt was not stored');
  }
}
