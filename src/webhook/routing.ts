import type { Update } from './update.js';

/** What routing needs to know of a channel. */
export interface RoutedChannel {
  readonly id: string;
  readonly portfolioId: string;
  readonly phoneNumberId: string;
  readonly wabaId: string;
  readonly appSecrets: readonly string[];
}

export type Route =
  | { readonly kind: 'channel'; readonly channel: RoutedChannel }
  | { readonly kind: 'ignored'; readonly reason: string };

/** The dashboard's Test button signs like the real thing; its number belongs to nobody (Meta's published sample values). */
const TEST_PHONE_NUMBER = '123456123';

/**
 * Whose update this is. One POST may carry several numbers, and a secret vouches only for the channels of its own app: an update
 * for a number or account of another secret is ignored.
 */
export function route(update: Update, secret: string, channels: readonly RoutedChannel[]): Route {
  if (update.phoneNumberId === TEST_PHONE_NUMBER || update.wabaId === '0')
    return ignored('a test of the dashboard');
  const channel = channels.find((one) =>
    update.phoneNumberId === null ? one.wabaId === update.wabaId : one.phoneNumberId === update.phoneNumberId,
  );
  if (channel === undefined) return ignored('no channel of ours');
  if (!channel.appSecrets.includes(secret)) return ignored('signed for another app');
  return { kind: 'channel', channel };
}

function ignored(reason: string): Route {
  return { kind: 'ignored', reason };
}
