import type { Difference } from './difference.js';
import { at, ref } from './schema.js';

export const templateLanguage: Difference = {
  name: 'language without policy',
  source: 'Template messages: language holds a code, policy is optional',
  apply: (schemas) => {
    at(schemas, 'LanguageObject').required = ['code'];
  },
};

export const templateButtonIndex: Difference = {
  name: 'template button index counts from 0',
  source: 'Template components: index is the position of the button, "0" to "9"',
  apply: (schemas) => {
    const index = { type: 'string', pattern: '^[0-9]$' };
    Object.assign(at(schemas, 'TemplateComponent.properties.index'), index);
    Object.assign(at(schemas, 'ButtonComponent.allOf.1.properties.index'), index);
  },
};

export const templateParameterName: Difference = {
  name: 'text parameters may have a name',
  source: 'Template components: parameter_format NAMED',
  apply: (schemas) => {
    const parameter = at(schemas, 'TextParameter.allOf.1');
    parameter.properties = { ...parameter.properties, parameter_name: { type: 'string', minLength: 1 } };
  },
};

/** A discriminator by itself checks nothing in JSON Schema: the alternatives have to be listed. */
export const templateParts: Difference = {
  name: 'template components and parameters are what their type says',
  source: 'Template components; unknown keys answer error 100',
  apply: (schemas) => {
    for (const base of ['TemplateComponent', 'ParameterObject', 'ButtonParameterObject']) {
      const names = Object.values(at(schemas, base).discriminator?.mapping ?? {}).map(
        (path) => path.split('/').pop() ?? '',
      );
      for (const name of names) at(schemas, name).unevaluatedProperties = false;
      schemas[`Any${base}`] = { oneOf: names.map(ref) };
    }
    at(schemas, 'TemplateObject.properties.components').items = ref('AnyTemplateComponent');
    at(schemas, 'BodyComponent.allOf.1.properties.parameters').items = ref('AnyParameterObject');
    at(schemas, 'HeaderComponent.allOf.1.properties.parameters').items = ref('AnyParameterObject');
    at(schemas, 'ButtonComponent.allOf.1.properties.parameters').items = ref('AnyButtonParameterObject');
    at(schemas, 'TemplateMessage').unevaluatedProperties = false;
    at(schemas, 'TemplateObject').additionalProperties = false;
    at(schemas, 'LanguageObject').additionalProperties = false;
  },
};
