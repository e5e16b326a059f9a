import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Simulator } from '../../simulator/index.js';
import { decide } from '../../src/conversation/decide.js';
import { render } from '../../src/conversation/render.js';
import { templateDefinitions } from '../../src/conversation/templates/definitions.js';
import { fitTemplate, type TemplateForm } from '../../src/whatsapp/index.js';
import { graphBody } from '../../src/whatsapp/message/wire.js';
import { componentsOf, contentsOf } from '../../src/whatsapp/templates/template-contents.js';
import { everyTurn } from '../support/chat/every-turn.js';
import { stretched } from '../support/chat/longest.js';
import { graph, NUMBER, postGraph, startSimulator, WABA } from '../simulator/business.js';

const DEFINITIONS = templateDefinitions('https://rifas.example');
const ANA = { waId: '573104445566', userId: null };
const KNOWN = DEFINITIONS.map((definition) => ({
  name: definition.name,
  language: definition.language,
  status: 'APPROVED',
  category: definition.category,
  contents: contentsOf(definition),
}));

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ templates: 'known' });
  Object.assign(simulator.number().limits, { pairRate: false, throughput: null });
});
afterAll(() => simulator.stop());

/** Asks Meta for a template of ours, as it is pushed. */
function push(definition: (typeof DEFINITIONS)[number]): ReturnType<typeof postGraph> {
  const { name, language, category } = definition;
  const components = componentsOf(definition);
  return postGraph(simulator, `${WABA}/message_templates`, {
    name,
    language,
    category,
    parameter_format: 'NAMED',
    components,
  });
}

/** Sends a message as it is said outside the window; Meta's complaint, or null. */
async function send(form: TemplateForm): Promise<string | null> {
  const fitted = fitTemplate(form, KNOWN);
  if (fitted.kind !== 'fits') return `${form.name} in ${form.language}: ${fitted.kind}`;
  const body = graphBody('01934a10-0000-7000-8000-000000000001', ANA, fitted.content);
  const answer = await postGraph(simulator, `${NUMBER}/messages`, body);
  return answer.status === 200
    ? null
    : `${form.name} in ${form.language}: ${JSON.stringify(answer.body.error)}`;
}

describe('the set of templates', () => {
  it('is taken for review as it is pushed, every one in every language, and approved', async () => {
    const answers = [];
    for (const definition of DEFINITIONS) answers.push(await push(definition));
    expect(answers.map(({ status }) => status)).toEqual(DEFINITIONS.map(() => 200));
    await vi.waitFor(async () => {
      const { body } = await graph(simulator, `${WABA}/message_templates?status=APPROVED&limit=500`);
      expect(body['data']).toHaveLength(DEFINITIONS.length);
    });
  });

  it('can be sent with the longest value of each parameter', async () => {
    const complaints = [];
    for (const { name, language, limits, buttons } of DEFINITIONS) {
      const parameters = Object.fromEntries(
        Object.entries(limits).map(([parameter, longest]) => [parameter, 'Ñ'.repeat(longest)]),
      );
      const values = buttons.map((button) =>
        button.kind === 'url'
          ? ({ kind: 'url', suffix: '8FJ4-M2XQ-7ABC-12DE' } as const)
          : ({ kind: 'payload', payload: 'v1:menu' } as const),
      );
      complaints.push(await send({ name, language, parameters, buttons: values }));
    }
    expect(complaints.filter((complaint) => complaint !== null)).toEqual([]);
  });

  it('says everything the chat says outside the window, whatever organisers and buyers entered', async () => {
    const forms = new Map<string, TemplateForm>();
    for (const turn of everyTurn()) {
      for (const { state, input, facts } of [turn, stretched(turn)]) {
        if (input.kind !== 'news') continue;
        for (const reply of decide(state, input, facts).replies) {
          const { template } = render(reply);
          if (template) forms.set(JSON.stringify(template), template);
        }
      }
    }
    const complaints = [];
    for (const form of forms.values()) {
      complaints.push(await send(form));
      if (form.otherwise) complaints.push(await send({ ...form, ...form.otherwise }));
    }
    expect(forms.size).toBeGreaterThan(5);
    expect(complaints.filter((complaint) => complaint !== null)).toEqual([]);
  }, 120_000);
});
