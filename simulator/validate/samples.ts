/** Request bodies for the checker's specs: each passes, and `change` makes the ones that must not. */
const base = { messaging_product: 'whatsapp', recipient_type: 'individual', to: '+573104445566' };

const button = (id: string, title: string): unknown => ({ type: 'reply', reply: { id, title } });

export const row = (id: string): { id: string; title: string; description: string } => ({
  id,
  title: `Fila ${id}`,
  description: 'descripción',
});

export const rows = (count: number, first = 0): { id: string; title: string; description: string }[] =>
  Array.from({ length: count }, (_, index) => row(String(first + index)));

export const samples = {
  text: { ...base, type: 'text', text: { body: 'Hola', preview_url: false } },
  buttons: {
    ...base,
    type: 'interactive',
    interactive: {
      type: 'button',
      header: { type: 'text', text: 'Rifa' },
      body: { text: '¿Confirmas?' },
      footer: { text: 'Talonario' },
      action: { buttons: [button('a', 'Sí'), button('b', 'No'), button('c', 'Menú')] },
    },
  },
  list: {
    ...base,
    type: 'interactive',
    interactive: {
      type: 'list',
      header: { type: 'text', text: 'Rifas' },
      body: { text: 'Elige' },
      action: { button: 'Ver', sections: [{ title: 'Abiertas', rows: rows(10) }] },
    },
  },
  ctaUrl: {
    ...base,
    type: 'interactive',
    interactive: {
      type: 'cta_url',
      body: { text: 'Tu boleto' },
      action: {
        name: 'cta_url',
        parameters: { display_text: 'Abrir', url: 'http://localhost:3000/t/ABCD' },
      },
    },
  },
  requestContactInfo: {
    ...base,
    type: 'interactive',
    interactive: {
      type: 'request_contact_info',
      body: { text: 'Comparte tu número' },
      action: { name: 'request_contact_info' },
    },
  },
  imageById: { ...base, type: 'image', image: { id: '1084497968606591', caption: 'Tu boleto' } },
  imageByLink: { ...base, type: 'image', image: { link: 'http://localhost:3000/a.png' } },
  documentById: { ...base, type: 'document', document: { id: '1', filename: 'acta.pdf', caption: 'Acta' } },
  location: { ...base, type: 'location', location: { latitude: 4.6, longitude: -74.06, name: 'Parque' } },
  template: {
    ...base,
    type: 'template',
    template: {
      name: 'recordatorio',
      language: { code: 'es' },
      components: [
        { type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] },
        { type: 'body', parameters: [{ type: 'text', text: 'Ana', parameter_name: 'nombre' }] },
        {
          type: 'button',
          sub_type: 'quick_reply',
          index: '0',
          parameters: [{ type: 'payload', payload: 'menu' }],
        },
      ],
    },
  },
  reaction: { ...base, type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '' } },
  reply: { ...base, type: 'text', text: { body: 'Hola' }, context: { message_id: 'wamid.A' } },
  withCallbackData: { ...base, type: 'text', text: { body: 'Hola' }, biz_opaque_callback_data: 'o:1' },
  toUserId: {
    messaging_product: 'whatsapp',
    recipient: 'CO.20413377918265540127',
    type: 'text',
    text: { body: 'Hola' },
  },
  read: { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.A' },
  typing: {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: 'wamid.A',
    typing_indicator: { type: 'text' },
  },
};

/**
 * A copy of a body with the value at a dotted path replaced (`undefined` removes the key).
 * Throws when the path's parents are not there.
 */
export function change(body: object, path: string, value: unknown): object {
  const copy = structuredClone(body);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce<Record<string, unknown>>(
    (node, key) => {
      const next = node[key];
      if (typeof next !== 'object' || next === null) throw new Error(`no ${key} on the way to ${path}`);
      return next as Record<string, unknown>;
    },
    copy as Record<string, unknown>,
  );
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}
