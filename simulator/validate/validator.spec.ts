import { describe, expect, it } from 'vitest';
import { change, row, rows, samples } from './samples.js';
import { createValidator } from './validator.js';

const validate = createValidator();
const action = 'interactive.action';
const fourButtons = ['a', 'b', 'c', 'd'].map((id) => ({ type: 'reply', reply: { id, title: id } }));

const bad: Record<string, object> = {
  'four buttons': change(samples.buttons, `${action}.buttons`, fourButtons),
  'a button title of 21 characters': change(
    samples.buttons,
    `${action}.buttons.0.reply.title`,
    'x'.repeat(21),
  ),
  'a button without title': change(samples.buttons, `${action}.buttons.0.reply.title`, ''),
  'a button id used twice': change(samples.buttons, `${action}.buttons.0.reply.id`, 'b'),
  'a button title used twice': change(samples.buttons, `${action}.buttons.0.reply.title`, 'No'),
  'a button body of 1,025 characters': change(samples.buttons, 'interactive.body.text', 'x'.repeat(1025)),
  'a button message without body': change(samples.buttons, 'interactive.body', undefined),
  'a footer of 61 characters': change(samples.buttons, 'interactive.footer.text', 'x'.repeat(61)),
  'a misspelt key inside a button': change(samples.buttons, `${action}.buttons.0.reply.tittle`, 'x'),
  'a button message with the action of a list': change(
    samples.buttons,
    action,
    samples.list.interactive.action,
  ),
  'eleven rows in one section': change(samples.list, `${action}.sections.0.rows`, rows(11)),
  'eleven rows in two sections': change(samples.list, `${action}.sections`, [
    { title: 'A', rows: rows(6) },
    { title: 'B', rows: rows(5, 6) },
  ]),
  'two sections of which one has no title': change(samples.list, `${action}.sections`, [
    { title: 'A', rows: rows(2) },
    { rows: rows(2, 2) },
  ]),
  'a row id used twice': change(samples.list, `${action}.sections.0.rows`, [row('1'), row('1')]),
  'a row title of 25 characters': change(samples.list, `${action}.sections.0.rows.0.title`, 'x'.repeat(25)),
  'a row description of 73 characters': change(
    samples.list,
    `${action}.sections.0.rows.0.description`,
    'x'.repeat(73),
  ),
  'a list button of 21 characters': change(samples.list, `${action}.button`, 'x'.repeat(21)),
  'a list body of 4,097 characters': change(samples.list, 'interactive.body.text', 'x'.repeat(4097)),
  'a list with a picture as header': change(samples.list, 'interactive.header', {
    type: 'image',
    image: { id: '1' },
  }),
  'a text of 4,097 characters': change(samples.text, 'text.body', 'x'.repeat(4097)),
  'an empty text': change(samples.text, 'text.body', ''),
  'a text without body': change(samples.text, 'text', {}),
  'a user id in to': change(samples.text, 'to', 'CO.20413377918265540127'),
  'no recipient at all': change(samples.text, 'to', undefined),
  'an unknown key': change(samples.text, 'color', 'red'),
  'an unknown key in a template': change(samples.template, 'template.policy', 'x'),
  'an unknown type': change(samples.text, 'type', 'carousel'),
  'a type of another kind than text': change(samples.text, 'type', 7),
  'callback data of 513 characters': change(
    samples.withCallbackData,
    'biz_opaque_callback_data',
    'x'.repeat(513),
  ),
  'a caption of 1,025 characters': change(samples.imageById, 'image.caption', 'x'.repeat(1025)),
  'a link that is no web link': change(samples.imageByLink, 'image.link', 'ftp://localhost/a.png'),
  'a link button of 21 characters': change(
    samples.ctaUrl,
    `${action}.parameters.display_text`,
    'x'.repeat(21),
  ),
  'a template button at position ten': change(samples.template, 'template.components.2.index', '10'),
  'a picture parameter without picture': change(samples.template, 'template.components.0.parameters', [
    { type: 'image' },
  ]),
  'a read receipt for nothing': change(samples.read, 'message_id', undefined),
};

describe('the checker of message bodies', () => {
  it.each(Object.entries(samples))('lets a good body through: %s', (_name, body) => {
    expect(validate(body)).toMatchObject({ kind: expect.stringMatching(/message|read/) });
  });

  it.each(Object.entries(bad))('refuses %s', (_name, body) => {
    expect(validate(body)).toMatchObject({ kind: 'refused', details: expect.stringMatching(/./) });
  });

  it.each([null, undefined, 'text', 7, []])('refuses a body that is no object: %j', (body) => {
    expect(validate(body)).toMatchObject({ kind: 'refused' });
  });

  it('lets every limit itself through', () => {
    const longest = [
      change(samples.text, 'text.body', 'ñ'.repeat(4096)),
      change(samples.buttons, 'interactive.body.text', 'x'.repeat(1024)),
      change(samples.list, 'interactive.body.text', 'x'.repeat(4096)),
      change(samples.buttons, `${action}.buttons.0.reply.title`, 'x'.repeat(20)),
    ];
    expect(longest.map((body) => validate(body).kind)).toEqual(longest.map(() => 'message'));
  });

  it("answers with Meta's code for what is wrong", () => {
    const codes = ['a user id in to', 'no recipient at all', 'an unknown key', 'an unknown type'].map(
      (name) => {
        const verdict = validate(bad[name]);
        return verdict.kind === 'refused' ? verdict.code : verdict.kind;
      },
    );
    expect(codes).toEqual([131_009, 131_008, 100, 131_051]);
  });

  it('names the place and the limit', () => {
    expect(validate(bad['a button title of 21 characters'])).toMatchObject({
      details: '/interactive/action/buttons/0/reply/title must NOT have more than 20 characters',
    });
  });
});
