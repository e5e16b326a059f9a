import type { Update } from './update.js';

/** What routing needs to know of a channel. */
export interface RoutedChannel {
  readonly id: string;
  readonly portfolioId: string;
  readonly phoneNumberId: string;
  readonly wabaId: string;
  readonly displayDigits: string | null;
  readonly businessId: string | null;
  readonly appSecrets: readonly string[];
}

export type Route =
  | { readonly kind: 'channel'; readonly channel: RoutedChannel }
  /** Kept, not acted on. */
  | { readonly kind: 'ignored'; readonly reason: string }
  /** Our number or account, signed by an app that may not speak for it. */
  | { readonly kind: 'foreign'; readonly channel: RoutedChannel };

/** Fields about the business that owns the app, which need not be the one that owns the number. */
const BUSINESS_FIELDS: ReadonlySet<string | null> = new Set(['partner_solutions', 'business_status_update']);

/**
 * Whose update this is. One POST may carry several numbers, and a secret vouches only for the channels of its own app. Messages
 * name their number, other fields their account (a business portfolio where `waba_info` names the account), some a number of it.
 */
export function route(
  update: Update,
  secret: string,
  channels: readonly RoutedChannel[],
  testReason: string,
): Route {
  if (update.test) return { kind: 'ignored', reason: testReason };
  const candidates = concerned(update, channels);
  const vouched = candidates.filter((one) => one.appSecrets.includes(secret));
  const channel = vouched.find(({ displayDigits }) => displayDigits === update.displayDigits) ?? vouched[0];
  if (channel !== undefined) return ofGroup(update) ?? { kind: 'channel', channel };
  if (candidates[0] !== undefined) return { kind: 'foreign', channel: candidates[0] };
  const own = channels.find((one) => one.appSecrets.includes(secret));
  const about = update.phoneNumberId === null && BUSINESS_FIELDS.has(update.field) ? own : undefined;
  return about === undefined
    ? { kind: 'ignored', reason: 'no channel of ours' }
    : { kind: 'channel', channel: about };
}

function concerned(update: Update, channels: readonly RoutedChannel[]): readonly RoutedChannel[] {
  const { phoneNumberId, entryId, accountId } = update;
  if (phoneNumberId !== null) return channels.filter((one) => one.phoneNumberId === phoneNumberId);
  if (accountId !== null) return channels.filter((one) => one.wabaId === accountId);
  const ofAccount = channels.filter((one) => one.wabaId === entryId);
  return ofAccount.length > 0 ? ofAccount : channels.filter((one) => one.businessId === entryId);
}

/** Groups have no contact to answer and no order to keep. */
function ofGroup(update: Update): Route | null {
  return update.inGroup ? { kind: 'ignored', reason: 'a message of a group' } : null;
}
