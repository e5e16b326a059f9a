import type { LostPrize } from '../../news.js';
import type { ValueWords } from '../../templates/value-words.js';
import { quoted } from '../shorten.js';
import { formatOf } from '../value-format.js';

const format = formatOf({
  locale: 'pt-BR',
  hourCycle: 'h23',
  today: 'hoje',
  tomorrow: 'amanhã',
  more: (left) => `e mais ${left}`,
});

const OUT: Readonly<Record<LostPrize['reason'], string>> = {
  unclaimed: 'ninguém reclamou o prêmio a tempo',
  ineligible: 'pelas regras não podia participar',
  declined: 'não quis o prêmio',
  fraud: 'fraude, segundo o organizador',
  other: 'outro motivo do organizador',
};

export const values: ValueWords = {
  ...format,
  prize: ({ prizeName, number, status }) => {
    const name = quoted(prizeName, 60);
    if (number !== null) return `${name}, ganhou ${quoted(number, 20)}`;
    return `${name}, ${status === 'pending' ? 'pendente' : 'ninguém ganhou'}`;
  },
  decider: ({ kind, source, id }) => {
    if (kind === 'lottery') return `o sorteio ${quoted(id, 60)} de ${quoted(source, 60)}`;
    if (kind === 'manual')
      return `um sorteio manual em ${quoted(source, 100)}, com bilhetes impressos e sem programa`;
    if (kind === 'beacon')
      return `a rodada ${quoted(id, 60)} do valor público ${quoted(source, 60)}, que ninguém controla`;
    return `a soma das sementes de ${quoted(id, 60)} testemunhas`;
  },
  byHand: (raffle) => `${raffle} (sorteio manual)`,
  onePending: {
    lottery: 'Um prêmio fica para o próximo sorteio',
    beacon: 'Um prêmio fica para uma nova rodada do drand',
  },
  out: ({ number, prizeName, reason }) =>
    `${quoted(number, 20)} foi desclassificado de ${quoted(prizeName, 60)} (${OUT[reason]})`,
  mine: (numbers, won, pending) => {
    if (won.length > 0) return `${numbers}; ganhou: ${format.items(won, 80)}`;
    return pending ? `${numbers}; continua participando` : `${numbers}; desta vez não foi`;
  },
  kept: (numbers, until) =>
    until === null ? `${numbers}, não estão mais guardados` : `${numbers}, guardados até ${until}`,
  unreadable: {
    too_big: 'o arquivo tem mais de 10 MB',
    wrong_type: 'o arquivo não é uma foto nem um PDF',
    gone: 'o arquivo não está mais disponível',
    checksum: 'o arquivo chegou danificado',
  },
};
