import { asObject, asText, type JsonObject } from '../../kernel/index.js';
import type { Answerable, Aside } from '../input.js';
import { bodyText, part } from './json-text.js';

type Interactive = Answerable | Extract<Aside, { kind: 'call_permission' }>;

/** The answer to something tappable. What has another shape (Meta added product payloads in 2026) is not supported. */
export function readInteractive(interactive: JsonObject): Interactive | null {
  switch (interactive['type']) {
    case 'button_reply':
    case 'list_reply':
      return choice(part(interactive, interactive['type']), 'id', 'title');
    case 'nfm_reply':
      return readForm(part(interactive, 'nfm_reply'));
    case 'call_permission_reply': {
      const { response } = part(interactive, 'call_permission_reply');
      return { kind: 'call_permission', granted: response === 'accept' };
    }
    default:
      return { kind: 'unsupported', what: asText(interactive['type']) };
  }
}

/** A template's quick reply: the payload is the id we gave it when we sent the template. */
export function readQuickReply(button: JsonObject): Answerable | null {
  return choice(button, 'payload', 'text');
}

function choice(reply: JsonObject, id: string, title: string): Answerable | null {
  const buttonId = bodyText(reply[id]);
  return buttonId === null ? null : { kind: 'choice', id: buttonId, title: bodyText(reply[title]) ?? '' };
}

/** The answers come as JSON inside a string. */
function readForm(reply: JsonObject): Answerable {
  return { kind: 'form', name: asText(reply['name']) ?? '', answers: parsed(reply['response_json']) };
}

function parsed(text: unknown): JsonObject | null {
  if (typeof text !== 'string') return null;
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}
