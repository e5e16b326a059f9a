import { ticketLabel } from '../kernel/index.js';
import type { DrawProof } from '../raffle/index.js';
import { html, type Html } from './html.js';
import { texts } from './texts/es.js';

const words = texts.proof;

/** How the winning number follows from the lottery's digits, in plain words. */
export function rulesSection({ rules, warnings }: DrawProof): Html {
  const { entropy, one_prize_per_holder: onePrize } = rules;
  const { on_miss: onMiss } = entropy;
  const miss = onMiss.policy === 'next_draw' ? words.nextDraw(texts.count(onMiss.max_draws)) : words.house;
  return html`<section>
    <h2>${words.how}</h2>
    <p>${words.howIntro(entropy.source, entropy.first_draw)}</p>
    ${entropy.source === 'demo' ? html`<p><strong>${words.demoSource}</strong></p>` : null}
    <ul>
      ${prizeLines(rules)}
    </ul>
    <p>${mapping(rules)}</p>
    <p>${miss}</p>
    <p>${onePrize ? words.onePrize : words.severalPrizes}</p>
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

function prizeLines({ prizes, entropy }: DrawProof['rules']): Html[] {
  const digits = new Map(
    entropy.extractors.map(({ id, take, n, position }) => [id, words.digits(take, n, position)]),
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

function mapping({ entropy, prizes, numbers }: DrawProof['rules']): string {
  if (entropy.map === 'modulo') {
    return words.modulo(
      ticketLabel(numbers.first, numbers.width),
      texts.count(numbers.last - numbers.first + 1),
    );
  }
  if (!entropy.zero_is_top) return words.suffix;
  const used = new Set(prizes.flatMap(({ extract }) => extract));
  const tops = entropy.extractors.filter(({ id }) => used.has(id)).map(({ n }) => String(10 ** n));
  return `${words.suffix} ${words.zeroIsTop(texts.list([...new Set(tops)]))}`;
}
