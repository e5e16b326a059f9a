import { decide } from '../../../src/conversation/decide.js';
import type { Decision } from '../../../src/conversation/decision.js';
import type { Facts } from '../../../src/conversation/facts.js';
import type { Happening, Input } from '../../../src/conversation/input.js';
import type { News } from '../../../src/conversation/news.js';
import { render } from '../../../src/conversation/render.js';
import { initialState, readState, type ChatState } from '../../../src/conversation/state.js';
import type { MessageContent } from '../../../src/whatsapp/index.js';
import { someFacts } from './people-and-raffles.js';
import { Trade } from './trade.js';

/** Rounds of command and outcome in one turn, as the turn worker bounds them. */
const MOST_ROUNDS = 4;

/** One buyer's chat over a `Trade`: what the turn worker does, without a database. */
export class Chat {
  readonly trade = new Trade();
  state: ChatState = initialState;
  withHuman = false;
  late = false;
  hasNumber = true;
  doubtful = false;
  publicUrl = 'https://rifas.example';
  /** Everything the bot said, oldest first. */
  readonly said: MessageContent[] = [];
  private messages = 0;
  private readonly typed = new Map<string, string>();

  facts(): Facts {
    const { trade } = this;
    return someFacts({
      now: trade.now,
      contact: {
        name: 'Laura',
        consentedVersion: trade.consentedVersion,
        optOut: trade.optOut,
        hasNumber: this.hasNumber,
        doubtful: this.doubtful,
      },
      raffles: trade.raffles,
      orders: trade.orders,
      withHuman: this.withHuman,
      late: this.late,
      publicUrl: this.publicUrl,
    });
  }

  /** The next input's marks; a message that waited keeps the time it was sent. */
  mark(): { wamid: string; sentAt: Date } {
    const delay = this.late ? 40 * 60_000 : 0;
    return { wamid: `wamid.${this.messages}`, sentAt: new Date(this.trade.now.getTime() - delay) };
  }

  happens(what: Happening): MessageContent[] {
    this.messages++;
    const input: Input = { ...what, ...this.mark() };
    if (input.kind === 'text') this.typed.set(input.text, input.wamid);
    const decisions = this.run(input);
    const replies = decisions.flatMap((decision) => decision.replies).map((reply) => render(reply).content);
    this.said.push(...replies);
    return replies;
  }

  /** Of the last message with these words. */
  wamidOf(text: string): string {
    const wamid = this.typed.get(text);
    if (wamid === undefined) throw new Error(`nobody wrote ${text}`);
    return wamid;
  }

  learns(news: News): MessageContent[] {
    return this.happens({ kind: 'news', news });
  }

  private run(input: Input): Decision[] {
    const { wamid, sentAt } = input;
    let decision = decide(this.state, input, this.facts());
    const decisions = [decision];
    while (decision.command !== undefined) {
      if (decisions.length > MOST_ROUNDS) throw new Error('a turn does not end');
      const executed = this.trade.execute(decision.command);
      decision = decide(decision.state, { kind: 'outcome', executed, wamid, sentAt }, this.facts());
      decisions.push(decision);
    }
    if (decisions.some(({ handOff }) => handOff !== undefined)) this.withHuman = true;
    // what is stored is read back: a state must survive JSON
    this.state = readState(JSON.parse(JSON.stringify(decision.state)));
    return decisions;
  }
}
