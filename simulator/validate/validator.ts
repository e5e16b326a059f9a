import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { MessageBody, ReadReceiptBody } from './message-body.js';
import { overlay, READ_RECEIPT } from './overlay.js';
import { closeAfterAllOf } from './repair.js';
import { rules } from './rules.js';
import { loadSchemas } from './schema-source.js';
import { at, REF_PREFIX } from './schema.js';

export type Verdict =
  | { kind: 'message'; message: MessageBody }
  | { kind: 'read'; receipt: ReadReceiptBody }
  | { kind: 'refused'; code: number; details: string };

export type Validator = (body: unknown) => Verdict;

export interface ValidatorOptions {
  /** leave out one entry of the overlay, one rule, or `REPAIR`: shows that it is still needed */
  without?: string;
}

export const REPAIR = 'closing after allOf';

/**
 * Checks request bodies against Meta's OpenAPI, repaired and overlaid. Each message type is compiled
 * by itself when first seen, found through the discriminator: the union of all eleven gives unreadable
 * refusals and is three times slower.
 */
export function createValidator({ without }: ValidatorOptions = {}): Validator {
  const compile = compiler(without);
  const activeRules = rules.filter((rule) => rule.name !== without);
  return (body) => {
    const name = compile.schemaFor(body);
    if (name === undefined) return { kind: 'refused', code: 131_051, details: 'Unsupported message type' };
    const check = compile.check(name);
    if (!check(body)) return refusal(check.errors ?? []);
    if (name === READ_RECEIPT) return { kind: 'read', receipt: body as ReadReceiptBody };
    const message = body as MessageBody;
    for (const rule of activeRules) {
      const details = rule.problem(message);
      if (details !== undefined) return { kind: 'refused', code: 131_009, details };
    }
    return { kind: 'message', message };
  };
}

let standard: Validator | undefined;

/** The complete checker, made once per process. */
export function standardValidator(): Validator {
  standard ??= createValidator();
  return standard;
}

interface Compiler {
  schemaFor(body: unknown): string | undefined;
  check(schemaName: string): ValidateFunction;
}

function compiler(without: string | undefined): Compiler {
  const schemas = loadSchemas('Message');
  if (without !== REPAIR) closeAfterAllOf(schemas);
  for (const entry of overlay) if (entry.name !== without) entry.apply(schemas);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addFormat('web-link', (value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ''));
  ajv.addSchema({ $id: 'meta', components: { schemas } });
  const mapping = at(schemas, 'Message').discriminator?.mapping ?? {};
  const compiled = new Map<string, ValidateFunction>();
  return {
    schemaFor: (body) => {
      const { status, type } =
        ((typeof body === 'object' ? body : null) as { status?: unknown; type?: unknown }) ?? {};
      if (status !== undefined) return READ_RECEIPT in schemas ? READ_RECEIPT : undefined;
      return typeof type === 'string' ? mapping[type]?.slice(REF_PREFIX.length) : undefined;
    },
    check: (name) => {
      const check = compiled.get(name) ?? ajv.compile({ $ref: `meta${REF_PREFIX}${name}` });
      compiled.set(name, check);
      return check;
    },
  };
}

/** Meta's code for the first complaint: 131008 something is missing, 100 unknown key, 131009 wrong value. */
function refusal(errors: ErrorObject[]): Verdict {
  const telling = errors.filter((error) => !['if', 'allOf', 'anyOf', 'oneOf'].includes(error.keyword));
  const first = telling[0] ?? errors[0];
  const keyword = first?.keyword ?? '';
  const unknownKey = keyword === 'additionalProperties' || keyword === 'unevaluatedProperties';
  const code = keyword === 'required' ? 131_008 : unknownKey ? 100 : 131_009;
  return { kind: 'refused', code, details: telling.slice(0, 3).map(describe).join('; ') };
}

function describe(error: ErrorObject): string {
  const params = error.params as { additionalProperty?: string; unevaluatedProperty?: string };
  const key = params.additionalProperty ?? params.unevaluatedProperty;
  return `${error.instancePath || 'body'} ${error.message ?? 'is not valid'}${key === undefined ? '' : `: ${key}`}`;
}
