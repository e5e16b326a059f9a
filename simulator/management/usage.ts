import type { FastifyReply } from 'fastify';
import { GraphError } from '../errors.js';

const HOUR_MS = 3_600_000;

/** How loaded Meta says it is (Graph API › Rate limits). */
export interface UsagePolicy {
  /** management calls per hour and account before 80007, null for no limit */
  managementPerHour: number | null;
  /** per cent in `X-App-Usage`, in place of the counted one; from 100 on management calls answer 4 */
  app: number | null;
  /** per cent in `X-Business-Use-Case-Usage`, in place of the counted one; from 100 on they answer 80007 */
  business: number | null;
  /** minutes told in `estimated_time_to_regain_access` once a limit is reached */
  regainMinutes: number;
}

/** Counts management calls by account; sending has its own limits and its own codes. */
export class Usage {
  readonly #calls = new Map<string, number[]>();

  constructor(
    private readonly policy: UsagePolicy,
    private readonly now: () => number,
  ) {}

  /** Counts one call and writes both headers. Throws 4 or 80007 when the share is used up. */
  take(wabaId: string, reply: FastifyReply): void {
    const now = this.now();
    const calls = (this.#calls.get(wabaId) ?? []).filter((at) => now - at < HOUR_MS);
    const { managementPerHour, app, regainMinutes } = this.policy;
    const counted = managementPerHour === null ? 0 : Math.floor((calls.length * 100) / managementPerHour);
    const business = this.policy.business ?? counted;
    writeHeaders(reply, wabaId, { app: app ?? 0, business, regainMinutes });
    if ((app ?? 0) >= 100) throw new GraphError(4, { message: '(#4) Application request limit reached' });
    if (business >= 100) {
      throw new GraphError(80_007, { message: '(#80007) There have been too many calls to this account' });
    }
    calls.push(now);
    this.#calls.set(wabaId, calls);
  }
}

function writeHeaders(
  reply: FastifyReply,
  wabaId: string,
  load: { app: number; business: number; regainMinutes: number },
): void {
  const wait = load.business >= 100 ? load.regainMinutes : 0;
  const business = {
    type: 'whatsapp',
    ...share(load.business),
    estimated_time_to_regain_access: wait,
  };
  void reply.header('X-App-Usage', JSON.stringify(share(load.app)));
  void reply.header('X-Business-Use-Case-Usage', JSON.stringify({ [wabaId]: [business] }));
}

function share(percent: number): object {
  return { call_count: percent, total_cputime: percent, total_time: percent };
}
