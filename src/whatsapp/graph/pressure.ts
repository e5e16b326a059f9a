import { property } from './graph-answer.js';

/** Longer than this nothing waits on a header's word alone. */
const MAX_PAUSE_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** How loaded Meta says we are. */
export interface Usage {
  /** The fullest of its shares, per cent; 100: further calls are refused. */
  readonly percent: number;
  /** Until calls are taken again, ms; 0: they are. */
  readonly regainMs: number;
}

/** How long an answer asks us to stay away, ms, an hour at most; 0: it does not. @param now ms since 1970 */
export function pauseAsked(headers: unknown, now: number): number {
  const asked = Math.max(retryAfterMs(property(headers, 'retry-after'), now), usageOf(headers).regainMs);
  return Math.min(asked, MAX_PAUSE_MS);
}

/** `Retry-After`: seconds or a date (RFC 9110, 10.2.3). Whatever else it says counts as nothing. */
function retryAfterMs(value: unknown, now: number): number {
  if (typeof value !== 'string') return 0;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

/**
 * `X-App-Usage`, one object of shares in per cent, and `X-Business-Use-Case-Usage`, lists of them by account, with
 * `estimated_time_to_regain_access` in minutes (Graph API, "Rate limits").
 */
export function usageOf(headers: unknown): Usage {
  const app = read(property(headers, 'x-app-usage'));
  const business = read(property(headers, 'x-business-use-case-usage'));
  const loads = [app, ...Object.values(asRecord(business)).flat()];
  const shares = loads.flatMap((load) => SHARES.map((share) => asCount(property(load, share))));
  const waits = loads.map((load) => asCount(property(load, 'estimated_time_to_regain_access')));
  return { percent: Math.max(0, ...shares), regainMs: Math.max(0, ...waits) * MINUTE_MS };
}

const SHARES = ['call_count', 'total_cputime', 'total_time'] as const;

/** A header of Meta is JSON; one that is not says nothing. */
function read(header: unknown): unknown {
  if (typeof header !== 'string') return null;
  try {
    return JSON.parse(header) as unknown;
  } catch {
    return null;
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function asCount(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
