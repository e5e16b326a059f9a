import type { DrawProof } from '../raffle/index.js';
import { html, type Html } from './html.js';
import { sourceLines } from './proof-source.js';
import { texts } from './texts/es.js';

const words = texts.proof.manual;

/** What people say they drew, who entered it and what shows it. Which numbers won stands above. */
export function manualResult({ id, results, raffle, twoPersonRule }: DrawProof): Html {
  const entered = results.map(
    ({ drawnAt, place, twoPeople, position, source }) =>
      html`<p>${words.held(place, texts.moment(drawnAt, raffle.timeZone))}</p>
        <p>${twoPeople ? texts.proof.twoPeople : texts.proof.onePerson}</p>
        ${sourceLines(`/draws/${id}/results/${position}/source`, source, words)}`,
  );
  return html`<section>
    <h2>${words.result}</h2>
    ${entered.length === 0 ? html`<p>${twoPersonRule ? words.ruleOn : words.ruleOff}</p>` : entered}
  </section>`;
}
