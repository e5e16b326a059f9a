import { createRequire } from 'node:module';
// oxlint-disable-next-line import/no-named-as-default -- its types know no other name
import PDFDocument from 'pdfkit';
import type { ActaBlock } from './acta-block.js';

const resolve = createRequire(import.meta.url).resolve;
const REGULAR = resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf');
const BOLD = resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf');

const MARGIN = 56;
const FOOT = 40;
const GREY = '#555555';
const LABEL_WIDTH = 150;

type Paper = PDFKit.PDFDocument;

/**
 * Sets an acta as a PDF: the same blocks give the same bytes. The time is told, streams are left uncompressed (what zlib writes depends
 * on its version and on the processor), and the library makes its ids from what is told.
 */
export async function actaPdf(
  blocks: readonly ActaBlock[],
  about: { title: string; author: string; at: string; foot: string },
): Promise<Buffer> {
  const at = new Date(about.at);
  const paper = new PDFDocument({
    size: 'LETTER',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT / 2 },
    compress: false,
    bufferPages: true,
    lang: 'es',
    info: {
      Title: about.title,
      Author: about.author,
      Creator: 'Talonario',
      Producer: 'Talonario',
      CreationDate: at,
      ModDate: at,
    },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<void>((end, fail) => {
    paper.on('data', (chunk: Buffer) => chunks.push(chunk));
    paper.on('end', end);
    paper.on('error', fail);
  });
  registerFaces(paper);
  for (const block of blocks) setBlock(paper, block);
  numberPages(paper, about.foot);
  paper.end();
  await done;
  return Buffer.concat(chunks);
}

/** Names the two faces every paper is set in: `regular` and `bold`. */
export function registerFaces(paper: Paper): void {
  paper.registerFont('regular', REGULAR).registerFont('bold', BOLD);
}

/** Sets a block below what stands there, with the margins of an acta. */
export function setBlock(paper: Paper, block: ActaBlock): void {
  switch (block.kind) {
    case 'title':
      paper.font('bold').fontSize(20).fillColor('black').text(block.text, MARGIN);
      return;
    case 'heading':
      room(paper, 60);
      return setHeading(paper, block.text);
    case 'text':
      paper.moveDown(0.15);
      paper
        .font('regular')
        .fontSize(9.5)
        .fillColor('black')
        .text(block.text, MARGIN, undefined, { width: width(paper) });
      paper.moveDown(0.25);
      return;
    case 'fact':
      return setFact(paper, block);
    case 'table':
      setRow(paper, block.head, block.widths, 'bold');
      for (const row of block.rows) setRow(paper, row, block.widths, 'regular');
      paper.moveDown(0.4);
      return;
    case 'signatures':
      return setSignatures(paper, block);
  }
}

function setHeading(paper: Paper, text: string): void {
  paper.moveDown(0.8).font('bold').fontSize(12).fillColor('black').text(text, MARGIN);
  paper.moveDown(0.25);
}

function setFact(paper: Paper, { label, value, hash }: Extract<ActaBlock, { kind: 'fact' }>): void {
  const space = width(paper) - LABEL_WIDTH;
  const size = hash === true ? 8 : 9.5;
  paper.font('regular').fontSize(9.5);
  const high = paper.heightOfString(label, { width: LABEL_WIDTH - 8 });
  paper.fontSize(size);
  const height = Math.max(high, paper.heightOfString(value, { width: space }));
  room(paper, height);
  const top = paper.y;
  paper
    .fontSize(9.5)
    .fillColor(GREY)
    .text(label, MARGIN, top, { width: LABEL_WIDTH - 8 });
  paper
    .fontSize(size)
    .fillColor('black')
    .text(value, MARGIN + LABEL_WIDTH, top + (hash === true ? 1.5 : 0), { width: space });
  paper.x = MARGIN;
  paper.y = top + height + 2;
}

function setRow(paper: Paper, cells: readonly string[], widths: readonly number[], font: string): void {
  paper.font(font).fontSize(9).fillColor('black');
  const wide = widths.map((share) => (share / 100) * width(paper));
  const height = Math.max(
    ...cells.map((text, n) => paper.heightOfString(text, { width: (wide[n] ?? 0) - 8 })),
  );
  room(paper, height + 6);
  const top = paper.y;
  let left = MARGIN;
  for (const [n, text] of cells.entries()) {
    paper.text(text, left, top + 2, { width: (wide[n] ?? 0) - 8 });
    left += wide[n] ?? 0;
  }
  const bottom = top + height + 4;
  paper
    .moveTo(MARGIN, bottom)
    .lineTo(MARGIN + width(paper), bottom)
    .lineWidth(0.5)
    .strokeColor('#bbbbbb')
    .stroke();
  paper.x = MARGIN;
  paper.y = bottom + 1;
}

/** A heading alone at the foot of a page would leave the names on a sheet that says nothing of what they sign. */
function setSignatures(paper: Paper, { title, roles }: Extract<ActaBlock, { kind: 'signatures' }>): void {
  room(paper, 125);
  setHeading(paper, title);
  const wide = width(paper) / roles.length;
  const line = paper.y + 50;
  for (const [n, role] of roles.entries()) {
    const left = MARGIN + n * wide;
    paper
      .moveTo(left, line)
      .lineTo(left + wide - 16, line)
      .lineWidth(0.7)
      .strokeColor('black')
      .stroke();
    paper
      .font('regular')
      .fontSize(9)
      .fillColor('black')
      .text(role, left, line + 4, { width: wide - 16 });
    paper.fillColor(GREY).text('Nombre, fecha y firma', left, line + 17, { width: wide - 16 });
  }
  paper.x = MARGIN;
  paper.y = line + 34;
}

/** At the end, when their number is known. Below the margin, where the library would begin a new page. */
function numberPages(paper: Paper, foot: string): void {
  const { count } = paper.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    paper.switchToPage(page);
    paper.page.margins.bottom = 0;
    const top = paper.page.height - MARGIN;
    paper.font('regular').fontSize(7.5).fillColor(GREY);
    paper.text(foot, MARGIN, top, { width: width(paper) - 80, lineBreak: false });
    paper.text(`Página ${page + 1} de ${count}`, MARGIN, top, {
      width: width(paper),
      align: 'right',
      lineBreak: false,
    });
  }
}

/** Begins a new page where so much does not fit on this one. */
function room(paper: Paper, height: number): void {
  if (paper.y + height > paper.page.height - paper.page.margins.bottom) paper.addPage();
}

function width(paper: Paper): number {
  return paper.page.width - 2 * MARGIN;
}
