import type { LotteryDraw } from '../../fair-draw/index.js';
import { newId } from '../../kernel/index.js';
import type { Reader, Transaction } from '../../platform/index.js';
import { lotteryDraw, type LotteryEntry } from './lottery-entry.js';

/** An official result and who vouches for it. */
export interface LotteryResult extends LotteryEntry {
  readonly id: string;
  readonly drawId: string;
  /** 0 = the first lottery draw of the rules, then the following ones. */
  readonly position: number;
  readonly state: 'entered' | 'confirmed' | 'withdrawn';
  readonly enteredBy: string;
  readonly enteredAt: Date;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date | null;
  /** Whether a second person had to confirm it; null until confirmed. */
  readonly twoPerson: boolean | null;
}

interface ResultRow {
  id: string;
  draw_id: string;
  position: number;
  lottery_draw_id: string;
  source: string;
  drawn_at: Date;
  results: Record<string, string>;
  state: LotteryResult['state'];
  entered_by: string;
  entered_at: Date;
  confirmed_by: string | null;
  confirmed_at: Date | null;
  two_person: boolean | null;
}

const COLUMNS = `id, draw_id, position, lottery_draw_id, source, drawn_at, results, state,
  entered_by, entered_at, confirmed_by, confirmed_at, two_person`;

export async function resultById(reader: Reader, id: string): Promise<LotteryResult | null> {
  const row = await reader.first<ResultRow>(`select ${COLUMNS} from lottery_result where id = $1`, [id]);
  return row && read(row);
}

/** Results of a draw that count or may come to count, in order. */
export async function standingResults(reader: Reader, drawId: string): Promise<LotteryResult[]> {
  const rows = await reader.rows<ResultRow>(
    `select ${COLUMNS} from lottery_result where draw_id = $1 and state <> 'withdrawn' order by position`,
    [drawId],
  );
  return rows.map(read);
}

/** The confirmed results of a draw in the words of fairdraw/1, in order. */
export function confirmedDraws(results: readonly LotteryResult[]): LotteryDraw[] {
  return results.filter(({ state }) => state === 'confirmed').map(lotteryDraw);
}

export async function insertResult(
  tx: Transaction,
  result: LotteryEntry & { drawId: string; position: number; enteredBy: string },
): Promise<string> {
  const id = newId();
  await tx.run(
    `insert into lottery_result (id, draw_id, position, lottery_draw_id, source, drawn_at, results, state, entered_by)
     values ($1, $2, $3, $4, $5, $6, $7, 'entered', $8)`,
    [
      id,
      result.drawId,
      result.position,
      result.lotteryDrawId,
      result.source,
      result.drawnAt,
      JSON.stringify(result.results),
      result.enteredBy,
    ],
  );
  return id;
}

export async function confirmResult(
  tx: Transaction,
  id: string,
  by: string,
  twoPerson: boolean,
): Promise<void> {
  await tx.run(
    `update lottery_result set state = 'confirmed', confirmed_by = $2, confirmed_at = app_now(), two_person = $3 where id = $1`,
    [id, by, twoPerson],
  );
}

export async function withdrawResult(tx: Transaction, id: string): Promise<void> {
  await tx.run(`update lottery_result set state = 'withdrawn' where id = $1`, [id]);
}

function read(row: ResultRow): LotteryResult {
  return {
    id: row.id,
    drawId: row.draw_id,
    position: row.position,
    lotteryDrawId: row.lottery_draw_id,
    source: row.source,
    drawnAt: row.drawn_at,
    results: row.results,
    state: row.state,
    enteredBy: row.entered_by,
    enteredAt: row.entered_at,
    confirmedBy: row.confirmed_by,
    confirmedAt: row.confirmed_at,
    twoPerson: row.two_person,
  };
}
