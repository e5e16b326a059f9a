import type { FastifyInstance } from 'fastify';
import { GraphError } from './errors.js';
import { mediaFields } from './graph-media.js';
import type { StoredMedia } from './media-store.js';
import type { BusinessNumber } from './numbers.js';
import type { Parts } from './parts.js';
import { meetTrouble } from './trouble.js';

const DEFAULT_FIELDS =
  'verified_name,code_verification_status,display_phone_number,quality_rating,platform_type';
const APP = {
  whatsapp_business_api_data: { id: '1234567890123456', name: 'Talonario', link: 'https://example.com' },
};

/** `GET /{id}` for numbers and media, and the subscription of an account to the app. */
export function nodeRoutes(app: FastifyInstance, parts: Parts): void {
  app.get<NodeRequest>('/:version/:id', async (request, reply) => {
    const media = parts.media.get(request.params.id);
    const fields = media
      ? ownMedia(parts, media, request.query.phone_number_id)
      : chosenFields(parts.numbers.get(request.params.id), request.query.fields ?? DEFAULT_FIELDS);
    const phoneNumberId = media?.phoneNumberId ?? request.params.id;
    const trouble = parts.faults.take({ on: media ? 'media' : 'node', phoneNumberId });
    return (await meetTrouble(trouble, request, reply)) ? reply : reply.send(fields);
  });
  app.get<{ Params: { id: string } }>('/:version/:id/subscribed_apps', async (request) => {
    checkAccount(parts, request.params.id);
    return { data: [APP] };
  });
  app.post<{ Params: { id: string } }>('/:version/:id/subscribed_apps', async (request) => {
    checkAccount(parts, request.params.id);
    return { success: true };
  });
}

interface NodeRequest {
  Params: { id: string };
  Querystring: { fields?: string; phone_number_id?: string };
}

/** A file belongs to the number it was sent to or uploaded for. */
function ownMedia(parts: Parts, media: StoredMedia, asked: string | undefined): Record<string, unknown> {
  if (asked !== undefined && asked !== media.phoneNumberId) throw GraphError.unknownObject(media.id);
  return mediaFields(parts, media);
}

function checkAccount(parts: Parts, wabaId: string): void {
  if (!parts.numbers.hasAccount(wabaId)) throw GraphError.unknownObject(wabaId);
}

function chosenFields(number: BusinessNumber, names: string): Record<string, unknown> {
  const chosen = names.split(',').map((name) => {
    if (!(name in number.fields)) {
      const message = `(#100) Tried accessing nonexisting field (${name}) on node type (WhatsAppBusinessPhoneNumber)`;
      throw new GraphError(100, { message });
    }
    return [name, number.fields[name]] as const;
  });
  return { ...Object.fromEntries(chosen), id: number.phoneNumberId };
}
