import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphError } from './errors.js';
import type { StoredMedia } from './media-store.js';
import type { Parts } from './parts.js';
import { meetTrouble } from './trouble.js';

const MB = 1024 * 1024;

/** Largest file by type (page "Media"). */
const MAX_BYTES: Record<string, number> = {
  'image/jpeg': 5 * MB,
  'image/png': 5 * MB,
  'image/webp': 0.5 * MB,
  'video/mp4': 16 * MB,
  'video/3gpp': 16 * MB,
  'audio/aac': 16 * MB,
  'audio/amr': 16 * MB,
  'audio/mpeg': 16 * MB,
  'audio/mp4': 16 * MB,
  'audio/ogg': 16 * MB,
  'text/plain': 100 * MB,
  'application/pdf': 100 * MB,
};

/** Upload in one request; download in two, `GET /{media id}` (see graph-nodes), then the address it gives. */
export function mediaRoutes(app: FastifyInstance, parts: Parts): void {
  const bodyLimit = 101 * MB;
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
    done(null, body),
  );
  app.post<{ Params: { id: string } }>('/:version/:id/media', { bodyLimit }, async (request, reply) => {
    const { phoneNumberId } = parts.numbers.get(request.params.id);
    const ended = await meetTrouble(parts.faults.take({ on: 'upload', phoneNumberId }), request, reply);
    if (ended) return reply;
    const { bytes, mime } = await uploaded(request);
    return reply.send({ id: parts.media.put({ bytes, mime, origin: 'business', phoneNumberId }).id });
  });
  app.get<{ Querystring: Record<string, string | undefined> }>(
    '/whatsapp_business/attachments/',
    async (request, reply) => {
      const { mid = '', ext = '', hash = '' } = request.query;
      const media = parts.media.open({ mid, ext, hash });
      if (!media) return reply.code(404).type('text/plain').send('Not Found');
      const trouble = parts.faults.take({ on: 'download', phoneNumberId: media.phoneNumberId });
      const ended = await meetTrouble(trouble, request, reply);
      const bytes = trouble && 'corrupt' in trouble ? altered(media.bytes) : media.bytes;
      return ended ? reply : reply.type(media.mime).send(bytes);
    },
  );
}

/** What `GET /{media id}` answers. The hash is hexadecimal here and base64 in webhooks, as with Meta. */
export function mediaFields(parts: Parts, media: StoredMedia): Record<string, unknown> {
  return {
    url: parts.media.url(media, 'getMedia'),
    mime_type: media.mime,
    sha256: media.sha256.toString('hex'),
    file_size: media.bytes.length,
    id: media.id,
    messaging_product: 'whatsapp',
  };
}

function altered(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[0] = (copy[0] ?? 0) ^ 0xff;
  return copy;
}

async function uploaded(request: FastifyRequest): Promise<{ bytes: Buffer; mime: string }> {
  const form = await readForm(request);
  if (form?.get('messaging_product') !== 'whatsapp') {
    throw new GraphError(131_008, { details: 'messaging_product must be whatsapp' });
  }
  const file = form.get('file');
  if (!(file instanceof Blob)) throw new GraphError(131_008, { details: 'file is missing' });
  const mime = file.type.split(';')[0] ?? '';
  const max = MAX_BYTES[mime];
  if (max === undefined)
    throw new GraphError(131_053, { details: `file type ${mime || 'none'} is not supported` });
  if (file.size > max) throw new GraphError(131_053, { details: `${file.size} bytes, allowed are ${max}` });
  return { bytes: Buffer.from(await file.arrayBuffer()), mime };
}

/** The platform's own reader of forms; undefined for a body that is none. */
async function readForm(request: FastifyRequest): Promise<FormData | undefined> {
  if (!Buffer.isBuffer(request.body)) return undefined;
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  return new Response(new Uint8Array(request.body), { headers }).formData().catch(() => undefined);
}
