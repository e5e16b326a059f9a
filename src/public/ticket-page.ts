import { html, type Html } from './html.js';
import { page } from './layout.js';
import { fingerprint } from './fingerprint.js';
import { texts } from './texts/es.js';
import type { RaffleState, Standing } from '../raffle/index.js';

/** What anybody with the validation code may see. Numbers as printed; nothing here names the person but two initials. */
export interface TicketPageView extends OutcomeView {
  /** void: the numbers left the list. refund_after_freeze: they could not any more, only the money goes back. */
  readonly standing: 'paid' | 'void' | 'refund_after_freeze';
  readonly numbers: readonly string[];
  readonly holder: string | null;
  readonly raffle: {
    readonly title: string;
    readonly state: RaffleState;
    readonly organiser: string;
    readonly timeZone: string;
    readonly drawAt: Date;
    /** Whether people draw slips. */
    readonly byHand: boolean;
  };
  readonly drawId: string | null;
  /** Address of the entry receipts; null once the keys they are made with are destroyed. */
  readonly receiptsAt: string | null;
  readonly list: ListView | null;
  /** Draws before the main one whose list has its numbers. */
  readonly before: readonly ({
    readonly drawId: string;
    readonly name: string;
    readonly list: ListView | null;
  } & OutcomeView)[];
}

/** Null until the list is frozen. */
interface ListView {
  /** Of the commitment, hexadecimal. */
  readonly hash: string;
  readonly size: number;
  readonly standing: Standing;
  readonly places: readonly { readonly number: string; readonly place: number }[];
}

/** What came of the numbers in one draw. */
interface OutcomeView {
  /** Null before the draw. */
  readonly wins: readonly WonView[] | null;
  /** What these numbers had won before they were disqualified. */
  readonly out: readonly WonView[];
  /** Whether a prize still waits for another result. */
  readonly pending: boolean;
}

interface WonView {
  readonly number: string;
  readonly prizeName: string;
}

/** `GET /t/:code` of a code that exists. */
export function ticketPage(view: TicketPageView): string {
  const words = texts.ticket;
  const valid = view.standing === 'paid';
  const title = valid ? words.valid(view.numbers.length) : words.void(view.numbers.length);
  return page(
    title,
    html`<p>${badge(view)}</p>
      <h1>${title}</h1>
      <section>
        <h2>${words.numbers}</h2>
        <ul class="numbers${valid ? '' : ' void'}">
          ${view.numbers.map((number) => html`<li>${number}</li>`)}
        </ul>
        ${valid ? outcome(view) : html`<p>${voidLine(view)}</p>`} ${facts(view)}
      </section>
      ${valid ? place(texts.ticket.listTitle, view) : null}
      ${valid ? view.before.map((draw) => earlierDraw(view, draw)) : null} ${receipts(view)}`,
  );
}

function badge(view: TicketPageView): Html {
  const words = texts.ticket;
  return view.standing === 'paid'
    ? html`<span class="badge good">${words.paidBadge}</span>`
    : html`<span class="badge bad">${words.voidBadge}</span>`;
}

function voidLine({ standing }: TicketPageView): string {
  return standing === 'void' ? texts.ticket.voidLine : texts.ticket.refundLine;
}

function outcome({ wins, out, pending }: OutcomeView): Html | null {
  const words = texts.ticket;
  if (wins === null) return null;
  const lost = out.map(({ number, prizeName }) => html`<p>${words.out(number, prizeName)}</p>`);
  if (wins.length === 0) {
    const nothing = pending ? words.stillPending : out.length > 0 ? null : words.notWon;
    return html`${lost} ${nothing === null ? null : html`<p>${nothing}</p>`}`;
  }
  return html`${lost}
    <ul class="won">
      ${wins.map(({ number, prizeName }) => html`<li class="good">${words.won(number, prizeName)}</li>`)}
    </ul>`;
}

function facts({ raffle, holder }: TicketPageView): Html {
  const { fields } = texts;
  return html`<dl>
    <dt>${fields.raffle}</dt>
    <dd>${raffle.title}</dd>
    <dt>${fields.organiser}</dt>
    <dd>${raffle.organiser}</dd>
    ${
      holder === null
        ? null
        : html`<dt>${fields.holder}</dt>
            <dd>${holder}</dd>`
    }
    <dt>${fields.draw}</dt>
    <dd>
      ${texts.moment(raffle.drawAt, raffle.timeZone)}${raffle.byHand ? html` · ${texts.proof.manual.label}` : null}
    </dd>
    <dt>${fields.state}</dt>
    <dd>${texts.raffleStates[raffle.state]}</dd>
  </dl>`;
}

function earlierDraw({ receiptsAt }: TicketPageView, draw: TicketPageView['before'][number]): Html {
  const words = texts.ticket;
  const links = (draw.list?.places ?? []).map(
    ({ number }) =>
      html`<li>
        <a href="${receiptsAt}?number=${number}&draw=${draw.drawId}" rel="nofollow"
          >${words.receiptOf(number)}</a
        >
      </li>`,
  );
  const more = html`${outcome(draw)}
  ${
    receiptsAt === null
      ? null
      : html`<ul>
          ${links}
        </ul>`
  }`;
  return place(words.earlierDraw(draw.name), draw, more);
}

function place(
  title: string,
  { list, drawId, wins }: Pick<TicketPageView, 'list' | 'drawId' | 'wins'>,
  more: Html | null = null,
): Html {
  const words = texts.ticket;
  const size = list === null ? '' : texts.count(list.size);
  const inside =
    list === null
      ? html`<p>${words.listNotYet}</p>`
      : html`<ul>
            ${list.places.map(({ number, place: at }) => html`<li>${words.place(number, texts.count(at), size)} <a href="/draws/${drawId}/numbers/${number}.json">${words.inList}</a></li>`)}
          </ul>
          <p>${words.fingerprint}</p>
          ${fingerprint(list.hash)}
          <p>${texts.pins.standing(list.standing, wins !== null)}</p>`;
  return html`<section>
    <h2>${title}</h2>
    ${inside} ${more} ${drawId === null ? null : html`<p><a href="/draws/${drawId}">${words.proof}</a></p>`}
  </section>`;
}

function receipts({ receiptsAt, numbers }: TicketPageView): Html {
  const words = texts.ticket;
  const links = numbers.map(
    (number) =>
      html`<li><a href="${receiptsAt}?number=${number}" rel="nofollow">${words.receiptOf(number)}</a></li>`,
  );
  return html`<section>
    <h2>${words.receipts}</h2>
    ${
      receiptsAt === null
        ? html`<p>${words.receiptsGone}</p>`
        : html`<p>${words.receiptsHelp}</p>
            <ul>
              ${links}
            </ul>`
    }
  </section>`;
}
