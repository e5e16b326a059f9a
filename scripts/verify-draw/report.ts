import {
  printedNumber,
  type EntropyRules,
  type Replacement,
  type Slot,
  type Verification,
  type VerifiedCertificate,
  type WarningCode,
  type Way,
} from '../../src/fair-draw/index.js';

type Valid = Extract<Verification, { valid: true }>;
type Invalid = Extract<Verification, { valid: false }>;

const WARNINGS: Readonly<Record<WarningCode, string>> = {
  W_NO_EXTERNAL:
    'no outside value decides: whoever knows the seeds knows the result, and may have added tickets',
  W_LOW_ENTROPY: 'the deciding value has so few possibilities that the list could be chosen to suit it',
  W_BIASED_FALLBACK:
    'a prize may go to the neighbour of an unsold number: numbers beside a gap have better odds',
  I_KNOWN_SUCCESSOR: 'who follows a disqualified winner is known in advance',
  W_BLS_UNCHECKED: 'the signature of the beacon was not checked',
  W_UNREACHABLE: 'some numbers of the raffle can never be drawn from the lottery results',
  W_UNIVERSE: 'some numbers of the raffle are drawn by more lottery results than others',
  W_RULES_CHANGED: 'these rules replaced earlier ones: look at what changed and when',
  W_SUPERSEDED: 'this closing record corrects an earlier one: look at the reason and when it was published',
  W_NO_PINS: 'nothing says where the closing record was published before the deciding value existed',
};

/** What a person needs to know of a valid certificate, and what only a person can check (B11). */
export function validReport({ certificate, warnings }: Valid): string {
  const { rules, commitment, draw, hash, kid, issuedAt } = certificate;
  return [
    `VALID  certificate ${hash}`,
    '',
    `Raffle     ${printable(rules.title)} (${rules.raffle_id})`,
    `Decided by ${printable(decidedBy(rules.entropy))}`,
    `Closed     ${commitment.closed_at}`,
    `Ledger     ${commitment.ledger.size} numbers, ${commitment.ledger.eligible} of them take part, root ${commitment.ledger.root}`,
    `Issued     ${issuedAt}, ${kid === undefined ? 'not signed' : `signed by key ${kid}`}`,
    '',
    ...draw.slots.map((slot) => slotLine(certificate, slot)),
    ...draw.alternates.map(({ rank, number }) => `Alternate ${rank}: number ${label(certificate, number)}`),
    ...draw.replacements.map((replacement) => replacementLine(certificate, replacement)),
    ...(draw.replacements.length === 0 ? [] : ['', ...winnerLines(certificate)]),
    '',
    ...warnings.map((code) => `${code}: ${WARNINGS[code]}.`),
    ...verdict(certificate),
  ].join('\n');
}

function slotLine(certificate: VerifiedCertificate, slot: Slot): string {
  const name = prizeName(certificate, slot);
  if (slot.status === 'pending') return `${name}: no winner yet, waits for the next lottery draw`;
  if (slot.status !== 'won') return `${name}: no winner, nobody was left or the house keeps it`;
  return `${name}: number ${label(certificate, slot.number)} wins (${wayOf(slot)})`;
}

function prizeName(
  { rules }: VerifiedCertificate,
  slot: { readonly prize: string; readonly unit: number },
): string {
  const prize = rules.prizes.find(({ id }) => id === slot.prize);
  const unit = prize !== undefined && prize.units > 1 ? ` ${slot.unit} of ${prize.units}` : '';
  return `${printable(prize?.name ?? slot.prize)}${unit}`;
}

function wayOf(way: Way): string {
  if (way.via === 'candidate') return `lottery draw ${way.draw + 1}, extractor ${printable(way.extract)}`;
  if ('step' in way) return `step ${way.step} of the random order`;
  return `${way.via} from ${way.candidate}, which nobody held`;
}

function replacementLine(certificate: VerifiedCertificate, item: Replacement): string {
  const gone = `Event ${item.seq}: number ${label(certificate, item.out)} loses ${printable(item.slot)}`;
  return item.in === undefined
    ? `${gone} (${item.via})`
    : `${gone} to number ${label(certificate, item.in)} (${item.via})`;
}

function winnerLines(certificate: VerifiedCertificate): readonly string[] {
  return certificate.draw.winners.map(
    (winner) => `Now holds ${prizeName(certificate, winner)}: number ${label(certificate, winner.number)}`,
  );
}

function decidedBy(entropy: EntropyRules): string {
  switch (entropy.mode) {
    case 'drand':
      return `drand round ${entropy.round}, due ${entropy.draw_at}`;
    case 'lottery':
      return `the lottery ${entropy.source}, first draw ${entropy.first_draw} (${entropy.method})`;
    case 'commit-reveal':
      return `${entropy.seeds.length} revealed seeds and an outside value of the kind ${entropy.external.kind}`;
  }
}

function label({ rules }: VerifiedCertificate, number: number): string {
  return printedNumber(rules.numbers, number);
}

function verdict({ pins }: VerifiedCertificate): readonly string[] {
  const toCheck = [
    'A person must still check: the deciding value is as its own source published it; the numbers that take part match what was',
    'announced; your own tickets are in the ledger, and every ticket under your pseudonym is yours; the prize was handed over.',
  ];
  if (pins.length === 0) {
    return [
      'This draw is consistent: everything follows from the ledger and the deciding value. It is not proven: without an',
      'independent record of the closing nobody can tell that the ledger existed before the deciding value.',
      ...toCheck,
    ];
  }
  return [
    'This draw is consistent: everything follows from the ledger and the deciding value. It is proven once you have seen for yourself that',
    'one of these publications is independent of the organiser and older than the deciding value:',
    ...pins.map(({ channel, at, ref }) => `  ${at}  ${printable(channel)}: ${printable(ref)}`),
    ...toCheck,
  ];
}

/** The first error in the order of B11. */
export function failureReport({ error, detail }: Invalid): string {
  return `NOT VALID  ${error}: ${detail}.`;
}

/** Files come from strangers: control and format characters could repaint the terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
}
