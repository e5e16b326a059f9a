import type { FastifyRequest } from 'fastify';
import { GraphError } from '../errors.js';

/** Parameters of a call: Graph takes them in the query, as a form, or as JSON, and the body wins. */
export function parameters(request: FastifyRequest): Record<string, unknown> {
  const body = typeof request.body === 'object' ? request.body : null;
  return { ...(request.query as Record<string, unknown>), ...body };
}

export function textParameter(given: Record<string, unknown>, name: string): string | undefined {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
}

/** Throws 100 when it is not there. */
export function neededText(given: Record<string, unknown>, name: string): string {
  const value = textParameter(given, name);
  if (value === undefined) {
    throw new GraphError(100, { message: `(#100) The parameter ${name} is required` });
  }
  return value;
}

/** A list: as JSON array, or as text with commas. */
export function listParameter(given: Record<string, unknown>, name: string): string[] {
  const value = given[name];
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? value.split(',').map((part) => part.trim()) : [];
}

/** The fields asked for, which must exist; `id` always comes along. Throws 100 naming the unknown one. */
export function chosenFields(
  node: Readonly<Record<string, unknown>>,
  type: string,
  asked: string,
): Record<string, unknown> {
  // Sub-fields and parameters, `templates{name}` or `quality_score.limit(5)`, ask for the field as it is.
  const names = asked.replace(/\{[^}]*\}|\([^)]*\)/g, '').split(',');
  const chosen = names.map((given) => {
    const name = given.trim().replace(/\..*$/, '');
    if (!(name in node)) {
      const message = `(#100) Tried accessing nonexisting field (${name}) on node type (${type})`;
      throw new GraphError(100, { message });
    }
    return [name, node[name]] as const;
  });
  return { ...Object.fromEntries(chosen), id: node['id'] };
}
