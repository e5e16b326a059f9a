import { isAmount, times } from '../../kernel/index.js';
import { faultsAmong, type Fault } from './fault.js';
import { jurisdictionOf } from './jurisdiction.js';
import { drawOrdinals, preDrawFaults, preDrawField, MAIN_DRAW, termsOfDraw } from './pre-draw.js';
import { lastNumber, type Prize, type RaffleTerms } from './raffle-view.js';

/** Numbers of one raffle at most; publishing makes a row for each. */
const MOST_NUMBERS = 1_000_000;
/** Numbers of one order at most, and so of one person's limit. */
const MOST_PER_PERSON = 1_000;

/** Prize units of a draw by hand at most: what came out is entered in one request. */
const MOST_DRAWN_BY_HAND = 1_000;

/** Everything that is wrong with the terms of a draft, whoever wrote them. */
export function draftFaults(terms: RaffleTerms): Fault[] {
  return [
    ...sellingFaults(terms),
    ...numberFaults(terms),
    ...faultsOfEachDraw(terms, drawFaults),
    ...preDrawFaults(terms),
  ];
}

/** What `faultsOf` finds in each draw of the raffle, the main one first. */
export function faultsOfEachDraw(terms: RaffleTerms, faultsOf: (draw: RaffleTerms) => Fault[]): Fault[] {
  return drawOrdinals(terms).flatMap((ordinal) => {
    const faults = faultsOf(termsOfDraw(terms, ordinal));
    if (ordinal === MAIN_DRAW) return faults;
    return faults.map(({ field, message }) => ({ field: preDrawField(ordinal, field), message }));
  });
}

function drawFaults(draw: RaffleTerms): Fault[] {
  return [...timeFaults(draw), ...prizeFaults(draw.prizes), ...methodFaults(draw), ...byHandFaults(draw)];
}

function sellingFaults(terms: RaffleTerms): Fault[] {
  const most = times({ amountMinor: terms.priceMinor, currency: terms.currency }, MOST_PER_PERSON);
  return faultsAmong([
    [!/^[a-z0-9][a-z0-9-]{1,62}$/.test(terms.slug), 'slug', 'must be 2 to 63 of a-z, 0-9 and -'],
    [!isLine(terms.title, 60), 'title', 'must be 1 to 60 characters'],
    [jurisdictionOf(terms.jurisdiction) === null, 'jurisdiction', 'is not known; OTHER is'],
    [!/^[A-Z]{3}$/.test(terms.currency), 'currency', 'must be an ISO 4217 code'],
    [!isAmount(terms.priceMinor) || most === null, 'priceMinor', 'must be an amount of whole minor units'],
    [terms.salesMode === 'free' && terms.priceMinor !== 0, 'priceMinor', 'must be 0 in a free raffle'],
    [!isWhole(terms.maxPerPerson, 1, MOST_PER_PERSON), 'maxPerPerson', `must be 1 to ${MOST_PER_PERSON}`],
    [!isWhole(terms.holdMinutes, 5, 10_080), 'holdMinutes', 'must be 5 minutes to 7 days'],
    [terms.refundPolicy.length > 2_000, 'refundPolicy', 'must be at most 2,000 characters'],
  ]);
}

function numberFaults(terms: RaffleTerms): Fault[] {
  const last = lastNumber(terms);
  return faultsAmong([
    [!isWhole(terms.firstNumber, 0, 9_999_999), 'firstNumber', 'must be a whole number from 0'],
    [!isWhole(terms.emission, 1, MOST_NUMBERS), 'emission', 'must be 1 to 1,000,000 numbers'],
    [!isWhole(terms.width, 1, 7), 'width', 'must be 1 to 7 digits'],
    [last >= 10 ** terms.width, 'width', `must hold the last number, ${last}`],
  ]);
}

function timeFaults(terms: RaffleTerms): Fault[] {
  return faultsAmong([
    [!isTimeZone(terms.timeZone), 'timeZone', 'must be an IANA time zone'],
    [Number.isNaN(terms.salesCloseAt.getTime()), 'salesCloseAt', 'must be an instant'],
    [!(terms.drawAt > terms.salesCloseAt), 'drawAt', 'must be after the end of the sale'],
    [!isWhole(terms.disputeMinutes, 0, 10_080), 'disputeMinutes', 'must be 0 minutes to 7 days'],
    [
      terms.drawAt > terms.salesCloseAt &&
        minutesBetween(terms.salesCloseAt, terms.drawAt) < terms.disputeMinutes,
      'drawAt',
      `must leave buyers disputeMinutes (${terms.disputeMinutes}) after the end of the sale to check the list`,
    ],
  ]);
}

function methodFaults({ jurisdiction, drawMethod }: RaffleTerms): Fault[] {
  const law = jurisdictionOf(jurisdiction)?.draw;
  return faultsAmong([
    [
      law === 'lottery' && drawMethod.mode !== 'lottery',
      'drawMethod',
      'must be the digits of a lottery there, by law',
    ],
    [
      law === 'by_hand' && drawMethod.mode !== 'manual',
      'drawMethod',
      'must be manual there: by law no program draws',
    ],
  ]);
}

function byHandFaults({ drawMethod, prizes }: RaffleTerms): Fault[] {
  if (drawMethod.mode !== 'manual') return [];
  const units = prizes.reduce((sum, prize) => sum + prize.units, 0);
  return faultsAmong([
    [!isLine(drawMethod.place, 100), 'drawMethod.place', 'must be 1 to 100 characters'],
    [
      units > MOST_DRAWN_BY_HAND,
      'prizes',
      'must have 1,000 units at most in all where they are drawn by hand',
    ],
  ]);
}

function prizeFaults(prizes: readonly Prize[]): Fault[] {
  const ids = prizes.map(({ prizeId }) => prizeId);
  const each = prizes.flatMap((prize, index) =>
    faultsAmong([
      [
        !/^[A-Za-z0-9._-]{1,32}$/.test(prize.prizeId),
        `prizes.${index}.prizeId`,
        'must be 1 to 32 of A-Z a-z 0-9 . _ -',
      ],
      [prize.prizeId === 'alternate', `prizes.${index}.prizeId`, 'must not be alternate'],
      [ids.indexOf(prize.prizeId) !== index, `prizes.${index}.prizeId`, 'must be unique'],
      [!isLine(prize.name, 60), `prizes.${index}.name`, 'must be 1 to 60 characters'],
      [!isWhole(prize.units, 1, 1_000), `prizes.${index}.units`, 'must be 1 to 1,000'],
    ]),
  );
  return [...faultsAmong([[prizes.length === 0, 'prizes', 'must name at least one prize']]), ...each];
}

function isLine(text: string, max: number): boolean {
  return text.trim().length > 0 && text.length <= max && text.isWellFormed() && !/\p{Cc}/u.test(text);
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max;
}

function minutesBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 60_000;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
