import type { DrawPins, DrawProof } from '../raffle/index.js';
import { html, type Html } from './html.js';
import { texts } from './texts/es.js';

const words = texts.pins;

/** Who had the fingerprint before the value existed, and what may be said because of it. Nothing before the freeze. */
export function pinsSection({ id, state, raffle }: DrawProof, pins: DrawPins | null): Html | null {
  if (pins === null) return null;
  const moment = (at: Date): string => texts.moment(at, raffle.timeZone);
  const { reach, final } = pins;
  const drawn = state === 'drawn' || state === 'pending';
  const said = [reach.had, reach.buyers, reach.sent].map((number) => texts.count(number));
  return html`<section>
    <h2>${words.title}</h2>
    <p><strong>${words.standing(pins.standing, drawn)}</strong></p>
    <p>${(final ? words.hadBefore : words.haveSoFar)(said, moment(reach.valueAt))}</p>
    ${
      pins.pins.length === 0
        ? null
        : html`<ul>
            ${pins.pins.map((pin) => html`<li>${pinLine(id, pin, moment)}</li>`)}
          </ul>`
    }
    ${drawn ? null : html`<p>${words.dispute(moment(reach.valueAt), pins.contact)}</p>`}
  </section>`;
}

function pinLine(drawId: string, pin: DrawPins['pins'][number], moment: (at: Date) => string): Html {
  const { id, channel, at, ref, proof, proofUrl } = pin;
  if (proof !== null)
    return html`${words.timeStamp(ref, moment(at))}
      <a href="/draws/${drawId}/pins/${id}/token.tsr">${words.token}</a>`;
  const link =
    proofUrl === null
      ? null
      : html` <a href="${proofUrl}" rel="noopener nofollow noreferrer">${proofUrl}</a>`;
  return html`${words.stated(words.channels[channel] ?? channel, moment(at), ref)}${link}`;
}
