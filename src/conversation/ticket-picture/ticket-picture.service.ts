import { createRequire } from 'node:module';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { renderAsync } from '@resvg/resvg-js';
import { create as qrCode } from 'qrcode';
import { Config, Database } from '../../platform/index.js';
import { Orders, Raffles } from '../../raffle/index.js';
import { PictureSources, type Picture } from '../../whatsapp/index.js';
import { TICKET_PICTURE } from '../picture.js';
import { ticketFace } from '../texts/es/ticket.js';
import type { PrintedOrder } from './printed-order.js';
import { ticketSvg, type Modules } from './ticket-svg.js';

const resolve = createRequire(import.meta.url).resolve;
const FONTS = ['400Regular/NotoSans_400Regular.ttf', '700Bold/NotoSans_700Bold.ttf'].map((file) =>
  resolve(`@expo-google-fonts/noto-sans/${file}`),
);

/** Draws the ticket of a paid order, with a QR code that leads to its check page. */
@Injectable()
export class TicketPictures implements OnModuleInit {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly orders: Orders,
    private readonly raffles: Raffles,
    private readonly sources: PictureSources,
  ) {}

  onModuleInit(): void {
    this.sources.register(TICKET_PICTURE, (orderId) => this.draw(orderId));
  }

  /** A PNG; null where the order is not paid (any more). */
  async draw(orderId: string): Promise<Picture | null> {
    const order = await this.printed(orderId);
    if (order === null) return null;
    const { publicUrl } = this.config;
    const qr = publicUrl === null ? null : modulesOf(`${publicUrl}/t/${order.validationCode}`);
    const png = await renderAsync(ticketSvg(ticketFace(order), qr), {
      font: { fontFiles: FONTS, loadSystemFonts: false, defaultFontFamily: 'Noto Sans' },
    });
    return { bytes: png.asPng(), mediaType: 'image/png' };
  }

  private async printed(orderId: string): Promise<PrintedOrder | null> {
    const order = await this.orders.byId(this.database, orderId);
    if (order?.state !== 'paid' || order.validationCode === null || order.paidAt === null) return null;
    const [raffle] = await this.raffles.byIds(this.database, [order.raffleId]);
    if (raffle === undefined) return null;
    const { title: raffleTitle, width, timeZone, drawAt, organiser } = raffle;
    const { validationCode, paidAt } = order;
    return { ...order, validationCode, paidAt, raffleTitle, width, timeZone, drawAt, organiser };
  }
}

function modulesOf(text: string): Modules {
  const { size, data } = qrCode(text, { errorCorrectionLevel: 'M' }).modules;
  return Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_x, x) => data[y * size + x] === 1),
  );
}
