import type { Fault, MetaPermission, PreDraw, Prize, RaffleTerms, RaffleView } from '../../raffle/index.js';
import { DEFAULT_METHOD, methodOf, shownMethod } from './draw-method.js';
import type { NewPreDrawDto } from './pre-draw.dto.js';
import type { PrizeDto } from './prize.dto.js';
import type { NewMetaPermissionDto, NewRaffleDto, RafflePatchDto } from './raffle-terms.dto.js';
import type { RaffleDto } from './raffle.dto.js';

const DEFAULTS = {
  ageStep: true,
  firstNumber: 0,
  maxPerPerson: 20,
  holdMinutes: 120,
  disputeMinutes: 120,
  onePrizePerHolder: true,
} as const;

/** What an organiser wrote, with the defaults for what was left out. `at` is now: when a permission was stated. */
export function termsOf(body: NewRaffleDto, at: Date): RaffleTerms {
  const firstNumber = body.firstNumber ?? DEFAULTS.firstNumber;
  return {
    slug: body.slug,
    title: body.title,
    salesMode: body.salesMode,
    jurisdiction: body.jurisdiction,
    metaPermission: body.metaPermission === undefined ? null : permissionOf(body.metaPermission, at),
    ageStep: body.ageStep ?? DEFAULTS.ageStep,
    currency: body.price.currency,
    priceMinor: body.price.amountMinor,
    firstNumber,
    emission: body.emission,
    width: body.width ?? String(firstNumber + body.emission - 1).length,
    maxPerPerson: body.maxPerPerson ?? DEFAULTS.maxPerPerson,
    holdMinutes: body.holdMinutes ?? DEFAULTS.holdMinutes,
    timeZone: body.timeZone,
    salesCloseAt: body.salesCloseAt,
    drawAt: body.drawAt,
    disputeMinutes: body.disputeMinutes ?? DEFAULTS.disputeMinutes,
    drawMethod: body.drawMethod === undefined ? DEFAULT_METHOD : methodOf(body.drawMethod),
    onePrizePerHolder: body.onePrizePerHolder ?? DEFAULTS.onePrizePerHolder,
    refundPolicy: body.refundPolicy,
    organiser: body.organiser,
    transferAccount: body.transferAccount,
    prizes: body.prizes.map(prizeOf),
    preDraws: (body.preDraws ?? []).map(preDrawFrom),
  };
}

/** Only what the patch names. */
export function patchOf(body: RafflePatchDto, at: Date): Partial<RaffleTerms> {
  const { metaPermission, price, drawMethod, prizes, preDraws, ...rest } = body;
  const named = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(named),
    ...(metaPermission === undefined ? {} : { metaPermission: permissionOf(metaPermission, at) }),
    ...(price === undefined ? {} : { currency: price.currency, priceMinor: price.amountMinor }),
    ...(drawMethod === undefined ? {} : { drawMethod: methodOf(drawMethod) }),
    ...(prizes === undefined ? {} : { prizes: prizes.map(prizeOf) }),
    ...(preDraws === undefined ? {} : { preDraws: preDraws.map(preDrawFrom) }),
  };
}

/** Only where digits decide does a prize name extractors. */
function prizeOf({ extract = [], ...prize }: PrizeDto): Prize {
  return { ...prize, extract };
}

function preDrawFrom({ disputeMinutes, drawMethod, prizes, ...rest }: NewPreDrawDto): PreDraw {
  return {
    ...rest,
    disputeMinutes: disputeMinutes ?? DEFAULTS.disputeMinutes,
    drawMethod: drawMethod === undefined ? DEFAULT_METHOD : methodOf(drawMethod),
    prizes: prizes.map(prizeOf),
  };
}

export function permissionOf(permission: NewMetaPermissionDto, at: Date): MetaPermission {
  const { status, ref, acceptedBy } = permission;
  return { status, ...(ref === undefined ? {} : { ref }), acceptedBy, at: at.toISOString() };
}

/** A raffle as this API shows it. */
export function shownRaffle(raffle: RaffleView): RaffleDto {
  const { currency, priceMinor, progressDone, progressTotal, rulesHash, posterId, ...rest } = raffle;
  return {
    ...rest,
    metaPermission: raffle.metaPermission,
    drawMethod: shownMethod(raffle.drawMethod),
    prizes: raffle.prizes.map(shownPrize),
    preDraws: raffle.preDraws.map((draw) => ({
      ...draw,
      drawMethod: shownMethod(draw.drawMethod),
      prizes: draw.prizes.map(shownPrize),
    })),
    price: { amountMinor: priceMinor, currency },
    progress: { done: progressDone, total: progressTotal },
    rulesHash: rulesHash?.toString('hex') ?? null,
    hasPoster: posterId !== null,
  };
}

function shownPrize(prize: Prize): PrizeDto {
  return { ...prize, extract: [...prize.extract] };
}

/** Faults under the names this API gives the fields. */
export function shownFaults(faults: readonly Fault[]): Fault[] {
  return faults.map(({ field, message }) => {
    const name = API_NAMES[field] ?? field;
    return { field: name, message: `${name} ${message}` };
  });
}

const API_NAMES: Readonly<Record<string, string>> = {
  priceMinor: 'price.amountMinor',
  currency: 'price.currency',
};
