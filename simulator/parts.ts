import type { Acceptance } from './acceptance.js';
import type { AcceptedLog } from './accepted-log.js';
import type { Faults } from './faults.js';
import type { MediaStore } from './media-store.js';
import type { Numbers } from './numbers.js';
import type { Phones } from './phones.js';
import type { Policy } from './policy.js';
import type { Statuses } from './statuses.js';
import type { WebhookSender } from './webhook-sender.js';

/** What the routes work with. */
export interface Parts {
  accessToken: string;
  /** ms since 1970 */
  now: () => number;
  policy: Policy;
  numbers: Numbers;
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
