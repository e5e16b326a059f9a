import type { Rules } from '../../fair-draw/index.js';
import type { Reader } from '../../platform/index.js';
import type { DrawnSlots } from './certificate-content.js';
import { prizeUnit } from './prize-unit.js';
import type { DisqualificationReason, PublishedEvent } from './disqualification.js';

/** A disqualification as everybody may see it: no comment, no people. */
export interface ProofDisqualification {
  readonly number: number;
  readonly prizeName: string;
  readonly unit: number;
  readonly units: number;
  readonly reason: DisqualificationReason;
  readonly at: Date;
  /** Whether a second person had to confirm it. */
  readonly twoPeople: boolean;
  /** The first certificate that has it; null until it is issued. */
  readonly issueNo: number | null;
  /** The round of drand that decides who follows, and from when on it exists; null where no beacon is asked. */
  readonly round: { readonly round: number; readonly from: Date } | null;
  /** Who follows: `number` is null while nobody does, and for good if not `pending`. */
  readonly follower: { readonly number: number | null; readonly pending: boolean };
}

interface Row extends Record<string, unknown> {
  prizeId: string;
  unit: number;
  number: number;
  reason: DisqualificationReason;
  twoPeople: boolean;
  event: PublishedEvent;
  issueNo: number | null;
}

/** The confirmed disqualifications of a draw in their order; `draw` is that of its latest certificate. */
export async function proofDisqualifications(
  reader: Reader,
  drawId: string,
  rules: Pick<Rules, 'prizes'>,
  draw: DrawnSlots | null,
): Promise<ProofDisqualification[]> {
  const rows = await reader.rows<Row>(
    `select prize_id as "prizeId", unit, number, reason, two_person as "twoPeople", event::json as event,
       (select min(issue_no) from certificate c
        where c.draw_id = d.draw_id and json_array_length(convert_from(c.bytes, 'UTF8')::json->'events') >= d.seq) as "issueNo"
     from disqualification d where draw_id = $1 and state = 'confirmed' order by seq`,
    [drawId],
  );
  return rows.map(({ prizeId, unit, event, ...row }) => {
    const replacement = draw?.replacements.find(({ seq }) => seq === event.seq);
    return {
      ...row,
      ...prizeUnit(rules, prizeId, unit),
      at: new Date(event.at),
      round: roundOf(event),
      follower: {
        number: replacement?.in ?? null,
        pending: replacement === undefined || replacement.via === 'pending',
      },
    };
  });
}

function roundOf({ at, target }: PublishedEvent): ProofDisqualification['round'] {
  if (target === undefined) return null;
  return { round: target.round, from: new Date(Date.parse(at) + target.min_lead_s * 1000) };
}
