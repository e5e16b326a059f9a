import { ticketLabel } from '../kernel/index.js';
import { isByHand, type DrawProof } from '../raffle/index.js';
import { html, type Html } from './html.js';
import { texts } from './texts/es.js';

const words = texts.proof;

type Entropy = DrawProof['rules']['entropy'];
type Direct = Extract<Entropy, { method: 'direct' }>;

/** How the winners follow from what decides, in plain words. */
export function rulesSection({ rules, warnings, raffle }: DrawProof): Html {
  const { entropy, one_prize_per_holder: onePrize } = rules;
  const demo = 'source' in entropy && entropy.source === 'demo';
  return html`<section>
    <h2>${words.how}</h2>
    ${demo ? html`<p><strong>${words.demoSource}</strong></p>` : null} ${deciding(rules, raffle.timeZone)}
    <p>${onePrize ? words.onePrize : words.severalPrizes}</p>
    <p>${redraw(rules)}</p>
    ${
      warnings.length === 0
        ? null
        : html`<h3>${words.warnings}</h3>
            <ul>
              ${warnings.map((code) => html`<li>${words.warning[code]}</li>`)}
            </ul>`
    }
  </section>`;
}

/** What happens if a winner is put out. */
function redraw(rules: DrawProof['rules']): string {
  if (isByHand(rules)) return words.manual.redraw;
  const { entropy, redraw: way } = rules;
  return entropy.mode === 'lottery' && entropy.method === 'direct' ? words.redraw.direct : words.redraw[way];
}

function deciding(rules: DrawProof['rules'], timeZone: string): Html {
  const { entropy } = rules;
  switch (entropy.mode) {
    case 'manual':
      return html`<p>
        ${words.manual.how(entropy.place, texts.moment(new Date(entropy.draw_at), timeZone))}
      </p>`;
    case 'drand':
      return html`<p>${words.howDrand(beacon(entropy, timeZone))}</p>
        <p>${words.howSequence}</p>`;
    case 'commit-reveal':
      return html`<p>${words.howSeeds}</p>
        <ul>
          ${entropy.seeds.map(({ party, seed_hash: hash }) => html`<li>${party}: <code class="hash">${hash}</code></li>`)}
        </ul>
        <p>${external(entropy.external, timeZone)}</p>
        <p>${words.howSequence}</p>`;
    case 'lottery':
      return entropy.method === 'direct'
        ? byDigits(rules, entropy)
        : html`<p>${words.howSeeded(entropy.source, entropy.first_draw, texts.count(entropy.draws))}</p>
            <p>${words.howSequence}</p>`;
  }
}

function beacon(source: { round: number; draw_at: string }, timeZone: string): readonly [string, string] {
  return [String(source.round), texts.moment(new Date(source.draw_at), timeZone)];
}

function external(value: Extract<Entropy, { seeds: unknown }>['external'], timeZone: string): string {
  switch (value.kind) {
    case 'none':
      return words.externalNone;
    case 'text':
      return words.externalText(value.description);
    case 'drand':
      return words.externalDrand(beacon(value, timeZone));
    case 'lottery':
      return words.externalLottery(value.source, value.first_draw, texts.count(value.draws));
  }
}

function byDigits(rules: DrawProof['rules'], direct: Direct): Html {
  return html`<p>${words.howIntro(direct.source, direct.first_draw)}</p>
    <ul>
      ${prizeLines(rules, direct)}
    </ul>
    <p>${mapping(rules, direct)}</p>
    <p>${miss(direct)}</p>`;
}

function miss({ on_miss: onMiss }: Direct): string {
  if (onMiss.policy !== 'next_draw') return words.miss[onMiss.policy];
  return `${words.nextDraw(texts.count(onMiss.max_draws))} ${words.atLast} ${words.miss[onMiss.then]}`;
}

function prizeLines({ prizes }: DrawProof['rules'], { extractors }: Direct): Html[] {
  const digits = new Map(
    extractors.map(({ id, take, n, position }) => [id, words.digits(take, n, position)]),
  );
  return prizes.map(
    ({ name, extract }) =>
      html`<li>
        ${words.extracts(
          name,
          extract.map((id) => digits.get(id) ?? id),
        )}
      </li>`,
  );
}

function mapping({ prizes, numbers }: DrawProof['rules'], direct: Direct): string {
  if (direct.map === 'modulo') {
    return words.modulo(
      ticketLabel(numbers.first, numbers.width),
      texts.count(numbers.last - numbers.first + 1),
    );
  }
  if (!direct.zero_is_top) return words.suffix;
  const used = new Set(prizes.flatMap(({ extract }) => extract));
  const tops = direct.extractors.filter(({ id }) => used.has(id)).map(({ n }) => String(10 ** n));
  return `${words.suffix} ${words.zeroIsTop(texts.list([...new Set(tops)]))}`;
}
