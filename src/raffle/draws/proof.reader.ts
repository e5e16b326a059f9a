import { parseCommitment, parseStrictJson, warningsOfRules, LEAF_LENGTH } from '../../fair-draw/index.js';
import { invariant } from '../../kernel/index.js';
import type { Reader } from '../../platform/index.js';
import type { Organiser, RaffleState } from '../catalogue/index.js';
import { announced } from './announced.reader.js';
import { issuesOf, latestCertificate } from './certificate.repository.js';
import { readCertificate } from './certificate-content.js';
import { isByHand } from './draw-rules.js';
import { drawById, drawsOf } from './draw.repository.js';
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
    name: draw.name,
    others: await othersOf(reader, draw),
    raffle: await raffleOf(reader, draw),
    rules,
    rulesHash: draw.rulesHash.toString('hex'),
    warnings: isByHand(rules) ? [] : warningsOfRules(rules),
    commitment: commitmentOf(draw),
    results: await confirmedResults(reader, drawId),
    twoPersonRule: await twoPersonRule(reader),
    issues: issues.map(({ issueNo, issuedAt, hash }) => ({ issueNo, issuedAt, hash: hash.toString('hex') })),
    slots: drawn === null ? [] : proofSlots(rules, drawn),
    disqualifications: await proofDisqualifications(reader, drawId, rules, drawn),
  };
}

async function othersOf(reader: Reader, draw: StoredDraw): Promise<DrawProof['others']> {
  const draws = await drawsOf(reader, draw.raffleId);
  return draws.filter(({ id }) => id !== draw.id).map(({ id, name, state }) => ({ id, name, state }));
}

async function raffleOf(reader: Reader, draw: StoredDraw): Promise<DrawProof['raffle']> {
  const row = await reader.first<{ title: string; state: RaffleState; organiser: Organiser }>(
    'select title, state, organiser from raffle where id = $1',
    [draw.raffleId],
  );
  invariant(row !== null, 'a draw belongs to a raffle');
  const { drawAt, timeZone } = await announced(reader, draw.id);
  return { id: draw.raffleId, ...row, organiser: row.organiser.name, drawAt, timeZone };
}

async function confirmedResults(reader: Reader, drawId: string): Promise<ProofResult[]> {
  const standing = await standingResults(reader, drawId);
  const sources = await sourcesOf(
    reader,
    standing.map(({ id }) => id),
  );
  return standing
    .filter(({ state }) => state === 'confirmed')
    .map(({ id, source: place, position, lotteryDrawId, drawnAt, results, twoPerson }) => ({
      position,
      place,
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
