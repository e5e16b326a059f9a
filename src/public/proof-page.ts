import { ticketLabel } from '../kernel/index.js';
import {
  drawTitle,
  isByHand,
  officialSourceOf,
  type DrawPins,
  type DrawProof,
  type ProofSlot,
} from '../raffle/index.js';
import { checkScript, checkSection, type CheckScript } from './check-section.js';
import { fingerprint } from './fingerprint.js';
import { html, type Html } from './html.js';
import { page } from './layout.js';
import { disqualificationsSection } from './proof-disqualifications.js';
import { manualResult } from './proof-manual.js';
import { pinsSection } from './proof-pins.js';
import { rulesSection } from './proof-rules.js';
import { sourceLines } from './proof-source.js';
import { texts } from './texts/es.js';

const words = texts.proof;

/** `GET /draws/:id`: what decides, what was fixed before, what came out, and how anybody checks it. */
export function proofPage(proof: DrawProof, pins: DrawPins | null, script: CheckScript | null): string {
  const title = words.title(drawTitle(proof.raffle.title, proof.name));
  return page(
    title,
    html`<p>${badge(proof)}</p>
      <h1>${title}</h1>
      <p class="soft">
        ${texts.fields.organiser}: ${proof.raffle.organiser} ·
        ${texts.moment(proof.raffle.drawAt, proof.raffle.timeZone)}
      </p>
      ${proof.slots.length === 0 ? null : winners(proof)} ${disqualificationsSection(proof)}
      ${isByHand(proof.rules) ? null : checkSection(proof, script)} ${rulesSection(proof)} ${list(proof)}
      ${pinsSection(proof, pins)} ${result(proof)} ${check(proof)} ${files(proof)} ${others(proof)}
      ${limits(proof)} ${technical(proof)} ${isByHand(proof.rules) ? null : checkScript(script)}`,
    html`data-pinned="${String(pins?.standing === 'proven')}"`,
  );
}

function badge({ state, rules }: DrawProof): Html {
  const waits = state === 'pending' && rules.entropy.mode === 'drand';
  const text = waits ? words.waitsForRound : words.states[state];
  return html`<span class="badge ${state === 'drawn' ? 'good' : 'wait'}">${text}</span>
    ${isByHand(rules) ? html`<span class="badge wait">${words.manual.label}</span>` : null}`;
}

