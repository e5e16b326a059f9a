import type { MessageContent, TemplateForm } from '../whatsapp/index.js';
import { actionId } from './buttons.js';
import { deliveryOf, type Delivery } from './delivery.js';
import { pictureOf } from './picture.js';
import type { Reply } from './reply.js';
import { templateForm } from './templates/template-form.js';
import { es } from './texts/es.js';
import type { Texts } from './texts/texts.js';

/** A reply as the outbox takes it: how it must arrive, and what it looks like inside and outside the 24-hour window. */
export interface Rendered extends Delivery {
  readonly content: MessageContent;
  readonly template?: TemplateForm;
}

export function render(reply: Reply, texts: Texts = es): Rendered {
  const template = templateForm(reply);
  return {
    ...deliveryOf(reply),
    content: contentOf(reply, texts),
    ...(template === null ? {} : { template }),
  };
}

function contentOf(reply: Reply, texts: Texts): MessageContent {
  // the words of a kind take replies of that kind; TypeScript cannot follow the pair through the union
  const word = texts.bodies[reply.kind] as (reply: Reply) => string;
  const body = word(reply);
  const named = pictureOf(reply);
  const picture = named === undefined ? {} : { picture: named };
  const { choices } = reply;
  switch (choices.as) {
    case 'none':
      return { kind: 'text', body };
    case 'buttons':
      return {
        kind: 'buttons',
        body,
        ...picture,
        buttons: choices.actions.map((action) => ({
          id: actionId(action),
          title: texts.label(action, reply),
        })),
      };
    case 'list': {
      const rows = choices.items.map((item) => ({ id: actionId(item.action), ...texts.row(item, reply) }));
      return { kind: 'list', body, button: texts.listButton(reply), sections: [{ rows }] };
    }
    case 'own_number':
      return { kind: 'contact_request', body };
    case 'link':
      return { kind: 'link', body, ...picture, label: texts.linkLabel(reply), url: choices.url };
  }
}
