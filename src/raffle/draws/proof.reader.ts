import { parseCommitment, parseStrictJson, warningsOfRules, LEAF_LENGTH } from '../../fair-draw/index.js';
import { invariant } from '../../kernel/index.js';
import type { Reader } from '../../platform/index.js';
import type { Organiser, RaffleState } from '../catalogue/index.js';
import { issuesOf, latestCertificate } from './certificate.repository.js';
import { readCertificate } from './certificate-content.js';
import { drawById } from './draw.repository.js';
import { standingResults } from './lottery-result.repository.js';
import { proofSlots, type DrawProof, type ProofResult } from './proof.js';
import { proofDisqualifications } from './proof-disqualifications.reader.js';
import { sourcesOf } from './result-source.repository.js';
import { readRules, type StoredDraw } from './stored-draw.js';
import { twoPersonRule } from './two-person.reader.js';

/** Everything public about a draw; null if there is none under this id. */
export async function drawProof(reader: Reader, drawId: string): Promise<DrawProof | null> {
  const draw = await drawById(reader, drawId);
  if (draw === null) return null;
  const rules = readRules(draw);
  const latest = await latestCertificate(reader, drawId);
  const drawn = latest && readCertificate(latest.bytes).draw;
  const issues = await issuesOf(reader, drawId);
  return {
    id: draw.id,
    fairdrawId: draw.fairdrawId,
    state: draw.state,
    raffle: await raffleOf(reader, draw.raffleId),
    rules,
    rulesHash: draw.rulesHash.toString('hex'),
    warnings: warningsOfRules(rules),
    commitment: commitmentOf(draw),
    results: await confirmedResults(reader, drawId),
    twoPersonRule: await twoPersonRule(reader),
    issues: issues.map(({ issueNo, issuedAt, hash }) => ({ issueNo, issuedAt, hash: hash.toString('hex') })),
    slots: drawn === null ? [] : proofSlots(rules, drawn),
    disqualifications: await proofDisqualifications(reader, drawId, rules, drawn),
  };
}

async function raffleOf(reader: Reader, id: string): Promise<DrawProof['raffle']> {
  const row = await reader.first<{
    title: string;
    state: RaffleState;
    organiser: Organiser;
    timeZone: string;
    drawAt: Date;
  }>(
    'select title, state, organiser, time_zone as "timeZone", draw_at as "drawAt" from raffle where id = $1',
    [id],
  );
  invariant(row !== null, 'a draw belongs to a raffle');
  return { id, ...row, organiser: row.organiser.name };
}

async function confirmedResults(reader: Reader, drawId: string): Promise<ProofResult[]> {
  const standing = await standingResults(reader, drawId);
  const sources = await sourcesOf(
    reader,
    standing.map(({ id }) => id),
  );
  return standing
    .filter(({ state }) => state === 'confirmed')
    .map(({ id, position, lotteryDrawId, drawnAt, results, twoPerson }) => ({
      position,
      lotteryDrawId,
      drawnAt,
      results,
      twoPeople: twoPerson === true,
      source: sources.get(id) ?? null,
    }));
}

function commitmentOf({ paper, closedAt }: StoredDraw): DrawProof['commitment'] {
  if (paper === null || closedAt === null) return null;
  const { ledger } = parseCommitment(parseStrictJson(paper.commitment));
  return {
    hash: paper.commitmentHash.toString('hex'),
    root: ledger.root,
    size: ledger.size,
    closedAt,
    ledgerBlob: paper.ledgerBlob,
    ledgerBytes: ledger.size * LEAF_LENGTH,
  };
}
