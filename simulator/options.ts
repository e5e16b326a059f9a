import type { NumberOptions } from './numbers.js';
import type { PolicyChanges } from './policy.js';

export interface SimulatorOptions extends PolicyChanges {
  /** default: a free port */
  port?: number;
  /** default `127.0.0.1`; the simulator has no access control of its own beyond the token */
  host?: string;
  /** the business's callback URL; until it is set nothing is sent */
  webhookUrl?: string;
  appSecret: string;
  accessToken: string;
  /** id of the Meta app, default `1234567890123456` */
  appId?: string;
  numbers: NumberOptions[];
  /** also plays a public beacon (drand) with a chain of its own; `relays`: how many, default 2 */
  beacon?: { relays?: number };
  /** ms since 1970, default the machine's clock */
  now?: () => number;
}
