import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { controlRoutes } from './control.js';
import { GraphError } from './errors.js';
import { mediaRoutes } from './graph-media.js';
import { messageRoutes } from './graph-messages.js';
import { nodeRoutes } from './graph-nodes.js';
import { accountRoutes } from './management/account-routes.js';
import { subscriptionRoutes } from './management/subscription-routes.js';
import { checkToken, tokenOf, tokenRoutes } from './management/token.js';
import type { Parts } from './parts.js';
import { templateRoutes } from './templates/template-routes.js';

/** Versions of the Graph API alive in 2026; requests have the same shape in all of them. */
const VERSION = /^v2[1-6]\.0$/;

/** The HTTP side: Meta's Graph API and, under `/_sim`, the control of the simulator itself. */
export function buildServer(parts: Parts): FastifyInstance {
  const app = fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 300 } });
  app.register(async (graph) => {
    bodyParsers(graph);
    graph.addHook('preValidation', async (request) => checkAccess(parts, request));
    graph.setErrorHandler<FastifyError | GraphError>(async (error, _request, reply) => {
      const answer = graphError(error);
      parts.refused.set(answer.code, (parts.refused.get(answer.code) ?? 0) + 1);
      if (answer.retryAfter !== undefined) void reply.header('Retry-After', answer.retryAfter);
      return reply.code(answer.status).send(answer.body());
    });
    messageRoutes(graph, parts);
    mediaRoutes(graph, parts);
    nodeRoutes(graph, parts);
    graph.register(async (accounts) => accountRoutes(accounts, parts));
    subscriptionRoutes(graph, parts);
    tokenRoutes(graph, parts);
    graph.register(async (templates) => templateRoutes(templates, parts));
  });
  app.addHook('onSend', async (_request, reply) => {
    void reply.header('Date', new Date(parts.now()).toUTCString());
  });
  app.register(async (control) => controlRoutes(control, parts), { prefix: '/_sim' });
  app.setNotFoundHandler(async (request, reply) => {
    const error = unknownPath(request.url);
    return reply.code(error.status).send(error.body());
  });
  return app;
}

function checkAccess(parts: Parts, request: FastifyRequest): void {
  const { version } = request.params as { version?: string };
  if (version !== undefined && !VERSION.test(version)) throw unknownPath(request.url);
  checkToken(parts.app, tokenOf(request));
}

/** Graph takes JSON, also none under a JSON heading, and forms. */
function bodyParsers(graph: FastifyInstance): void {
  graph.removeContentTypeParser('application/json');
  graph.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(body as string));
    } catch {
      done(new GraphError(100, { message: '(#100) The body is no JSON' }));
    }
  });
  const form = 'application/x-www-form-urlencoded';
  graph.addContentTypeParser(form, { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(body as string)));
  });
}

function unknownPath(url: string): GraphError {
  const [path] = url.split('?');
  return new GraphError(2500, { message: `Unknown path components: ${path ?? ''}` });
}

/** Faults found before a route was reached (no JSON, body too large) are answered as Meta would. */
function graphError(error: FastifyError | GraphError): GraphError {
  if (error instanceof GraphError) return error;
  const status = error.statusCode ?? 500;
  return status < 500 ? new GraphError(100, { details: error.message, status }) : new GraphError(131_000);
}
