import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { invariant } from '../../kernel/index.js';
import type { Blobs, Reader } from '../../platform/index.js';
import { MAIN_DRAW } from '../../raffle/index.js';
import { actaBlocks } from './acta.js';
import { actaPdf } from './acta-pdf.service.js';
import { deeds, journalOf, logLines, saleAt } from './books.reader.js';
import { csvHead, csvLine } from './csv.js';
import { readPapers } from './draw-papers.js';
import { personOf, sourceName, type DrawFacts, type EvidenceFacts } from './facts.js';
import { held, jsonText, type PackFile } from './pack.js';
import {
  channelReport,
  drawReport,
  exceptionReport,
  journalReport,
  reconciliationReport,
  summaryReport,
  ticketReport,
  voidReport,
} from './reports.js';

/** Signs the SHA-256 of a draw's acta: the text of `acta.pdf.sig`. Who makes a file again hands back what was signed. */
export type SignActa = (draw: DrawFacts, sha256: string) => Promise<string>;

interface Sources {
  readonly reader: Reader;
  readonly blobs: Blobs;
  readonly sign: SignActa;
}

/** A draw by hand has a record instead: no program can check it. */
const CERTIFICATE = /\/certificate-\d+\.json$/;
const ALONE = 'check-draw-alone.mjs';
/** Beside `src`, also where `src` is compiled into `dist`. */
const SCRIPTS = ['../../../scripts', '../../../../scripts'].map((path) => join(import.meta.dirname, path));

/** The files of an evidence file: what the facts say, and the append-only books up to where the facts say. */
export async function assemble(sources: Sources, facts: EvidenceFacts): Promise<PackFile[]> {
  const files: PackFile[] = [];
  for (const draw of facts.draws) files.push(...(await drawFiles(sources, facts, draw)));
  const { reader } = sources;
  return [
    ...files,
    { path: 'log.jsonl', bytes: () => logLines(reader, facts) },
    held('exceptions.csv', exceptionReport(facts)),
    { path: 'events.csv', bytes: () => eventReport(reader, facts) },
    ...(files.some(({ path }) => CERTIFICATE.test(path)) ? [held(ALONE, await standAlone())] : []),
  ];
}

async function drawFiles(sources: Sources, facts: EvidenceFacts, draw: DrawFacts): Promise<PackFile[]> {
  const { reader, blobs } = sources;
  const stored = await storedPapers(reader, draw);
  const latest = stored.certificates.at(-1);
  invariant(latest !== undefined, 'a draw with facts has a certificate');
  const papers = readPapers(latest.bytes);
  const sale = await saleAt(reader, facts, draw.logSeq);
  const journal = await journalOf(reader, facts.raffle.id, sale);
  const blocks = actaBlocks({ facts, draw, papers, sale, journal, certificateHash: latest.hash });
  const pdf = await actaPdf(blocks, {
    title: `${papers.byHand ? 'Acta del sorteo manual' : 'Acta del sorteo'}: ${facts.raffle.title}`,
    author: facts.raffle.organiser.name,
    at: facts.madeAt,
    foot: `Acta del sorteo ${draw.fairdrawId}`,
  });
  const signature = await sources.sign(draw, createHash('sha256').update(pdf).digest('hex'));
  const inFolder = (name: string): string => `draw-${draw.ordinal}/${name}`;
  return [
    held(inFolder('acta.pdf'), pdf),
    held(inFolder('acta.pdf.sig'), signature),
    held(inFolder('rules.json'), stored.rules),
    held(inFolder('commitment.json'), stored.commitment),
    { path: inFolder('ledger.bin'), bytes: () => blobs.read(reader, stored.ledger) },
    ...stored.certificates.map(({ issueNo, bytes }) =>
      held(inFolder(`${papers.byHand ? 'record' : 'certificate'}-${issueNo}.json`), bytes),
    ),
    held(inFolder('entropy.json'), jsonText({ evidence: papers.entropy, entered: enteredBy(facts, draw) })),
    ...sourceFiles(sources, draw),
    ...(draw.ordinal === MAIN_DRAW
      ? [held(inFolder('reconciliation.csv'), reconciliationReport(facts))]
      : []),
    held(inFolder('reports/draw.csv'), drawReport(facts, sale, papers)),
    held(inFolder('reports/summary.csv'), summaryReport(facts, sale, journal)),
    held(inFolder('reports/channels.csv'), channelReport(facts, sale)),
    held(inFolder('reports/voids.csv'), voidReport(facts, sale)),
    held(inFolder('reports/journal.csv'), journalReport(facts, journal)),
    { path: inFolder('reports/tickets.csv'), bytes: () => ticketReport(facts, sale) },
  ];
}

/** Pictures of what the lottery published, as they were kept. */
function sourceFiles({ reader, blobs }: Sources, { ordinal, results }: DrawFacts): PackFile[] {
  return results.flatMap((result, index) => {
    const { sourceFile } = result;
    if (sourceFile === null) return [];
    const path = `draw-${ordinal}/${sourceName(result, index)}`;
    return [{ path, bytes: () => blobs.read(reader, sourceFile.blobId) }];
  });
}

/** Results of a lottery with the people behind them; a beacon has none. */
function enteredBy(facts: EvidenceFacts, { results }: DrawFacts): object[] {
  return results.map(({ sourceFile: _besideIt, ...result }) => ({
    ...result,
    enteredBy: personOf(facts, result.enteredBy),
    confirmedBy: personOf(facts, result.confirmedBy),
  }));
}

interface StoredPapers {
  readonly rules: string;
  readonly commitment: string;
  readonly ledger: string;
  readonly certificates: readonly { issueNo: number; bytes: Buffer; hash: string }[];
}

async function storedPapers(reader: Reader, { drawId, issueNo }: DrawFacts): Promise<StoredPapers> {
  const draw = await reader.first<{ rules: string; commitment: string; ledger: string }>(
    'select rules, commitment, ledger_blob as ledger from draw where id = $1',
    [drawId],
  );
  invariant(draw !== null, 'facts name stored draws');
  const certificates = await reader.rows<{ issueNo: number; bytes: Buffer; hash: string }>(
    `select issue_no as "issueNo", bytes, encode(cert_hash, 'hex') as hash from certificate
     where draw_id = $1 and issue_no <= $2 order by issue_no`,
    [drawId, issueNo],
  );
  return { ...draw, certificates };
}

async function* eventReport(reader: Reader, facts: EvidenceFacts): AsyncGenerator<Buffer> {
  yield Buffer.from(csvHead(['audit_seq', 'at', 'who', 'action', 'target']), 'utf8');
  for await (const rows of deeds(reader, facts)) {
    const lines = rows.map(({ seq, at, actor, action, target }) =>
      csvLine([seq, at, actor === null ? 'el programa' : personOf(facts, actor), action, target]),
    );
    yield Buffer.from(lines.join(''), 'utf8');
  }
}

async function standAlone(): Promise<Buffer> {
  for (const folder of SCRIPTS) {
    const found = await readFile(join(folder, ALONE)).catch(() => null);
    if (found !== null) return found;
  }
  throw new Error(`${ALONE} is not beside this program`);
}
