import type { Acceptance } from './acceptance.js';
import type { AcceptedLog } from './accepted-log.js';
import type { Faults } from './faults.js';
import type { HttpClient } from './http-client.js';
import type { Accounts } from './management/account.js';
import type { MetaApp } from './management/meta-app.js';
import type { Routing } from './management/routing.js';
import type { Usage } from './management/usage.js';
import type { MediaStore } from './media-store.js';
import type { Numbers } from './numbers.js';
import type { Phones } from './phones.js';
import type { Policy } from './policy.js';
import type { Statuses } from './statuses.js';
import type { TemplateReview } from './templates/template-review.js';
import type { TemplateStore } from './templates/template-store.js';
import type { WebhookSender } from './webhook-sender.js';

/** What the routes work with. */
export interface Parts {
  app: MetaApp;
  /** ms since 1970 */
  now: () => number;
  policy: Policy;
  accounts: Accounts;
  numbers: Numbers;
  templates: TemplateStore;
  review: TemplateReview;
  routing: Routing;
  usage: Usage;
  http: HttpClient;
  phones: Phones;
  media: MediaStore;
  faults: Faults;
  acceptance: Acceptance;
  accepted: AcceptedLog;
  statuses: Statuses;
  sender: WebhookSender;
  /** how many requests were refused, by error code */
  refused: Map<number, number>;
}
