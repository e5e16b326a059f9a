import type { Difference } from './difference.js';
import { at, type Schema, type Schemas } from './schema.js';

const text = (maxLength: number): Schema => ({ type: 'string', minLength: 1, maxLength });

/** An object that knows the given keys only. */
const closed = (properties: Record<string, Schema>, required = Object.keys(properties)): Schema => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties,
});

export const ctaUrl: Difference = {
  name: 'cta_url',
  source: 'Interactive call-to-action URL button messages',
  apply: (schemas) =>
    addType(schemas, 'cta_url', {
      name: { type: 'string', enum: ['cta_url'] },
      parameters: closed({ display_text: text(20), url: { type: 'string', format: 'web-link' } }),
    }),
};

export const requestContactInfo: Difference = {
  name: 'request_contact_info',
  source: 'Business-scoped user IDs (renamed from contact_request on 28 May 2026)',
  apply: (schemas) =>
    addType(schemas, 'request_contact_info', { name: { type: 'string', enum: ['request_contact_info'] } }),
};

export const bodyByType: Difference = {
  name: 'body: 4096 characters in a list, 1024 elsewhere, only a product goes without',
  source: 'Interactive list messages; Interactive reply buttons messages',
  apply: (schemas) => {
    at(schemas, 'BodyObject').properties = { text: text(4096) };
    addRules(schemas, [
      unless('list', { properties: { body: { properties: { text: text(1024) } } } }),
      unless('product', { required: ['body'] }),
    ]);
  },
};

export const headerByType: Difference = {
  name: 'a header carries what its type names, a list header is text',
  source: 'Interactive list messages; Interactive reply buttons messages',
  apply: (schemas) => {
    const header = at(schemas, 'HeaderObject');
    header.allOf = ['text', 'image', 'video', 'document'].map((type) => when(type, { required: [type] }));
    header.properties = { ...header.properties, text: text(60) };
    at(schemas, 'FooterObject').properties = { text: text(60) };
    addRules(schemas, [when('list', { properties: { header: isType('text') } })]);
  },
};

/**
 * The file offers every action to every type and leaves most objects open, so a button message with a
 * list's action passes and so does a misspelt key. The alternatives are also tied for readable refusals.
 */
export const actionByType: Difference = {
  name: 'the action belongs to interactive.type and knows only its own keys',
  source: 'Interactive list messages; Interactive reply buttons messages; unknown keys answer error 100',
  apply: (schemas) => {
    closeObjects(schemas);
    const interactive = at(schemas, 'InteractiveObject');
    const branches = at(schemas, 'ActionObject').oneOf ?? [];
    interactive.properties = { ...interactive.properties, action: { type: 'object' } };
    addRules(
      schemas,
      (interactive.properties['type']?.enum ?? []).map((type) =>
        when(type, { properties: { action: { anyOf: branches.filter((branch) => serves(branch, type)) } } }),
      ),
    );
  },
};

function closeObjects(schemas: Schemas): void {
  const branches = at(schemas, 'ActionObject').oneOf ?? [];
  const open = ['InteractiveObject', 'HeaderObject', 'BodyObject', 'FooterObject', 'SectionObject'];
  for (const schema of [...open.map((name) => at(schemas, name)), ...branches])
    schema.additionalProperties = false;
  const button = at(schemas, 'ActionObject.oneOf.1.properties.buttons.items');
  const reply = at(schemas, 'ActionObject.oneOf.1.properties.buttons.items.properties.reply');
  const row = at(schemas, 'SectionObject.properties.rows.items');
  for (const schema of [button, reply, row]) schema.additionalProperties = false;
  reply.properties = { id: text(256), title: text(20) };
  row.properties = { ...row.properties, id: text(200), title: text(24) };
}

function serves(branch: Schema, type: string): boolean {
  const keys = branch.properties ?? {};
  if (type === 'button') return 'buttons' in keys;
  if (type === 'list') return 'button' in keys;
  if (type === 'product' || type === 'product_list') return 'catalog_id' in keys;
  return keys['name']?.enum?.includes(type) ?? false;
}

function addType(schemas: Schemas, type: string, action: Record<string, Schema>): void {
  at(schemas, 'InteractiveObject.properties.type').enum?.push(type);
  at(schemas, 'ActionObject').oneOf?.push({ required: Object.keys(action), properties: action });
}

function addRules(schemas: Schemas, rules: Schema[]): void {
  const interactive = at(schemas, 'InteractiveObject');
  interactive.allOf = [...(interactive.allOf ?? []), ...rules];
}

function isType(type: string): Schema {
  return { required: ['type'], properties: { type: { const: type } } };
}

function unless(type: string, rules: Schema): Schema {
  return { if: isType(type), else: rules };
}

/** Said with `not` … `else`, because an object with a `then` looks like a promise. */
function when(type: string, rules: Schema): Schema {
  return { if: { not: isType(type) }, else: rules };
}
