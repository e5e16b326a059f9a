import type { FastifyInstance } from 'fastify';
import { GraphError } from '../errors.js';
import { page } from '../management/paging.js';
import { neededText, parameters, textParameter } from '../management/request.js';
import type { Parts } from '../parts.js';
import { meetTrouble } from '../trouble.js';
import { readDraft } from './template-draft.js';
import { templateRow } from './template-row.js';
import { partOf, type Template } from './template.js';

interface Edge {
  Params: { id: string };
}

/** `/{account}/message_templates` and `/{template}/unpause`; `/{template}` itself is with the nodes. */
export function templateRoutes(app: FastifyInstance, parts: Parts): void {
  app.addHook<Edge>('preHandler', async (request, reply) => {
    const { wabaId = request.params.id } = parts.templates.byId(request.params.id) ?? {};
    parts.usage.take(parts.accounts.get(wabaId).wabaId, reply);
    const ended = await meetTrouble(parts.faults.take({ on: 'templates' }), request, reply);
    return ended ? reply : undefined;
  });
  app.get<Edge>('/:version/:id/message_templates', async (request) => {
    const given = parameters(request);
    const found = parts.templates.of(request.params.id).filter((template) => fits(template, given));
    return page(
      found.map((template) => templateRow(template, textParameter(given, 'fields'))),
      request,
    );
  });
  app.post<Edge>('/:version/:id/message_templates', async (request) => {
    const template = parts.templates.add(request.params.id, readDraft(parameters(request)));
    parts.review.begin(template, { edited: false });
    const { id, status, category } = template;
    return { id, status, category };
  });
  app.delete<Edge>('/:version/:id/message_templates', async (request) => {
    for (const template of chosen(parts, request.params.id, parameters(request))) {
      parts.templates.remove(template);
      parts.review.happens(template, 'DELETED');
    }
    return { success: true };
  });
  app.post<Edge>('/:version/:id/unpause', async (request) => {
    const template = parts.templates.byId(request.params.id);
    if (!template) throw GraphError.unknownObject(request.params.id);
    if (template.status !== 'PAUSED') return { success: false, reason: 'The template is not paused' };
    parts.review.happens(template, 'APPROVED', { title: 'UNPAUSE' });
    return { success: true };
  });
}

function fits(template: Template, given: Record<string, unknown>): boolean {
  const is = (key: string, value: string): boolean => {
    const asked = textParameter(given, key);
    return asked === undefined || asked.toUpperCase() === value.toUpperCase();
  };
  const has = (key: string, text: string): boolean =>
    text.toLowerCase().includes((textParameter(given, key) ?? '').toLowerCase());
  const content = partOf(template, 'BODY')?.text ?? '';
  return (
    has('name', template.name) &&
    is('language', template.language) &&
    is('status', template.status) &&
    is('category', template.category) &&
    has('content', content) &&
    has('name_or_content', `${template.name} ${content}`)
  );
}

/** By name all languages, with `hsm_id` one of them. Throws GraphError. */
function chosen(parts: Parts, wabaId: string, given: Record<string, unknown>): Template[] {
  const name = neededText(given, 'name');
  const id = textParameter(given, 'hsm_id');
  const found = parts.templates
    .of(wabaId)
    .filter((template) => template.name === name && (id === undefined || template.id === id));
  if (found.length === 0) {
    throw new GraphError(100, {
      message: 'Invalid parameter',
      subcode: 2_593_002,
      userTitle: 'Message template not found',
      userMessage: `Message template "${name}" was not found`,
    });
  }
  if (found.some((template) => template.status === 'DISABLED')) {
    throw new GraphError(100, { message: '(#100) A disabled template cannot be deleted' });
  }
  return found;
}
