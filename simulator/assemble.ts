import { Acceptance } from './acceptance.js';
import { AcceptedLog } from './accepted-log.js';
import { tellStandby } from './business-app.js';
import { sendChange } from './changes.js';
import { Faults } from './faults.js';
import type { HttpClient } from './http-client.js';
import { countSecond } from './limits.js';
import { Accounts } from './management/account.js';
import { metaApp } from './management/meta-app.js';
import { Routing } from './management/routing.js';
import { Usage } from './management/usage.js';
import { MediaStore } from './media-store.js';
import { Numbers } from './numbers.js';
import type { SimulatorOptions } from './options.js';
import type { Parts } from './parts.js';
import { personContact } from './person.js';
import type { Phone } from './phone.js';
import { Phones } from './phones.js';
import { applyPolicy, defaultPolicy, type Policy } from './policy.js';
import { Statuses } from './statuses.js';
import { TemplateReview } from './templates/template-review.js';
import { TemplateStore } from './templates/template-store.js';
import { standardValidator } from './validate/validator.js';
import { WebhookSender } from './webhook-sender.js';

/** Makes the parts of a simulator and ties them together. */
export function assemble(options: SimulatorOptions, http: HttpClient): Parts {
  const now = options.now ?? Date.now;
  const policy = defaultPolicy();
  applyPolicy(policy, options);
  const account = accountSide(options, policy, now);
  const { appSecret } = options;
  const sender = new WebhookSender(policy.webhooks, appSecret, http, account.routing);
  const media = new MediaStore(now);
  const phones = new Phones({ now, media, tell: teller(sender, now) });
  const accepted = new AcceptedLog();
  const review = new TemplateReview(policy.review, now, (template, field, value) => {
    void sendChange({ sender, numbers: account.numbers, now }, field, value, { entryId: template.wabaId });
  });
  return {
    ...account,
    now,
    policy,
    phones,
    media,
    faults: new Faults(),
    review,
    http,
    acceptance: new Acceptance(standardValidator(), phones, media, accepted, account.templates, policy, now),
    accepted,
    statuses: new Statuses(policy.statuses, policy.pricing, sender, now),
    sender,
    refused: new Map(),
  };
}

type AccountSide = Pick<Parts, 'app' | 'accounts' | 'numbers' | 'templates' | 'routing' | 'usage'>;

/** What Meta keeps of the business itself. */
function accountSide(options: SimulatorOptions, policy: Policy, now: () => number): AccountSide {
  const { accessToken, appSecret, appId } = options;
  const app = metaApp({ id: appId, secret: appSecret, accessToken });
  const accounts = new Accounts();
  const numbers = new Numbers(accounts);
  for (const number of options.numbers) numbers.add(number);
  const routing = new Routing(app, accounts, numbers);
  routing.callbackUrl = options.webhookUrl;
  return {
    app,
    accounts,
    numbers,
    templates: new TemplateStore(now),
    routing,
    usage: new Usage(policy.usage, now),
  };
}

/** A person's messages to one number share a lane, so they arrive in the order typed. */
function teller(
  sender: WebhookSender,
  now: () => number,
): (phone: Phone, item: Record<string, unknown>, named: boolean) => Promise<boolean> {
  return (phone, item, named) => {
    const { limits, throughput } = phone.number;
    if (limits.countReceived) countSecond(throughput, now());
    if (phone.standby) return tellStandby({ sender, now }, phone, item);
    const contact = named ? personContact(phone.person) : undefined;
    return sender.enqueue(phone.id, { kind: 'messages', number: phone.number, contact, item });
  };
}
