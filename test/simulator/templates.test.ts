import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Phone, Simulator } from '../../simulator/index.js';
import { graph, postGraph, send, startSimulator, WABA, type GraphAnswer } from './business.js';
import { Receiver } from './receiver.js';

const ANA = '573104445566';
const EDGE = `${WABA}/message_templates`;
const BODY = 'Hola {{1}}, tu boleto {{2}} está confirmado. Gracias por participar.';

let simulator: Simulator;
let receiver: Receiver;
let clock: number;

beforeEach(async () => {
  clock = Date.UTC(2026, 10, 22);
  receiver = await Receiver.start();
  simulator = await startSimulator({ webhookUrl: receiver.url, now: () => clock });
});

afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

function draft(changes: object = {}, components: object[] = [body()]): object {
  return { name: 'boleto_confirmado', language: 'es', category: 'UTILITY', components, ...changes };
}

function body(text = BODY, values = ['Ana', '007']): object {
  return { type: 'BODY', text, example: { body_text: [values] } };
}

const create = (template: object): Promise<GraphAnswer> => postGraph(simulator, EDGE, template);

/** Sends the template `boleto_confirmado` with these components. */
function sendTemplate(components: object[], language = 'es'): Promise<GraphAnswer> {
  const template = { name: 'boleto_confirmado', language: { code: language }, components };
  return send(simulator, { to: ANA, type: 'template', template });
}

const values = (...texts: string[]): object => ({
  type: 'body',
  parameters: texts.map((text) => ({ type: 'text', text })),
});

const codeOf = (answer: GraphAnswer): number | undefined => answer.body.error?.code;

describe('a new template', () => {
  it('waits for review, is approved, and the business is told', async () => {
    const made = await create(draft());
    expect(made).toMatchObject({ status: 200, body: { status: 'PENDING', category: 'UTILITY' } });
    await receiver.until(() => receiver.deliveries.length > 0);
    expect(receiver.deliveries[0]?.value).toEqual({
      event: 'APPROVED',
      message_template_id: Number(made.body['id']),
      message_template_name: 'boleto_confirmado',
      message_template_language: 'es',
      reason: 'NONE',
      message_template_category: 'UTILITY',
    });
    expect(await graph(simulator, `${String(made.body['id'])}?fields=status,quality_score`)).toMatchObject({
      body: { status: 'APPROVED', quality_score: { score: 'UNKNOWN' } },
    });
  });

  it('is rejected with its reason when so ordered', async () => {
    simulator.configure({ review: { outcome: 'REJECTED', reason: 'TAG_CONTENT_MISMATCH' } });
    await create(draft());
    await receiver.until(() => receiver.deliveries.length > 0);
    expect(receiver.deliveries[0]?.value).toMatchObject({
      event: 'REJECTED',
      reason: 'TAG_CONTENT_MISMATCH',
    });
    expect(simulator.template('boleto_confirmado', 'es')).toMatchObject({ status: 'REJECTED' });
  });

  const header = (text: string): object => ({ type: 'HEADER', format: 'TEXT', text });
  const button = (change: object): object => ({
    type: 'BUTTONS',
    buttons: [{ type: 'URL', text: 'Ver', ...change }],
  });
  it.each([
    ['a name in capitals', draft({ name: 'Boleto' }), undefined],
    ['a name of 513 characters', draft({ name: 'a'.repeat(513) }), undefined],
    ['a language spelled with a dash', draft({ language: 'pt-BR' }), undefined],
    ['an unknown category', draft({ category: 'PROMO' }), undefined],
    ['an unknown key', draft({ colour: 'red' }), undefined],
    ['no body', draft({}, [header('Rifa')]), 2_388_043],
    [
      'a variable at the start',
      draft({}, [body('{{1}}, hola a todos los amigos {{2}} de aquí.')]),
      2_388_299,
    ],
    ['a variable at the end', draft({}, [body('Hola amigos de la rifa grande {{1}} y {{2}}')]), 2_388_299],
    ['more variables than words', draft({}, [body('Hola {{1}} y {{2}} ya.')]), 2_388_293],
    [
      'variables that do not count from 1',
      draft({}, [body('Hola {{2}}, tu boleto está confirmado ya.')]),
      2_388_072,
    ],
    ['a variable without sample', draft({}, [body(BODY, ['Ana'])]), 2_388_043],
    ['a body of 1,025 characters', draft({}, [body('x'.repeat(1025), [])]), 2_388_040],
    ['a header of 61 characters', draft({}, [body(), header('x'.repeat(61))]), 2_388_040],
    ['a header with an emoji', draft({}, [body(), header('Rifa 🎉')]), 2_388_047],
    ['a picture header without sample', draft({}, [body(), { type: 'HEADER', format: 'IMAGE' }]), 2_388_043],
    ['a footer with a variable', draft({}, [body(), { type: 'FOOTER', text: 'De {{1}}' }]), 2_388_073],
    ['a footer of 61 characters', draft({}, [body(), { type: 'FOOTER', text: 'x'.repeat(61) }]), 2_388_040],
    [
      'a label of 26 characters',
      draft({}, [body(), button({ text: 'x'.repeat(26), url: 'https://a.b' })]),
      2_388_040,
    ],
    [
      'an address with a variable inside',
      draft({}, [body(), button({ url: 'https://a.b/{{1}}/c' })]),
      undefined,
    ],
  ])('is refused with %s', async (_name, template, subcode) => {
    const { status, body: answer } = await create(template);
    expect([status, answer.error?.code, answer.error?.error_subcode]).toEqual([400, 100, subcode]);
  });

  it('is refused where name and language are taken, and where the name was deleted days ago', async () => {
    await create(draft());
    expect(await create(draft())).toMatchObject({ body: { error: { error_subcode: 2_388_024 } } });
    expect(await create(draft({ language: 'en' }))).toMatchObject({ status: 200 });
    await simulator.idle();
    expect(await graph(simulator, `${EDGE}?name=boleto_confirmado`, { method: 'DELETE' })).toMatchObject({
      body: { success: true },
    });
    expect(await create(draft())).toMatchObject({ body: { error: { error_subcode: 2_388_023 } } });
    clock += 31 * 24 * 3_600_000;
    expect(await create(draft())).toMatchObject({ status: 200 });
  });
});

