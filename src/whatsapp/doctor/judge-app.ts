import type { AccountFacts, AppFacts, Asked, Facts, SubscriptionFacts, TokenFacts } from './facts.js';
import { about, type Finding } from './finding.js';
import { NEEDED_FIELD, WANTED_FIELDS } from './wanted-fields.js';

const SCOPES = ['whatsapp_business_messaging', 'whatsapp_business_management'];
const DAY_MS = 24 * 60 * 60_000;
const NEW_TOKEN =
  'Make a permanent token of a system user (README, Connect a real number) and set WHATSAPP_ACCESS_TOKEN.';
const FIX = 'npm run doctor -- --fix sets it, or the App dashboard under WhatsApp › Configuration.';
const NO_APP_ID = 'Set WHATSAPP_APP_ID, and WHATSAPP_APP_SECRET of the same app.';

/** Token and permissions of one app. */
export function judgeToken(app: AppFacts, now: Date): Finding[] {
  const subject = app.phoneNumberIds.join(', ');
  const token = about('token', subject);
  const scopes = about('scopes', subject);
  if (app.token.kind !== 'known') {
    const dead = app.token.kind === 'refused' && app.token.code === 190;
    const finding = dead
      ? token.failed(`Meta calls it invalid (code 190).`, NEW_TOKEN)
      : token.unknown(notTold(app.token));
    return [finding, scopes.unknown('Meta was not asked: see the token.')];
  }
  return [tokenFinding(token, app.token.value, now), scopesFinding(scopes, app.token.value, app.wabaIds)];
}

function tokenFinding(say: ReturnType<typeof about>, token: TokenFacts, now: Date): Finding {
  if (!token.valid) return say.failed('Meta calls it invalid.', NEW_TOKEN);
  if (token.expiresAt === null) return say.ok('Valid, without an end.');
  const days = Math.floor((token.expiresAt.getTime() - now.getTime()) / DAY_MS);
  const found = `Valid until ${token.expiresAt.toISOString()}.`;
  return days < 14 ? say.failed(found, NEW_TOKEN) : say.warning(found, NEW_TOKEN);
}

function scopesFinding(
  say: ReturnType<typeof about>,
  token: TokenFacts,
  wabaIds: readonly string[],
): Finding {
  const missing = SCOPES.filter((scope) => !token.scopes.includes(scope));
  if (missing.length > 0)
    return say.failed(
      `Missing: ${missing.join(', ')}.`,
      'Give the system user both permissions and make a new token.',
    );
  const left = wabaIds.filter((waba) =>
    SCOPES.some((scope) => token.accounts.get(scope)?.includes(waba) === false),
  );
  if (left.length > 0)
    return say.failed(
      `Not granted for the account ${left.join(', ')}.`,
      'Assign the WhatsApp account to the system user and make a new token.',
    );
  return say.ok(SCOPES.join(', '));
}

/** Which fields the app gets, in which versions. */
export function judgeFields({ appId, subscription }: AppFacts): Finding[] {
  const fields = about('fields', appId);
  const versions = about('field_versions', appId);
  if (subscription?.kind !== 'known') {
    const found = subscription === null ? 'The app is not known.' : notTold(subscription);
    return [fields.unknown(found, NO_APP_ID), versions.unknown(found, NO_APP_ID)];
  }
  const value = subscription.value;
  if (value === null || !value.active)
    return [
      fields.failed('The app gets no webhooks of WhatsApp accounts.', FIX),
      versions.unknown('No field is subscribed.'),
    ];
  return [fieldsFinding(fields, value), versionsFinding(versions, value)];
}

function fieldsFinding(say: ReturnType<typeof about>, { fields }: SubscriptionFacts): Finding {
  const names = new Set(fields.map(({ name }) => name));
  const missing = WANTED_FIELDS.filter((name) => !names.has(name));
  if (missing.length === 0) return say.ok(`${names.size} fields.`);
  const found = `Missing: ${missing.join(', ')}.`;
  return missing.includes(NEEDED_FIELD) ? say.failed(found, FIX) : say.warning(found, FIX);
}

function versionsFinding(say: ReturnType<typeof about>, { fields }: SubscriptionFacts): Finding {
  const byVersion = Map.groupBy(fields, ({ version }) => version ?? 'no version');
  const told = [...byVersion].map(
    ([version, group]) => `${version}: ${group.map(({ name }) => name).join(', ')}`,
  );
  const numbers = [...byVersion.keys()].toSorted();
  if (byVersion.size > 1)
    return say.warning(
      `Mixed. ${told.join('. ')}.`,
      `The version decides the shape of what comes: give all fields the same one. ${FIX}`,
    );
  const version = numbers[0] ?? 'no version';
  const old = /^v(\d+)\./.exec(version)?.[1];
  return old !== undefined && Number(old) < 23
    ? say.warning(`All at ${version}.`, `This service reads v23.0 and later. ${FIX}`)
    : say.ok(`All at ${version}.`);
}

/** Whether the account's webhooks go to our app. */
export function judgeAccount(
  { wabaId, appId, subscribedApps, funded }: AccountFacts,
  facts: Facts,
): Finding[] {
  return [subscribedFinding(wabaId, appId, subscribedApps), paymentFinding(wabaId, funded, facts)];
}

function subscribedFinding(wabaId: string, appId: string | null, apps: Asked<readonly string[]>): Finding {
  const say = about('account_subscription', wabaId);
  if (apps.kind !== 'known') return say.unknown(notTold(apps));
  if (apps.value.length === 0)
    return say.failed(
      'No app gets the webhooks of this account: dashboard tests arrive, real messages do not.',
      `POST /${wabaId}/subscribed_apps; npm run doctor -- --fix does it.`,
    );
  if (appId === null)
    return say.unknown(`Subscribed: ${apps.value.join(', ')}; ours is not known.`, NO_APP_ID);
  return apps.value.includes(appId)
    ? say.ok(apps.value.length === 1 ? 'Our app.' : `Our app, and ${apps.value.length - 1} more.`)
    : say.failed(
        `Only other apps: ${apps.value.join(', ')}.`,
        `POST /${wabaId}/subscribed_apps; npm run doctor -- --fix does it.`,
      );
}

/** Health errors that are about money: 141006 is what `health_status` says where 131042 refuses a send. */
const PAYMENT_CODES = [131042, 131044, 141006];
const PAY =
  'Business Settings › WhatsApp accounts › Payment settings: add a way to pay, or settle what is open.';

function paymentFinding(
  wabaId: string,
  funded: Asked<boolean | null>,
  { numbers, database }: Facts,
): Finding {
  const say = about('payment_method', wabaId);
  const codes = numbers.flatMap(({ facts }) =>
    facts.kind === 'known' ? facts.value.entities.flatMap((entity) => entity.codes) : [],
  );
  const told = codes.find((code) => PAYMENT_CODES.includes(code));
  if (told !== undefined) return say.failed(`Meta says so in health_status (${told}).`, PAY);
  if (database !== null && database.paymentRefusals > 0)
    return say.failed(`${database.paymentRefusals} sends were refused for it in seven days (131042).`, PAY);
  if (funded.kind !== 'known' || funded.value === null) return say.unknown('Meta did not tell.');
  return funded.value ? say.ok('There is one.') : say.warning('None is attached to the account.', PAY);
}

/** Why Meta told nothing. */
export function notTold(asked: Exclude<Asked<unknown>, { kind: 'known' }>): string {
  return asked.kind === 'silent'
    ? `Meta did not answer (${asked.why}).`
    : `Meta refused to tell (HTTP ${asked.httpStatus}, code ${asked.code ?? 'none'}).`;
}
