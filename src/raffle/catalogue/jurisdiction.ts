/** What an organiser should know before selling under a country's law. A map, not advice. */
export interface Jurisdiction {
  /** ISO 3166-1 alpha-2, 3166-2 where a part of a country has its own law, or OTHER. */
  readonly code: string;
  readonly name: string;
  /** Whether the country is among those for which Meta is reported to grant permission for gambling, raffles included. */
  readonly listedByMeta: boolean;
  /** Youngest buyer, in years; Meta's own rule is 18. */
  readonly minimumAge: number;
  /**
   * How winners are found there: `program` where the law names random numbers made by a program, `lottery` where only an official
   * lottery may decide, `by_hand` where slips are drawn and no program may, `unclear` where nobody has found out: the organiser asks
   * and chooses.
   */
  readonly draw: 'program' | 'lottery' | 'by_hand' | 'unclear';
  /** Who decides about a raffle there. */
  readonly authority: string;
  /** Days in which a prize can be claimed, and what shows whose a number is must be kept. */
  readonly claimDays: number;
}

/** The longest period found in the laws looked at; where one is shorter, keeping proof a little longer harms nobody. */
const CLAIM_DAYS = 90;

const JURISDICTIONS: readonly Jurisdiction[] = [
  country('MX', 'Mexico', true, 'permit of SEGOB (Dirección General de Juegos y Sorteos)'),
  country(
    'CO',
    'Colombia',
    true,
    'authorisation by Coljuegos, the department or the municipality (Ley 643 of 2001)',
    'program', // Decreto 1486 of 2024 names generators of random numbers
  ),
  country('PE', 'Peru', true, 'authorisation by the Ministerio del Interior'),
  country('AR', 'Argentina', false, 'the province or municipality'),
  country('BO', 'Bolivia', false, 'authorisation by the Autoridad de Juegos'),
  country('BR', 'Brazil', false, 'only charities, authorised through SCPC; a private raffle is an offence'),
  country('CL', 'Chile', false, 'only charities (Ley 20.851); a private raffle contract is void'),
  country('EC', 'Ecuador', false, 'the rules on sales by raffle, with a notary'),
  country('ES', 'Spain', false, 'only occasional raffles with authorisation; the prize is never money'),
  country('PA', 'Panama', false, 'only non-profit organisations, drawn by the Lotería Nacional', 'lottery'),
  country(
    'US-ND',
    'North Dakota (United States)',
    false,
    'only licensed organisations (Attorney General, Gaming Division)',
    'by_hand', // NDAC 99-01.3-16-09.5: an online raffle prints its tickets and uses no generator of random numbers
  ),
  country('VE', 'Venezuela', false, 'permit of CONALOT'),
  country('OTHER', 'another country', false, 'the authority of that country'),
];

const BY_CODE = new Map(JURISDICTIONS.map((jurisdiction) => [jurisdiction.code, jurisdiction]));

function country(
  code: string,
  name: string,
  listedByMeta: boolean,
  authority: string,
  draw: Jurisdiction['draw'] = 'unclear',
): Jurisdiction {
  return { code, name, listedByMeta, minimumAge: 18, draw, authority, claimDays: CLAIM_DAYS };
}

/** The profile of a code; null if there is none (then OTHER is the one to choose). */
export function jurisdictionOf(code: string): Jurisdiction | null {
  return BY_CODE.get(code) ?? null;
}

/** Days in which a prize of a raffle under this law can be claimed. */
export function claimDaysIn(code: string): number {
  return jurisdictionOf(code)?.claimDays ?? CLAIM_DAYS;
}

/** What publishing tells the organiser, in sentences. Nothing here says that selling is allowed. */
export function policyAdvice(raffle: {
  readonly jurisdiction: string;
  readonly priceMinor: number;
  readonly permission: 'granted' | 'unconfirmed' | null;
}): string[] {
  const profile = jurisdictionOf(raffle.jurisdiction) ?? jurisdictionOf('OTHER');
  if (profile === null) return [];
  const local = `Check the law of ${profile.name}: ${profile.authority}. Buyers are at least ${profile.minimumAge} years old.`;
  if (raffle.priceMinor === 0) return [local];
  const meta =
    'Meta counts paid raffles as gambling: they need its written permission, and selling in chat may be excluded even then.';
  const listed = profile.listedByMeta
    ? `${profile.name} is reported to be among the countries Meta accepts; read its current policy.`
    : `${profile.name} is not among the countries Meta is reported to accept: the number may be blocked.`;
  const unconfirmed =
    'Permission is marked as unconfirmed: the person named took the risk of losing the number.';
  return [meta, listed, ...(raffle.permission === 'unconfirmed' ? [unconfirmed] : []), local];
}
