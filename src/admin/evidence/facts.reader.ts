import { verifyCertificateText, type DrandChain, type WarningCode } from '../../fair-draw/index.js';
import { invariant, minorDigits } from '../../kernel/index.js';
import type { Blobs, Reader } from '../../platform/index.js';
import { isByHand, readDrawRules, type Organiser, type Reconciliation } from '../../raffle/index.js';
import { auditHead } from '../records/audit-chain.repository.js';
import { ROLES } from './acta-words.js';
import type { DrawFacts, EvidenceFacts, ExceptionFacts, ResultFacts } from './facts.js';
import { DRAWS, EXCEPTIONS, PEOPLE, RAFFLE, RESULTS } from './facts-sql.js';

interface RaffleRow extends Record<string, unknown> {
  id: string;
  title: string;
  organiser: Organiser;
  jurisdiction: string;
  timeZone: string;
  currency: string;
  priceMinor: string;
  firstNumber: number;
  emission: number;
  width: number;
  salesCloseAt: string;
  drawAt: string;
}

/**
 * What an evidence file of this raffle says now, for the draws that have a certificate. Both logs were chained before. Each certificate
 * is verified once more, as an outsider would: what the file says of the program is what that program found.
 */
export async function gatherFacts(
  reader: Reader,
  blobs: Blobs,
  raffleId: string,
  software: EvidenceFacts['software'],
  chains: readonly DrandChain[],
): Promise<EvidenceFacts> {
  const raffle = await reader.first<RaffleRow & { madeAt: string; reconciliation: Reconciliation | null }>(
    RAFFLE,
    [raffleId],
  );
  invariant(raffle !== null, 'evidence is about a raffle');
  const { madeAt, reconciliation, priceMinor, ...terms } = raffle;
  const log = await reader.first<{ seq: number; hash: string }>(
    `select seq, encode(hash, 'hex') as hash from raffle_event where raffle_id = $1 and seq is not null order by seq desc limit 1`,
    [raffleId],
  );
  invariant(log !== null, 'a published raffle has a log');
  const draws = await drawsOf(reader, blobs, raffleId, chains);
  const facts = {
    madeAt,
    software,
    raffle: { ...terms, priceMinor: Number(priceMinor), digits: minorDigits(terms.currency) },
    log,
    auditSeq: (await auditHead(reader))?.seq ?? -1,
    reconciliation,
    draws,
    exceptions: await exceptionsOf(reader, raffleId),
  };
  return { ...facts, people: await peopleOf(reader, facts) };
}

interface DrawRow extends Record<string, unknown> {
  drawId: string;
  ordinal: number;
  name: string | null;
  drawAt: string;
  fairdrawId: string;
  issueNo: number;
  issuedAt: string;
  closedAt: string;
  logSeq: number;
  drawnBy: string | null;
  rules: string;
  bytes: Buffer;
  ledger: string;
}

async function drawsOf(
  reader: Reader,
  blobs: Blobs,
  raffleId: string,
  chains: readonly DrandChain[],
): Promise<DrawFacts[]> {
  const rows = await reader.rows<DrawRow>(DRAWS, [raffleId]);
  const draws: DrawFacts[] = [];
  for (const { rules, bytes, ledger, ...draw } of rows) {
    const warnings = await warningsOf(rules, bytes, await blobs.whole(reader, ledger), chains);
    const results = await reader.rows<ResultFacts & Record<string, unknown>>(RESULTS, [draw.drawId]);
    draws.push({ ...draw, warnings, results });
  }
  return draws;
}

/** Of a draw by hand there is nothing to verify. */
async function warningsOf(
  rules: string,
  certificate: Buffer,
  ledger: Buffer,
  chains: readonly DrandChain[],
): Promise<readonly WarningCode[]> {
  if (isByHand(readDrawRules(rules))) return [];
  const verification = verifyCertificateText(certificate, ledger, { chains });
  invariant(verification.valid, `a published certificate does not verify: ${verification.error}`);
  return verification.warnings;
}

async function exceptionsOf(reader: Reader, raffleId: string): Promise<ExceptionFacts[]> {
  const rows = await reader.rows<
    Omit<ExceptionFacts, 'amountMinor'> & { amount: string | null } & Record<string, unknown>
  >(EXCEPTIONS, [raffleId]);
  return rows.map(({ amount, ...row }) => ({ ...row, amountMinor: amount === null ? null : Number(amount) }));
}

/** Those the facts and the audit log of this raffle name. */
async function peopleOf(
  reader: Reader,
  facts: Omit<EvidenceFacts, 'people'>,
): Promise<Record<string, string>> {
  const rows = await reader.rows<{ id: string; role: string; email: string | null }>(PEOPLE);
  const known = new Map(
    rows.map(({ id, role, email }) => [id, `${ROLES[role] ?? role}${email === null ? '' : ` (${email})`}`]),
  );
  const named = [
    facts.reconciliation?.by,
    ...facts.draws.flatMap(({ drawnBy, results }) => [
      drawnBy,
      ...results.flatMap(({ enteredBy, confirmedBy }) => [enteredBy, confirmedBy]),
    ]),
    ...(await actorsOf(reader, facts)),
  ];
  const ids = [...new Set(named.filter((id) => typeof id === 'string'))].toSorted();
  return Object.fromEntries(ids.map((id) => [id, known.get(id) ?? id]));
}

async function actorsOf(
  reader: Reader,
  { auditSeq }: Pick<EvidenceFacts, 'auditSeq'>,
): Promise<(string | null)[]> {
  const rows = await reader.rows<{ actor: string | null }>(
    'select distinct actor::text as actor from audit_entry where seq <= $1',
    [auditSeq],
  );
  return rows.map(({ actor }) => actor);
}
