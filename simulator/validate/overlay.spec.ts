import { describe, expect, it } from 'vitest';
import { overlay } from './overlay.js';
import { rules } from './rules.js';
import { change, row, rows, samples } from './samples.js';
import { createValidator, REPAIR } from './validator.js';

const action = 'interactive.action';

/** For each entry a body about which the checker is right with it and wrong without it. */
const probes: Record<string, object> = {
  [REPAIR]: samples.text,
  'messaging_product is whatsapp': change(samples.text, 'messaging_product', 'messenger'),
  biz_opaque_callback_data: samples.withCallbackData,
  'recipient in place of to': { ...samples.toUserId, recipient_type: 'individual' },
  'to is a phone number': change(samples.text, 'to', 'CO.20413377918265540127'),
  'recipient_type is optional': change(samples.text, 'recipient_type', undefined),
  'context names a message': change(samples.reply, 'context', {}),
  'text is 1 to 4096 characters': change(samples.text, 'text.body', 'x'.repeat(4097)),
  'media objects carry id or link, caption and filename': change(samples.imageById, 'image.captoin', 'x'),
  'media links may name any host': samples.imageByLink,
  'location takes numbers': samples.location,
  'reaction names a message and an emoji': change(samples.reaction, 'reaction', {}),
  'mark as read and typing': samples.typing,
  cta_url: samples.ctaUrl,
  request_contact_info: samples.requestContactInfo,
  'body: 4096 characters in a list, 1024 elsewhere, only a product goes without': change(
    samples.list,
    'interactive.body.text',
    'x'.repeat(4096),
  ),
  'a header carries what its type names, a list header is text': change(samples.list, 'interactive.header', {
    type: 'image',
    image: { id: '1' },
  }),
  'the action belongs to interactive.type and knows only its own keys': change(
    samples.buttons,
    action,
    samples.list.interactive.action,
  ),
  'language without policy': samples.template,
  'template button index counts from 0': samples.template,
  'text parameters may have a name': samples.template,
  'template components and parameters are what their type says': change(
    samples.template,
    'template.components.0.parameters',
    [{ type: 'image' }],
  ),
  'button ids are unique': change(samples.buttons, `${action}.buttons.0.reply.id`, 'b'),
  'button titles are unique': change(samples.buttons, `${action}.buttons.0.reply.title`, 'No'),
  'a list has 1 to 10 rows over all its sections': change(samples.list, `${action}.sections`, [
    { title: 'A', rows: rows(6) },
    { title: 'B', rows: rows(5, 6) },
  ]),
  'row ids are unique': change(samples.list, `${action}.sections.0.rows`, [row('1'), row('1')]),
  'sections have titles when there are several': change(samples.list, `${action}.sections`, [
    { title: 'A', rows: rows(2) },
    { rows: rows(2, 2) },
  ]),
};

const complete = createValidator();
const names = [REPAIR, ...overlay.map((entry) => entry.name), ...rules.map((rule) => rule.name)];

describe("the differences between Meta's file and Meta's servers", () => {
  it('have one probe each', () => {
    expect(Object.keys(probes).toSorted()).toEqual(names.toSorted());
  });

  it.each(names)('are still needed: %s', (name) => {
    const body = probes[name];
    const withIt = complete(body).kind;
    const withoutIt = createValidator({ without: name })(body).kind;
    expect([withIt, withoutIt].filter((kind) => kind === 'refused')).toHaveLength(1);
  });

  it('each name their source', () => {
    expect([...overlay, ...rules].filter((entry) => entry.source.length < 10)).toEqual([]);
  });
});
