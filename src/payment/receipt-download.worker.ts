import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asObject, asText } from '../kernel/index.js';
import { Blobs, Database, JobTasks, putNews, type JobContext } from '../platform/index.js';
import { receiptTypeOf, MAX_RECEIPT_BYTES, type Unreadable } from './receipt-file.js';
import { MediaRefused, ReceiptMedia } from './receipt-media.port.js';
import { RECEIPT_DOWNLOAD, type ReceiptDownloadPayload } from './payments.service.js';

interface WaitingReceipt {
  readonly id: string;
  readonly channel_id: string;
  readonly media_id: string;
  readonly declared_sha256: Buffer | null;
  readonly order_id: string;
  readonly contact_id: string;
  /** The address in the message may still hold. */
  readonly fresh: boolean;
}

/** Meta's addresses live five minutes, from some time after the message was sent. */
const ADDRESS_LIVES = `interval '4 minutes'`;

/** Fetches the file of one receipt and keeps it, or tells the buyer why it could not be read. */
@Injectable()
export class ReceiptDownload implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly blobs: Blobs,
    private readonly media: ReceiptMedia,
    private readonly tasks: JobTasks,
  ) {}

  onModuleInit(): void {
    this.tasks.register(RECEIPT_DOWNLOAD, (payload, context) => this.run(payloadOf(payload), context));
  }

  /** The file is fetched outside any transaction; keeping it is one. Run again after any crash it does the rest, or nothing. */
  async run({ receiptId, url }: ReceiptDownloadPayload, context: JobContext): Promise<void> {
    const receipt = await this.waiting(receiptId);
    if (receipt === null) return;
    const file = await this.fetch(receipt, receipt.fresh ? (url ?? null) : null, context);
    if (Buffer.isBuffer(file)) await this.keep(receipt, file);
    else await this.refuse(receipt, file);
  }

  private waiting(receiptId: string): Promise<WaitingReceipt | null> {
    return this.database.first<WaitingReceipt>(
      `select r.id, r.channel_id, r.media_id, r.declared_sha256, p.order_id, p.contact_id,
         r.sent_at > app_now() - ${ADDRESS_LIVES} as fresh
       from receipt r join payment p on p.id = r.payment_id where r.id = $1 and r.state = 'waiting'`,
      [receiptId],
    );
  }

  private async fetch(
    receipt: WaitingReceipt,
    url: string | null,
    context: JobContext,
  ): Promise<Buffer | Unreadable> {
    try {
      const bytes = await this.media.fetch({
        channelId: receipt.channel_id,
        mediaId: receipt.media_id,
        url,
        sha256: receipt.declared_sha256,
        maxBytes: MAX_RECEIPT_BYTES,
        signal: context.signal,
      });
      if (bytes.length > MAX_RECEIPT_BYTES) return 'too_big';
      const declared = receipt.declared_sha256;
      if (declared !== null && !createHash('sha256').update(bytes).digest().equals(declared))
        return 'checksum';
      return bytes;
    } catch (error) {
      if (error instanceof MediaRefused) return error.why;
      if (context.lastAttempt) return 'gone';
      throw error;
    }
  }

  private async keep(receipt: WaitingReceipt, bytes: Buffer): Promise<void> {
    const mediaType = receiptTypeOf(bytes);
    if (mediaType === null) return this.refuse(receipt, 'wrong_type');
    await this.database.transact(async (tx) => {
      const still = await tx.first(`select from receipt where id = $1 and state = 'waiting' for update`, [
        receipt.id,
      ]);
      if (still === null) return; // another run of this job was faster
      const blob = await this.blobs.put(tx, { mediaType, bytes });
      await tx.run(`update receipt set state = 'stored', blob_id = $2 where id = $1`, [receipt.id, blob.id]);
    });
  }

  private async refuse(receipt: WaitingReceipt, why: Unreadable): Promise<void> {
    await this.database.transact(async (tx) => {
      const changed = await tx.run(
        `update receipt set state = 'refused', refused_reason = $2 where id = $1 and state = 'waiting'`,
        [receipt.id, why],
      );
      if (changed === 0) return;
      const news = { type: 'receipt_unreadable', orderId: receipt.order_id, why };
      await putNews(tx, [{ contactId: receipt.contact_id, news }]);
    });
  }
}

function payloadOf(payload: unknown): ReceiptDownloadPayload {
  const given = asObject(payload);
  const receiptId = given?.['receiptId'];
  if (typeof receiptId === 'string') return { receiptId, url: asText(given?.['url']) };
  throw new Error(`a job ${RECEIPT_DOWNLOAD} without receiptId`);
}
