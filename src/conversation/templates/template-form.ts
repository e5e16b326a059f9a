import type { TemplateButtonValue, TemplateForm } from '../../whatsapp/index.js';
import { actionId, type Action } from '../buttons.js';
import type { Reply } from '../reply.js';
import { values as en } from '../texts/en/values.js';
import { values as es } from '../texts/es/values.js';
import { values as ptBr } from '../texts/pt_BR/values.js';
import { saidAsTemplate, type About, type Said } from './said-as-template.js';
import {
  TEMPLATE_LANGUAGES,
  TEMPLATE_SET,
  type OfferedAction,
  type TemplateButtonShape,
  type TemplateLanguage,
} from './template-set.js';
import type { ValueWords } from './value-words.js';

const WORDS: Readonly<Record<TemplateLanguage, ValueWords>> = { es, en, pt_BR: ptBr };
const FALLBACK = TEMPLATE_LANGUAGES[0];

/** Where people do not speak the language the chat is written in. */
const LANGUAGES: Readonly<Record<string, TemplateLanguage>> = { BR: 'pt_BR' };

/** How a reply is said outside the 24-hour window; null where there is no template for it. */
export function templateForm(reply: Reply): TemplateForm | null {
  const language = LANGUAGES[jurisdictionOf(reply) ?? ''] ?? FALLBACK;
  const said = saidAsTemplate(reply, WORDS[language]);
  if (said === null) return null;
  const otherwise = language === FALLBACK ? null : saidAsTemplate(reply, WORDS[FALLBACK]);
  return {
    name: said.key,
    language,
    parameters: said.values,
    buttons: buttonsOf(said),
    ...(otherwise === null ? {} : { otherwise: { language: FALLBACK, parameters: otherwise.values } }),
  };
}

function jurisdictionOf(reply: Reply): string | null {
  if ('jurisdiction' in reply) return reply.jurisdiction;
  if (reply.kind === 'holds_extended') return reply.orders[0]?.jurisdiction ?? null;
  return 'order' in reply ? (reply.order?.jurisdiction ?? null) : null;
}

function buttonsOf({ key, about }: Said): TemplateButtonValue[] {
  const shapes: readonly TemplateButtonShape[] = TEMPLATE_SET[key].buttons;
  return shapes.flatMap((shape): TemplateButtonValue[] => {
    if (shape.kind === 'action') {
      const action = actionOf(shape.do, about);
      return action === null ? [] : [{ kind: 'payload', payload: actionId(action) }];
    }
    const suffix = shape.path === '/t/' ? about.validationCode : about.drawId;
    return suffix === null || suffix === undefined ? [] : [{ kind: 'url', suffix }];
  });
}

function actionOf(name: OfferedAction, { orderId, raffleId }: About): Action | null {
  switch (name) {
    case 'paid':
    case 'cancel':
      return orderId === undefined ? null : { do: name, orderId };
    case 'raffle':
      return { do: name, raffleId };
    case 'my_tickets':
      return { do: name, from: 0 };
    case 'human':
    case 'menu':
    case 'opt_out':
      return { do: name };
  }
}