describe('the list of templates', () => {
  it('is read in pages by cursor, and filtered', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) simulator.addTemplate(draft({ name }));
    simulator.addTemplate(draft({ name: 'f', language: 'pt_BR' }), 'PAUSED');
    const names: unknown[] = [];
    let follows = true;
    let path: string | undefined = `${EDGE}?limit=2&fields=name`;
    while (path !== undefined) {
      const { body: answer }: GraphAnswer = await graph(simulator, path);
      names.push(...(answer['data'] as { name: string }[]).map((row) => row.name));
      const { next, cursors } = answer['paging'] as { next?: string; cursors: { after: string } };
      follows &&= next === undefined || new URL(next).searchParams.get('after') === cursors.after;
      path = next && `${EDGE}?limit=2&fields=name&after=${cursors.after}`;
    }
    expect(follows).toBe(true);
    expect(names).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    const paused = await graph(simulator, `${EDGE}?status=PAUSED&language=pt_BR&name=f`);
    expect(paused.body['data']).toMatchObject([{ name: 'f', status: 'PAUSED' }]);
    expect((await graph(simulator, `${EDGE}?name=z`)).body).toEqual({ data: [] });
  });
});

describe('an edit', () => {
  it('puts an approved template under review, once a day', async () => {
    const { id } = simulator.addTemplate(draft());
    const components = [body('Hola {{1}}, tu boleto {{2}} quedó confirmado. Mucha suerte.')];
    expect(await postGraph(simulator, id, { components })).toMatchObject({ body: { success: true } });
    await receiver.until(() => receiver.deliveries.length > 1);
    expect(receiver.deliveries[1]?.value).toMatchObject({
      message_template_element: 'Hola {{1}}, tu boleto {{2}} quedó confirmado. Mucha suerte.',
    });
    expect(codeOf(await postGraph(simulator, id, { components }))).toBe(100);
    clock += 25 * 3_600_000;
    expect(await postGraph(simulator, id, { components })).toMatchObject({ status: 200 });
  });

  it('is refused while under review, and of an approved template’s category', async () => {
    const waiting = simulator.addTemplate(draft(), 'PENDING');
    const approved = simulator.addTemplate(draft({ language: 'en' }));
    expect(codeOf(await postGraph(simulator, waiting.id, { components: [body()] }))).toBe(100);
    expect(codeOf(await postGraph(simulator, approved.id, { category: 'MARKETING' }))).toBe(100);
  });
});

describe('a template of the account', () => {
  let ana: Phone;

  beforeEach(() => {
    ana = simulator.person({ name: 'Ana', waId: ANA });
    const quick = { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Ver boleto' }] };
    simulator.addTemplate(draft({}, [body(), { type: 'FOOTER', text: 'Talonario' }, quick]));
  });

  it('shows its words, filled, and its labels', async () => {
    const tap = {
      type: 'button',
      sub_type: 'quick_reply',
      index: '0',
      parameters: [{ type: 'payload', payload: 'x:1' }],
    };
    await sendTemplate([values('Ana', '007'), tap]);
    expect(ana.last()).toMatchObject({
      text: 'Hola Ana, tu boleto 007 está confirmado. Gracias por participar.',
      footer: 'Talonario',
      choices: [{ id: 'x:1', title: 'Ver boleto' }],
    });
  });

  it('is refused with too few, ill-formed or over-long values', async () => {
    const image = {
      type: 'body',
      parameters: [
        { type: 'image', image: { id: '1' } },
        { type: 'text', text: 'a' },
      ],
    };
    const answers = [
      await sendTemplate([values('Ana')]),
      await sendTemplate([values('Ana', 'uno\ndos')]),
      await sendTemplate([image]),
      await sendTemplate([values('x'.repeat(1024), '7')]),
    ];
    expect(answers.map(codeOf)).toEqual([132_000, 132_008, 132_012, 132_005]);
  });

  it('is refused while paused or disabled, and back after an unpause', async () => {
    const template = simulator.template('boleto_confirmado', 'es');
    if (!template) throw new Error('no template');
    simulator.templateHappens(template, 'PAUSED', { title: 'FIRST_PAUSE' });
    expect(codeOf(await sendTemplate([values('Ana', '7')]))).toBe(132_015);
    expect(await postGraph(simulator, `${template.id}/unpause`, {})).toMatchObject({
      body: { success: true },
    });
    expect(await sendTemplate([values('Ana', '7')])).toMatchObject({ status: 200 });
    simulator.templateHappens(template, 'DISABLED');
    expect(codeOf(await sendTemplate([values('Ana', '7')]))).toBe(132_016);
  });

  it('unknown to the account goes through unless only known ones may', async () => {
    expect(await sendTemplate([values('Ana')], 'en')).toMatchObject({ status: 200 });
    simulator.configure({ templates: 'known' });
    expect(await sendTemplate([values('Ana')], 'en')).toMatchObject({
      status: 404,
      body: { error: { code: 132_001 } },
    });
  });
});
