import type { Reader } from '../../platform/index.js';
import { checkLog, rafflesWithLog } from '../../raffle/index.js';
import { checkAudit } from './audit-chain.repository.js';
import { notedHeads } from './log-heads.repository.js';

/** An entry somebody saw at the end of a chain. `subject`: `audit`, or a raffle's id. */
export interface Head {
  readonly subject: string;
  readonly seq: number;
  readonly hash: string;
}

export interface BookFinding {
  readonly holds: boolean;
  readonly text: string;
}

/**
 * Computes every chain anew and looks whether it contains the heads that were noted, and those given: a rewritten past would need
 * those rewritten, too, wherever they were kept.
 */
export async function checkBooks(reader: Reader, given: readonly Head[]): Promise<BookFinding[]> {
  const noted = (await notedHeads(reader)).map(({ subject, seq, hash }) => ({
    subject,
    seq: Number(seq),
    hash,
  }));
  const heads = Map.groupBy([...noted, ...given], ({ subject }) => subject);
  const findings = [await auditFinding(reader, heads.get('audit') ?? [])];
  const raffles = await rafflesWithLog(reader);
  for (const id of raffles) findings.push(await raffleFinding(reader, id, heads.get(id) ?? []));
  const gone = [...heads.keys()].filter((subject) => subject !== 'audit' && !raffles.includes(subject));
  return [...findings, ...gone.map((subject) => ({ holds: false, text: `${subject}: no such raffle` }))];
}

async function auditFinding(reader: Reader, heads: readonly Head[]): Promise<BookFinding> {
  const missing = new Missing(heads);
  const check = await checkAudit(reader, (head) => missing.see(head));
  return finding('audit', check, missing, []);
}

async function raffleFinding(reader: Reader, id: string, heads: readonly Head[]): Promise<BookFinding> {
  const missing = new Missing(heads);
  const check = await checkLog(reader, id, (head) => missing.see(head));
  return finding(id, check, missing, check.strangeDraws);
}

/** Heads nobody has come by yet. */
class Missing {
  private readonly left: Set<string>;

  constructor(heads: readonly Head[]) {
    this.left = new Set(heads.map(({ seq, hash }) => `${seq} ${hash}`));
  }

  see({ seq, hash }: { readonly seq: number; readonly hash: string }): void {
    this.left.delete(`${seq} ${hash}`);
  }

  get first(): string | null {
    return this.left.values().next().value ?? null;
  }
}

function finding(
  subject: string,
  check: { entries: number; head: { seq: number; hash: string } | null; brokenAt: number | null },
  missing: Missing,
  strangeDraws: readonly number[],
): BookFinding {
  const { entries, head, brokenAt } = check;
  const no = (text: string): BookFinding => ({ holds: false, text: `${subject}: ${text}` });
  if (brokenAt !== null) return no(`entry ${brokenAt} is not what its hash says`);
  if (strangeDraws.length > 0) return no(`the commitment of draw ${strangeDraws[0]} names another log`);
  if (missing.first !== null) return no(`the head ${missing.first} was seen and is not in it`);
  return { holds: true, text: `${subject}: ${entries} entries${head === null ? '' : `, head ${head.hash}`}` };
}
