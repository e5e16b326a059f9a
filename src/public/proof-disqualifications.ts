import { ticketLabel } from '../kernel/index.js';
import type { DrawProof, ProofDisqualification } from '../raffle/index.js';
import { html, type Html } from './html.js';
import { texts } from './texts/es.js';

const words = texts.disqualifications;

/** Who was put out, why, by how many people, and how that changed the result; nothing where nobody was. */
export function disqualificationsSection(proof: DrawProof): Html | null {
  if (proof.disqualifications.length === 0) return null;
  return html`<section id="disqualifications">
    <h2>${words.title}</h2>
    <p>${words.intro}</p>
    ${proof.disqualifications.map((one) => disqualified(one, proof))}
  </section>`;
}

function disqualified(one: ProofDisqualification, { id, rules, raffle }: DrawProof): Html {
  const label = ticketLabel(one.number, rules.numbers.width);
  const prize = texts.proof.unit(one.prizeName, one.unit, one.units);
  const before = one.issueNo === null ? 0 : one.issueNo - 1;
  return html`<h3>${words.out(label, prize)}</h3>
    <p>${words.why(texts.moment(one.at, raffle.timeZone), words.reasons[one.reason])}</p>
    <p>${one.twoPeople ? words.twoPeople : words.onePerson}</p>
    <p>${next(one, rules, raffle.timeZone)}</p>
    ${
      one.issueNo === null
        ? html`<p>${words.issueComes}</p>`
        : html`<p>
            ${words.since(one.issueNo)}
            <a href="/draws/${id}/certificate.json?issue=${before}">${words.before(before)}</a>
          </p>`
    }`;
}

function next(
  { follower, round }: ProofDisqualification,
  { numbers, entropy }: DrawProof['rules'],
  timeZone: string,
): string {
  const value = round === null ? null : words.round(String(round.round), texts.moment(round.from, timeZone));
  if (follower.number !== null) return words.followed(ticketLabel(follower.number, numbers.width), value);
  if (!follower.pending) return words.nobody;
  if (value !== null) return words.waitsForRound(value);
  return entropy.mode === 'lottery' && entropy.method === 'direct' ? words.waitsForLottery : words.waits;
}
