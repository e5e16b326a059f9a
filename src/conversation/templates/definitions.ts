import type { TemplateButton, TemplateDefinition } from '../../whatsapp/index.js';
import { templates as en } from '../texts/en/templates.js';
import { templates as es } from '../texts/es/templates.js';
import { templates as ptBr } from '../texts/pt_BR/templates.js';
import {
  TEMPLATE_KEYS,
  TEMPLATE_LANGUAGES,
  TEMPLATE_SET,
  type TemplateButtonShape,
  type TemplateKey,
  type TemplateLanguage,
  type TemplateWords,
} from './template-set.js';

const WORDS: Readonly<Record<TemplateLanguage, TemplateWords>> = { es, en, pt_BR: ptBr };

/** What follows a page's address in the sample a reviewer sees. */
const PAGE_SAMPLES = {
  '/t/': '8FJ4-M2XQ-7ABC-12DE',
  '/draws/': '01934a10-0000-7000-8000-000000000001',
} as const;

/** Every template in every language. @param publicUrl where buyers reach this service, without a slash at the end */
export function templateDefinitions(publicUrl: string): TemplateDefinition[] {
  return TEMPLATE_LANGUAGES.flatMap((language) =>
    TEMPLATE_KEYS.map((key) => definition(key, language, publicUrl)),
  );
}

function definition(name: TemplateKey, language: TemplateLanguage, publicUrl: string): TemplateDefinition {
  const { category, parameters, buttons } = TEMPLATE_SET[name];
  const { body, footer, labels, samples } = WORDS[language][name];
  return {
    name,
    language,
    category,
    body,
    ...(footer === undefined ? {} : { footer }),
    buttons: buttons.map((shape, i) => buttonOf(shape, labels[i] ?? '', publicUrl)),
    samples,
    limits: parameters,
  };
}

function buttonOf(shape: TemplateButtonShape, label: string, publicUrl: string): TemplateButton {
  if (shape.kind === 'action') return { kind: 'quick_reply', label };
  const address = `${publicUrl}${shape.path}`;
  return { kind: 'url', label, url: `${address}{{1}}`, sample: `${address}${PAGE_SAMPLES[shape.path]}` };
}
