import type { LostPrize } from '../../news.js';
import type { ValueWords } from '../../templates/value-words.js';
import { quoted } from '../shorten.js';
import { formatOf } from '../value-format.js';

const format = formatOf({
  locale: 'en-GB',
  hourCycle: 'h12',
  today: 'today',
  tomorrow: 'tomorrow',
  more: (left) => `and ${left} more`,
});

const OUT: Readonly<Record<LostPrize['reason'], string>> = {
  unclaimed: 'nobody claimed the prize in time',
  ineligible: 'could not take part by the rules',
  declined: 'did not want the prize',
  fraud: 'fraud, says the organiser',
  other: 'another reason of the organiser',
};

export const values: ValueWords = {
  ...format,
  prize: ({ prizeName, number, status }) => {
    const name = quoted(prizeName, 60);
    if (number !== null) return `${name}, won by ${quoted(number, 20)}`;
    return `${name}, ${status === 'pending' ? 'pending' : 'not won by anybody'}`;
  },
  decider: ({ kind, source, id }) => {
    if (kind === 'lottery') return `draw ${quoted(id, 60)} of ${quoted(source, 60)}`;
    if (kind === 'manual') return `slips drawn by hand at ${quoted(source, 100)}, without a program`;
    if (kind === 'beacon')
      return `round ${quoted(id, 60)} of the public value ${quoted(source, 60)}, which nobody controls`;
    return `the seeds of ${quoted(id, 60)} witnesses together`;
  },
  byHand: (raffle) => `${raffle} (drawn by hand)`,
  onePending: {
    lottery: 'One prize is left to the next draw',
    beacon: 'One prize is left to a new round of drand',
  },
  out: ({ number, prizeName, reason }) =>
    `${quoted(number, 20)} was disqualified from ${quoted(prizeName, 60)} (${OUT[reason]})`,
  mine: (numbers, won, pending) => {
    if (won.length > 0) return `${numbers}; won: ${format.items(won, 80)}`;
    return pending ? `${numbers}; still in the draw` : `${numbers}; not this time`;
  },
  kept: (numbers, until) =>
    until === null ? `${numbers}, no longer kept` : `${numbers}, kept until ${until}`,
  unreadable: {
    too_big: 'the file is larger than 10 MB',
    wrong_type: 'the file is neither a picture nor a PDF',
    gone: 'the file is no longer available',
    checksum: 'the file arrived damaged',
  },
};
