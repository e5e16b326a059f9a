import { Readable } from 'node:stream';
import { Get, Header, StreamableFile } from '@nestjs/common';
import { paymentById } from '../../payment/index.js';
import { Blobs, Database, Problems } from '../../platform/index.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};

/** Files strangers sent: handed out as a download of the type their bytes have, so that no browser ever runs one in our origin. */
@AdminController('payments')
export class ReceiptsController {
  constructor(
    private readonly database: Database,
    private readonly blobs: Blobs,
  ) {}

  @Get(':id/receipts/:receiptId')
  @ApiId('receiptId', EXAMPLE.receiptId)
  @ApiId('id', EXAMPLE.paymentId)
  @Header('x-content-type-options', 'nosniff')
  @Header('content-security-policy', "default-src 'none'; sandbox")
  @Header('cache-control', 'private, no-store')
  @Operation({ summary: 'A receipt’s file', scope: 'read', answer: Object.keys(EXTENSIONS), problems: [404] })
  async file(
    @IdParam('id', 'payment') id: string,
    @IdParam('receiptId', 'receipt') receiptId: string,
  ): Promise<StreamableFile> {
    const payment = await paymentById(this.database, id);
    const receipt = payment?.receipts.find((one) => one.id === receiptId);
    if (receipt === undefined) throw Problems.notFound('There is no such receipt.');
    if (receipt.file === null) throw Problems.notFound('This receipt has no file (yet).');
    const { blobId, mediaType, size } = receipt.file;
    const extension = EXTENSIONS[mediaType];
    if (extension === undefined) throw Problems.notFound('This receipt has no file that may be shown.');
    return new StreamableFile(Readable.from(this.blobs.read(this.database, blobId)), {
      type: mediaType,
      length: size,
      disposition: `attachment; filename="receipt-${receiptId}.${extension}"`,
    });
  }
}