function winners({ slots, rules }: DrawProof): Html {
  const rows = slots.map((slot) => {
    const outcome =
      slot.number === null
        ? html`<td>${unfilled(slot, rules)}</td>`
        : html`<td class="winner">${ticketLabel(slot.number, rules.numbers.width)}</td>`;
    return html`<tr>
      <th scope="row">${words.unit(slot.prizeName, slot.unit, slot.units)}</th>
      ${outcome}
    </tr>`;
  });
  return html`<section>
    <h2>${words.winners}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${words.prize}</th>
          <th scope="col">${words.number}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

function unfilled({ status, redrawn }: ProofSlot, { entropy }: DrawProof['rules']): string {
  if (status === 'pending') return entropy.mode === 'drand' ? words.pendingRound : words.pending;
  return redrawn ? words.vacantAfter : words.vacant;
}

function list({ commitment, raffle }: DrawProof): Html {
  if (commitment === null)
    return html`<section>
      <h2>${words.list}</h2>
      <p>${words.listOpen}</p>
    </section>`;
  const when = texts.moment(commitment.closedAt, raffle.timeZone);
  return html`<section>
    <h2>${words.list}</h2>
    <p>${words.listClosed(texts.count(commitment.size), when)}</p>
    <h3>${words.fingerprint}</h3>
    ${fingerprint(commitment.hash)}
    <p>${words.fingerprintHelp}</p>
  </section>`;
}

function result(proof: DrawProof): Html | null {
  const { id: drawId, rules, results, raffle, twoPersonRule } = proof;
  if (isByHand(rules)) return manualResult(proof);
  if (officialSourceOf(rules.entropy) === undefined) return null;
  const rule = html`<p>${twoPersonRule ? words.ruleOn : words.ruleOff}</p>`;
  const tables = results.map(
    ({ lotteryDrawId, drawnAt, results: digits, twoPeople, position, source }) =>
      html`<table>
          <caption>
            ${words.resultOf(lotteryDrawId, texts.moment(drawnAt, raffle.timeZone))}
          </caption>
          <thead>
            <tr>
              <th scope="col">${words.position}</th>
              <th scope="col">${words.official}</th>
            </tr>
          </thead>
          <tbody>
            ${Object.entries(digits).map(
              ([id, value]) =>
                html`<tr>
                  <th scope="row">${id}</th>
                  <td class="winner">${value}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        <p>${twoPeople ? words.twoPeople : words.onePerson}</p>
        ${sourceLines(`/draws/${drawId}/results/${position}/source`, source, words)}`,
  );
  return html`<section>
    <h2>${words.result}</h2>
    ${results.length === 0 ? rule : tables}
  </section>`;
}

function check({ rules, commitment, issues }: DrawProof): Html | null {
  if (commitment === null) return null;
  const withFiles = html`<li>
      ${words.checkFiles} <code class="command">npm run verify-draw -- certificate.json ledger.bin</code>
    </li>
    <li>${words.checkWithout}</li>`;
  return html`<section>
    <h2>${words.check}</h2>
    <ol>
      <li>${words.checkFingerprint}</li>
      ${officialSourceOf(rules.entropy) === undefined ? null : html`<li>${words.checkLottery}</li>`}
      ${isByHand(rules) ? html`<li>${words.manual.check}</li>` : issues.length === 0 ? null : withFiles}
    </ol>
  </section>`;
}

function files({ id, rules, commitment, issues }: DrawProof): Html {
  if (commitment === null)
    return html`<section>
      <h2>${words.files}</h2>
      <p>${words.noFiles}</p>
    </section>`;
  const latest = issues.at(-1)?.issueNo;
  const certificates = issues.map(
    ({ issueNo }) =>
      html`<li>
        <a href="/draws/${id}/certificate.json?issue=${issueNo}"
          >${(isByHand(rules) ? words.manual.record : words.certificate)(issueNo)}</a
        >${issueNo === latest && issues.length > 1 ? html` (${words.latest})` : null}
      </li>`,
  );
  return html`<section>
    <h2>${words.files}</h2>
    <ul>
      ${certificates}
      <li><a href="/draws/${id}/ledger.bin">${words.ledger(texts.count(commitment.ledgerBytes))}</a></li>
    </ul>
  </section>`;
}

function others({ others: draws }: DrawProof): Html | null {
  if (draws.length === 0) return null;
  return html`<section>
    <h2>${words.others}</h2>
    <ul>
      ${draws.map(
        ({ id, name, state }) =>
          html`<li><a href="/draws/${id}">${name ?? words.mainDraw}</a>: ${words.states[state]}</li>`,
      )}
    </ul>
  </section>`;
}

function limits({ rules }: DrawProof): Html {
  const lines = isByHand(rules)
    ? [...words.manual.limits, ...words.limitsOfList]
    : [...words.limitsOfDraw, ...words.limitsOfList];
  return html`<section id="limits">
    <h2>${words.limits}</h2>
    <ul>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </section>`;
}

function technical({ fairdrawId, rulesHash, commitment, issues }: DrawProof): Html {
  return html`<section>
    <details>
      <summary>${words.technical}</summary>
      <dl>
        ${row(words.terms.id, fairdrawId)} ${row(words.terms.rulesHash, rulesHash)}
        ${commitment === null ? null : row(words.terms.commitmentHash, commitment.hash)}
        ${commitment === null ? null : row(words.terms.root, commitment.root)}
        ${issues.map(({ issueNo, hash }) => row(words.terms.certHash(issueNo), hash))}
      </dl>
    </details>
  </section>`;
}

function row(name: string, value: string): Html {
  return html`<dt>${name}</dt>
    <dd><code class="hash">${value}</code></dd>`;
}
