import { Controller, Get, Headers, HttpCode, Logger, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config, Metrics, Problem } from '../platform/index.js';
import { Channels } from '../whatsapp/index.js';
import { Ingest } from './ingest.service.js';
import { sameText, signer } from './signature.js';

const CHALLENGE = /^[A-Za-z0-9_.-]{1,256}$/;

/** Meta's callback URL. Its path is WEBHOOK_PATH: the router below the bootstrap maps it here. */
@ApiExcludeController()
@Controller()
export class WebhookController {
  private readonly logger = new Logger('Webhook');

  constructor(
    private readonly config: Config,
    private readonly ingest: Ingest,
    private readonly channels: Channels,
    private readonly metrics: Metrics,
  ) {}

  /** The handshake when the callback URL is saved, unsigned (Meta, "Create a webhook endpoint"): echo the challenge. */
  @Get('webhook')
  handshake(@Query() query: Record<string, unknown>, @Res() reply: FastifyReply): void {
    const token = query['hub.verify_token'];
    const challenge = query['hub.challenge'];
    const knows = typeof token === 'string' && sameText(token, this.config.verifyToken);
    const wellFormed =
      query['hub.mode'] === 'subscribe' && typeof challenge === 'string' && CHALLENGE.test(challenge);
    if (!knows || !wellFormed) {
      void reply.code(403).type('text/plain; charset=utf-8').send('forbidden');
      return;
    }
    void reply.type('text/plain; charset=utf-8').send(challenge);
  }

  /** A delivery: 401 before anything is stored, 200 after the commit, 503 where it could not be stored. */
  @Post('webhook')
  @HttpCode(200)
  async deliver(
    @Req() request: FastifyRequest,
    @Headers('x-hub-signature-256') signature?: string,
  ): Promise<string> {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const secret = signer(body, signature, await this.knownSecrets());
    if (secret === null) {
      this.metrics.count('webhook_signatures_refused');
      throw new Problem(401, 'the signature does not fit the body');
    }
    try {
      await this.ingest.store(body, secret);
    } catch (error) {
      this.logger.error(
        `a delivery could not be stored: ${error instanceof Error ? error.message : 'unknown fault'}`,
      );
      throw new Problem(503, 'not stored: send it again', { retryAfter: 5 });
    }
    this.metrics.count('webhook_deliveries_stored');
    return 'ok';
  }

  private async knownSecrets(): Promise<string[]> {
    const ofChannels = (await this.channels.all()).flatMap((channel) => channel.appSecrets);
    return [...new Set([...this.config.appSecrets, ...ofChannels])];
  }
}
