import type { Phone, ReceivedMessage } from '../../simulator/index.js';
import type { Screen } from './screen.js';

/** A step of the story did not come out as it must. */
export class StoryDiffers extends Error {
  override name = 'StoryDiffers';
}

const PATIENCE_MS = 15_000;

/** A buyer with a phone: says something, reads the answer, and insists on what it must say. */
export class Buyer {
  constructor(
    private readonly phone: Phone,
    private readonly screen: Screen,
  ) {}

  get name(): string {
    return this.phone.person.name.split(' ')[0] ?? this.phone.person.name;
  }

  says(text: string, expected: RegExp): Promise<ReceivedMessage> {
    this.screen.buyer(this.name, text);
    this.phone.sendText(text);
    return this.hears(expected);
  }

  taps(title: string, expected: RegExp): Promise<ReceivedMessage> {
    this.screen.buyer(this.name, `(${title})`);
    const row = this.phone.last()?.choices.some((choice) => choice.kind === 'row' && choice.title === title);
    if (row === true) this.phone.pickRow(title);
    else this.phone.tapButton(title);
    return this.hears(expected);
  }

  sendsReceipt(picture: Buffer, expected: RegExp): Promise<ReceivedMessage> {
    this.screen.buyer(this.name, '📷 comprobante.png');
    this.phone.sendImage(picture, 'image/png');
    return this.hears(expected);
  }

  /** The next message; @throws {StoryDiffers} if it says something else */
  async hears(expected: RegExp): Promise<ReceivedMessage> {
    const message = await this.phone.waitFor(() => true, PATIENCE_MS);
    this.screen.bot(message);
    if (!expected.test(message.text))
      throw new StoryDiffers(`${this.name} expected ${expected}, the message says otherwise`);
    return message;
  }
}
