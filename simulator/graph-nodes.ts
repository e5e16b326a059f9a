import type { FastifyInstance, FastifyReply } from 'fastify';
import { GraphError } from './errors.js';
import { mediaFields } from './graph-media.js';
import { accountFields } from './management/account-routes.js';
import { appLink } from './management/meta-app.js';
import { changeNumber, numberFields } from './management/number-fields.js';
import { chosenFields, parameters } from './management/request.js';
import type { StoredMedia } from './media-store.js';
import type { Parts } from './parts.js';
import { templateRow } from './templates/template-row.js';
import { editTemplate } from './templates/template-edit.js';
import { meetTrouble } from './trouble.js';

const NUMBER_FIELDS =
  'verified_name,code_verification_status,display_phone_number,quality_rating,platform_type';

interface NodeRequest {
  Params: { id: string };
  Querystring: { fields?: string; phone_number_id?: string };
}

/** `/{id}`: what it is follows from the id alone: a file, a number, an account, a template, the app. */
export function nodeRoutes(app: FastifyInstance, parts: Parts): void {
  app.get<NodeRequest>('/:version/:id', async (request, reply) => {
    const { id } = request.params;
    const media = parts.media.get(id);
    const fields = media
      ? ownMedia(parts, media, request.query.phone_number_id)
      : readNode(parts, id, request.query.fields);
    if (!media) countCall(parts, id, reply);
    const trouble = parts.faults.take({
      on: media ? 'media' : 'node',
      phoneNumberId: media?.phoneNumberId ?? id,
    });
    return (await meetTrouble(trouble, request, reply)) ? reply : reply.send(fields);
  });
  app.post<NodeRequest>('/:version/:id', async (request, reply) => {
    const { id } = request.params;
    const template = parts.templates.byId(id);
    countCall(parts, id, reply);
    const on = template ? 'templates' : 'node';
    if (await meetTrouble(parts.faults.take({ on, phoneNumberId: id }), request, reply)) return reply;
    if (template) editTemplate(parts.review, template, parameters(request), parts.now());
    else await changeNumber(parts, parts.numbers.get(id), parameters(request));
    return reply.send({ success: true });
  });
  app.delete<NodeRequest>('/:version/:id', async (request, reply) => {
    const media = parts.media.get(request.params.id);
    if (!media) throw GraphError.unknownObject(request.params.id);
    ownMedia(parts, media, request.query.phone_number_id);
    parts.media.delete(media.id);
    return reply.send({ success: true });
  });
}

/** A file belongs to the number it was sent to or uploaded for. */
function ownMedia(parts: Parts, media: StoredMedia, asked: string | undefined): Record<string, unknown> {
  if (asked !== undefined && asked !== media.phoneNumberId) throw GraphError.unknownObject(media.id);
  return mediaFields(parts, media);
}

/** Reads of account, number and template count against the account's share of management calls. */
function countCall({ usage, numbers, accounts, templates }: Parts, id: string, reply: FastifyReply): void {
  const wabaId = numbers.find(id)?.wabaId ?? templates.byId(id)?.wabaId ?? accounts.find(id)?.wabaId;
  if (wabaId !== undefined) usage.take(wabaId, reply);
}

function readNode(parts: Parts, id: string, fields: string | undefined): Record<string, unknown> {
  const { app } = parts;
  if (id === app.id) {
    return chosenFields({ id, name: app.name, link: appLink(app) }, 'Application', fields ?? 'link,name,id');
  }
  const template = parts.templates.byId(id);
  if (template) return templateRow(template, fields);
  const account = parts.accounts.find(id);
  if (account) return accountFields(account, fields);
  return numberFields(parts, parts.numbers.get(id), fields ?? NUMBER_FIELDS);
}
