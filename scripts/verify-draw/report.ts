import type { Verification, VerifiedCertificate, WarningCode } from '../../src/fair-draw/index.js';

type Valid = Extract<Verification, { valid: true }>;
type Invalid = Extract<Verification, { valid: false }>;

const WARNINGS: Readonly<Record<WarningCode, string>> = {
  W_UNREACHABLE: 'some numbers of the raffle can never be drawn from the lottery results',
  W_UNIVERSE: 'some numbers of the raffle are drawn by more lottery results than others',
  W_RULES_CHANGED: 'these rules replaced earlier ones: look at what changed and when',
  W_SUPERSEDED: 'this closing record corrects an earlier one: look at the reason and when it was published',
  W_NO_PINS: 'nothing says where the closing record was published before the lottery draw',
};

/** What a person needs to know of a valid certificate, and what only a person can check (B11). */
export function validReport({ certificate, warnings }: Valid): string {
  const { rules, commitment, draw, hash, kid, issuedAt } = certificate;
  return [
    `VALID  certificate ${hash}`,
    '',
    `Raffle     ${printable(rules.title)} (${rules.raffle_id})`,
    `Lottery    ${printable(rules.entropy.source)}, first draw ${printable(rules.entropy.first_draw)}`,
    `Closed     ${commitment.closed_at}`,
    `Ledger     ${commitment.ledger.size} numbers, ${commitment.ledger.eligible} of them take part, root ${commitment.ledger.root}`,
    `Issued     ${issuedAt}, ${kid === undefined ? 'not signed' : `signed by key ${kid}`}`,
    '',
    ...draw.slots.map((slot) => slotLine(certificate, slot)),
    ...draw.alternates.map(({ rank, number }) => `Alternate ${rank}: number ${label(certificate, number)}`),
    '',
    ...warnings.map((code) => `${code}: ${WARNINGS[code]}.`),
    ...verdict(certificate),
  ].join('\n');
}

function slotLine(
  certificate: VerifiedCertificate,
  slot: VerifiedCertificate['draw']['slots'][number],
): string {
  const prize = certificate.rules.prizes.find(({ id }) => id === slot.prize);
  const unit = prize !== undefined && prize.units > 1 ? ` ${slot.unit} of ${prize.units}` : '';
  const name = `${printable(prize?.name ?? slot.prize)}${unit}`;
  if (slot.status === 'pending') return `${name}: no winner yet, waits for the next lottery draw`;
  if (slot.status !== 'won') return `${name}: no winner, none of its numbers takes part`;
  return `${name}: number ${label(certificate, slot.number)} wins (lottery draw ${slot.draw + 1}, extractor ${printable(slot.extract)})`;
}

function label({ rules }: VerifiedCertificate, number: number): string {
  return String(number).padStart(rules.numbers.width, '0');
}

function verdict({ pins }: VerifiedCertificate): readonly string[] {
  const toCheck = [
    "A person must still check: the results equal the lottery's own publication; the numbers that take part match what was",
    'announced; your own tickets are in the ledger, and every ticket under your pseudonym is yours; the prize was handed over.',
  ];
  if (pins.length === 0) {
    return [
      'This draw is consistent: everything follows from the ledger and the results. It is not proven: without an',
      'independent record of the closing nobody can tell that the ledger existed before the lottery draw.',
      ...toCheck,
    ];
  }
  return [
    'This draw is consistent: everything follows from the ledger and the results. It is proven once you have seen for yourself that',
    'one of these publications is independent of the organiser and older than the lottery draw:',
    ...pins.map(({ channel, at, ref }) => `  ${at}  ${printable(channel)}: ${printable(ref)}`),
    ...toCheck,
  ];
}

/** The error of B11, or the plain statement that the program could not decide. */
export function failureReport({ error, detail }: Invalid): string {
  if (error === 'E_UNSUPPORTED')
    return `NOT CHECKED  ${error}: ${detail}. This says neither that the draw is right nor that it is wrong.`;
  return `NOT VALID  ${error}: ${detail}.`;
}

/** Certificates come from strangers: control and format characters could repaint the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
}
