// oxlint-disable-next-line import/no-named-as-default -- its types know no other name
import PDFDocument from 'pdfkit';
import { invariant, ticketLabel } from '../../kernel/index.js';
import { registerFaces, setBlock } from '../evidence/acta-pdf.service.js';
import { Hand, type Written } from './ticket-hand.service.js';
import { cutsOf, cutToFit, FOOT, LETTER, LINE_WIDTH, PER_SHEET, sheetsFor, slipAt } from './ticket-sheet.js';
import {
  coverBlocks,
  partWords,
  placeWords,
  sheetWords,
  shortFingerprint,
  type TicketSheet,
} from './ticket-sheet-words.js';

type Paper = PDFKit.PDFDocument;

/** Size of the letters, and how far below the upper edge of the slip a line stands. */
const NUMBER = { size: 24, down: 24 };
const PLACE = { size: 7, down: 34.5 };
const TITLE = { size: 7, down: 43.5 };
const PRINT = { size: 7, down: 52.5 };
const FOOT_SIZE = 7.5;
/** The library's pages count from the top; what is written here counts from the bottom, as the slips are placed. */
const FROM_BELOW = `1 0 0 -1 0 ${LETTER.height} cm`;

/**
 * The printable sheet, piece by piece as its pages fill: nothing is written before it is asked for, and what was taken is forgotten.
 * @param batches all numbers of the list in ascending order; each batch but the last fills whole sheets
 */
export async function* ticketSheetPdf(
  sheet: TicketSheet,
  batches: AsyncIterable<readonly number[]>,
): AsyncGenerator<Buffer> {
  const paper = newPaper(sheet);
  const printer = new Printer(paper, sheet);
  printer.cover();
  yield taken(paper);
  for await (const batch of batches) {
    for (let from = 0; from < batch.length; from += PER_SHEET) {
      printer.slips(batch.slice(from, from + PER_SHEET));
      yield taken(paper);
    }
  }
  // A paper that is broken off cannot be opened: better than one with another number of slips than the list has.
  invariant(printer.done(), 'every number of the list has its slip');
  paper.end();
  yield taken(paper);
}

function newPaper({ title, organiser, closedAt }: TicketSheet): Paper {
  const at = new Date(closedAt);
  const about = { Title: title, Author: organiser, Creator: 'Talonario', Producer: 'Talonario' };
  const info = { ...about, CreationDate: at, ModDate: at };
  const paper = new PDFDocument({ size: 'LETTER', margin: 56, lang: 'es', info });
  registerFaces(paper);
  return paper;
}

/** Everything written since the last time. */
function taken(paper: Paper): Buffer {
  const bytes: unknown = paper.read();
  return Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0);
}

class Printer {
  private readonly bold: Hand;
  private readonly regular: Hand;
  private readonly sheets: number;
  private readonly title: Written;
  private readonly print: Written;
  private printed = 0;
  private page = 1;

  constructor(
    private readonly paper: Paper,
    private readonly sheet: TicketSheet,
  ) {
    this.bold = Hand.of(paper, 'bold');
    this.regular = Hand.of(paper, 'regular');
    this.sheets = sheetsFor(sheet.slips);
    const widthOf = (text: string): number => this.regular.write(text).width * TITLE.size;
    this.title = this.regular.write(cutToFit(sheet.title, LINE_WIDTH, widthOf));
    this.print = this.regular.write(shortFingerprint(sheet.commitmentHash));
  }

  cover(): void {
    for (const block of coverBlocks(this.sheet, this.sheets)) setBlock(this.paper, block);
    this.draw([], ['0.33 g', 'BT', this.pageNumber(), 'ET']);
  }

  slips(numbers: readonly number[]): void {
    this.paper.addPage();
    this.page += 1;
    const first = this.printed + 1;
    const slips = numbers.flatMap((number, slot) => this.slip(number, slot));
    const part = this.regular.show(
      this.regular.write(partWords(first, this.printed)),
      FOOT_SIZE,
      FOOT.left,
      FOOT.y,
    );
    const cuts = cutsOf(numbers.length).map(([x, y, toX, toY]) => `${x} ${y} m ${toX} ${toY} l`);
    this.draw(cuts, ['0 g', 'BT', ...slips, '0.33 g', part, this.pageNumber(), 'ET']);
  }

  /** Whether list and paper came out even. */
  done(): boolean {
    return this.printed === this.sheet.slips && this.page === this.sheets;
  }

  private slip(number: number, slot: number): string[] {
    this.printed += 1;
    const { width, slips } = this.sheet;
    const { x, y } = slipAt(slot);
    const set = (hand: Hand, text: Written, { size, down }: typeof NUMBER): string =>
      hand.show(text, size, x - (text.width * size) / 2, y - down);
    return [
      set(this.bold, this.bold.write(ticketLabel(number, width)), NUMBER),
      set(this.regular, this.regular.write(placeWords(this.printed, slips)), PLACE),
      set(this.regular, this.title, TITLE),
      set(this.regular, this.print, PRINT),
    ];
  }

  private pageNumber(): string {
    const text = this.regular.write(sheetWords(this.page, this.sheets));
    return this.regular.show(text, FOOT_SIZE, FOOT.right - text.width * FOOT_SIZE, FOOT.y);
  }

  private draw(cuts: readonly string[], words: readonly string[]): void {
    for (const hand of [this.bold, this.regular]) hand.takeTo(this.paper);
    const lines = cuts.length === 0 ? [] : ['0.5 G 0.5 w [2 2] 0 d', ...cuts, 'S'];
    this.paper.addContent(['q', FROM_BELOW, ...lines, ...words, 'Q'].join('\n'));
  }
}
