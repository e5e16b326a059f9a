import { timingSafeEqual } from 'node:crypto';
import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { controlRoutes } from './control.js';
import { GraphError } from './errors.js';
import { mediaRoutes } from './graph-media.js';
import { messageRoutes } from './graph-messages.js';
import { nodeRoutes } from './graph-nodes.js';
import type { Parts } from './parts.js';

/** Versions of the Graph API alive in 2026; requests have the same shape in all of them. */
const VERSION = /^v2[1-6]\.0$/;

/** The HTTP side: Meta's Graph API and, under `/_sim`, the control of the simulator itself. */
export function buildServer(parts: Parts): FastifyInstance {
  const app = fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 300 } });
  app.register(async (graph) => {
    graph.addHook('onRequest', async (request) => checkAccess(parts, request));
    graph.setErrorHandler<FastifyError | GraphError>(async (error, _request, reply) => {
      const answer = graphError(error);
      parts.refused.set(answer.code, (parts.refused.get(answer.code) ?? 0) + 1);
      return reply.code(answer.status).send(answer.body());
    });
    messageRoutes(graph, parts);
    mediaRoutes(graph, parts);
    nodeRoutes(graph, parts);
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
  const expected = Buffer.from(`Bearer ${parts.accessToken}`);
  const given = Buffer.from(request.headers.authorization ?? '');
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  throw new GraphError(190, { message: 'Invalid OAuth access token - Cannot parse access token' });
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
