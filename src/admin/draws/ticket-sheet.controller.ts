import { Readable } from 'node:stream';
import { Get, Header, StreamableFile } from '@nestjs/common';
import { invariant } from '../../kernel/index.js';
import { Blobs, Database, Problems } from '../../platform/index.js';
import {
  announced,
  drawById,
  drawTitle,
  listNumbers,
  Raffles,
  readRules,
  utcSeconds,
  type CommittedPaper,
  type StoredDraw,
} from '../../raffle/index.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import { PER_SHEET } from './ticket-sheet.js';
import { ticketSheetPdf } from './ticket-sheet-pdf.service.js';
import type { TicketSheet } from './ticket-sheet-words.js';

/** Numbers of a list read at once. */
const BATCH = 32 * PER_SHEET;

/** For a draw by hand: the list on paper, to be cut up and put into a barrel. */
@AdminController('draws')
export class TicketSheetController {
  constructor(
    private readonly database: Database,
    private readonly blobs: Blobs,
    private readonly raffles: Raffles,
  ) {}

  @Get(':id/ticket-sheet.pdf')
  @ApiId('id', EXAMPLE.drawId)
  @Header('cache-control', 'private, no-store')
  @Operation({
    summary: 'A slip for every number of the frozen list, to print and cut',
    description:
      'For a draw by hand. 60 slips a sheet of US Letter, after a first sheet that says how many there are. Without personal data.',
    scope: 'read',
    answer: ['application/pdf'],
    problems: [404, 409],
  })
  async file(@IdParam('id', 'draw') id: string): Promise<StreamableFile> {
    const draw = await drawById(this.database, id);
    if (draw === null) throw Problems.notFound('There is no such draw.');
    if (draw.paper === null)
      throw Problems.conflict('There are slips once the list is frozen and its fingerprint is published.', {
        code: 'not_committed',
      });
    const numbers = listNumbers(this.blobs, this.database, draw.paper, BATCH);
    // Asked for page by page: a slow reader holds no transaction and no memory, one that has gone ends it.
    return new StreamableFile(Readable.from(ticketSheetPdf(await this.sheetOf(draw, draw.paper), numbers)), {
      type: 'application/pdf',
      disposition: `attachment; filename="ticket-sheet-${id}.pdf"`,
    });
  }

  private async sheetOf(draw: StoredDraw, paper: CommittedPaper): Promise<TicketSheet> {
    const raffle = await this.raffles.byId(this.database, draw.raffleId);
    invariant(raffle !== null && draw.closedAt !== null, 'a frozen draw has a raffle and was closed');
    const { drawAt, timeZone } = await announced(this.database, draw.id);
    return {
      title: drawTitle(raffle.title, draw.name),
      organiser: raffle.organiser.name,
      drawAt: utcSeconds(drawAt),
      closedAt: utcSeconds(draw.closedAt),
      timeZone,
      commitmentHash: paper.commitmentHash.toString('hex'),
      slips: paper.leaves,
      width: readRules(draw).numbers.width,
    };
  }
}
