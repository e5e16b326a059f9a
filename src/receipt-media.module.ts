import { Global, Injectable, Module } from '@nestjs/common';
import { MediaRefused, ReceiptMedia } from './payment/index.js';
import { Channels, MediaClient, WhatsappModule } from './whatsapp/index.js';

/** Receipts come over WhatsApp. */
@Injectable()
class WhatsappReceiptMedia extends ReceiptMedia {
  constructor(
    private readonly channels: Channels,
    private readonly client: MediaClient,
  ) {
    super();
  }

  override async fetch({ channelId, ...request }: Parameters<ReceiptMedia['fetch']>[0]): Promise<Buffer> {
    const channel = await this.channels.byId(channelId);
    if (channel === null) throw new MediaRefused('gone');
    const file = await this.client.download({ channel, ...request });
    if (file.kind === 'refused') throw new MediaRefused(file.why);
    return file.bytes;
  }
}

/** Payment knows no wire and the wire knows no payment: this joins them. */
@Global()
@Module({
  imports: [WhatsappModule],
  providers: [{ provide: ReceiptMedia, useClass: WhatsappReceiptMedia }],
  exports: [ReceiptMedia],
})
export class ReceiptMediaModule {}
