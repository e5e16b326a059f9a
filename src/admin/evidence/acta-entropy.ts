import { asArray, asObject } from '../../kernel/index.js';
import type { ActaBlock, ActaInput } from './acta-block.js';
import { ENTROPY_NAMES, KINDS } from './acta-words.js';
import { personOf, sourceName } from './facts.js';
import { moment } from './written.js';

const A_HASH = /^[0-9a-f]{32,}$/;

/** The value that decided, whatever its kind, and who entered it where a person did. */
export function entropyBlocks({ facts, draw, papers }: ActaInput): ActaBlock[] {
  const { timeZone } = facts.raffle;
  return [
    { kind: 'heading', text: papers.byHand ? 'Lo que se sacó a mano' : 'Valor que decidió el sorteo' },
    ...valueBlocks(papers.entropy, timeZone),
    ...draw.results.flatMap((result, index): ActaBlock[] => [
      {
        kind: 'fact',
        label: papers.byHand ? 'Capturado por' : `Resultado ${result.lotteryDrawId} capturado por`,
        value: `${personOf(facts, result.enteredBy)}, ${moment(result.enteredAt, timeZone)}`,
      },
      {
        kind: 'fact',
        label: 'Confirmado por',
        value: `${personOf(facts, result.confirmedBy)}, ${moment(result.confirmedAt, timeZone)}`,
      },
      ...(result.sourceUrl === null
        ? []
        : [
            {
              kind: 'fact' as const,
              label: papers.byHand ? 'Grabación' : 'Publicado en',
              value: result.sourceUrl,
            },
          ]),
      ...(result.sourceFile === null
        ? []
        : [
            {
              kind: 'fact' as const,
              label: papers.byHand ? 'Acta escaneada' : 'Imagen de la publicación',
              value: sourceName(result, index),
            },
          ]),
      {
        kind: 'text',
        text: result.twoPerson
          ? 'Se exigió que lo confirmara una persona distinta de quien lo capturó.'
          : `No se exigió una segunda persona: compárelo con ${papers.byHand ? 'el acta escaneada' : 'la publicación oficial'}.`,
      },
    ]),
  ];
}

/** Objects and lists are walked, so that a kind of evidence nobody thought of here is printed as well. */
export function valueBlocks(evidence: object, timeZone: string): ActaBlock[] {
  return Object.entries(evidence).flatMap(([name, value]): ActaBlock[] => {
    if (Array.isArray(value)) {
      return asArray(value).flatMap((one) => valueBlocks(asObject(one) ?? { [name]: String(one) }, timeZone));
    }
    const object = asObject(value);
    if (object !== null && name === 'external') {
      const { kind, ...rest } = object;
      return valueBlocks({ external: kind, ...rest }, timeZone);
    }
    if (object !== null && name !== 'results') return valueBlocks(object, timeZone);
    return [line(name, object === null ? String(value) : digits(object), timeZone)];
  });
}

function line(name: string, value: string, timeZone: string): ActaBlock {
  const label = ENTROPY_NAMES[name] ?? name;
  const written =
    name === 'drawn_at'
      ? moment(value, timeZone)
      : name === 'kind' || name === 'external'
        ? (KINDS[value] ?? value)
        : value;
  return { kind: 'fact', label, value: written, ...(A_HASH.test(written) ? { hash: true } : {}) };
}

function digits(results: object): string {
  return Object.entries(results)
    .map(([position, figures]) => `${position}: ${String(figures)}`)
    .join(' · ');
}
