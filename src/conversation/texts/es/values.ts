import type { LostPrize } from '../../news.js';
import type { ValueWords } from '../../templates/value-words.js';
import { quoted } from '../shorten.js';
import { count, deadline, items, moment, money } from './format.js';

const OUT: Readonly<Record<LostPrize['reason'], string>> = {
  unclaimed: 'nadie reclamó el premio a tiempo',
  ineligible: 'según las bases no podía participar',
  declined: 'no quiso el premio',
  fraud: 'fraude, según el organizador',
  other: 'otro motivo del organizador',
};

export const values: ValueWords = {
  money,
  moment,
  deadline,
  count,
  items,
  prize: ({ prizeName, number, status }) => {
    const name = quoted(prizeName, 60);
    if (number !== null) return `${name}, ganó ${quoted(number, 20)}`;
    return `${name}, ${status === 'pending' ? 'pendiente' : 'desierto'}`;
  },
  decider: ({ kind, source, id }) => {
    if (kind === 'lottery') return `el sorteo ${quoted(id, 60)} de ${quoted(source, 60)}`;
    if (kind === 'manual')
      return `un sorteo manual en ${quoted(source, 100)}, con boletos impresos y sin programa`;
    if (kind === 'beacon')
      return `la ronda ${quoted(id, 60)} del valor público ${quoted(source, 60)}, que nadie controla`;
    return `la suma de las semillas de ${quoted(id, 60)} testigos`;
  },
  byHand: (raffle) => `${raffle} (sorteo manual)`,
  onePending: {
    lottery: 'Falta un premio: lo decide el siguiente sorteo',
    beacon: 'Falta un premio: lo decide una ronda nueva de drand',
  },
  out: ({ number, prizeName, reason }) =>
    `${quoted(number, 20)} quedó descalificado de ${quoted(prizeName, 60)} (${OUT[reason]})`,
  mine: (numbers, won, pending) => {
    if (won.length > 0) return `${numbers}; ganó: ${items(won, 80)}`;
    return pending ? `${numbers}; sigues participando` : `${numbers}; esta vez no fue`;
  },
  kept: (numbers, until) =>
    until === null ? `${numbers}, ya no están guardados` : `${numbers}, guardados hasta ${until}`,
  unreadable: {
    too_big: 'el archivo pesa más de 10 MB',
    wrong_type: 'el archivo no es una foto ni un PDF',
    gone: 'el archivo ya no está disponible',
    checksum: 'el archivo llegó dañado',
  },
};
