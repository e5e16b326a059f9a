import { randomInt } from 'node:crypto';
import { SUBCODE, templateProblem } from './template-problem.js';
import { checkTemplate } from './template-rules.js';
import type { Template, TemplateDraft } from './template.js';

const DAY_MS = 24 * 3_600_000;
/** A name whose approved template was deleted cannot be used again for this long. */
const NAME_REST_MS = 30 * DAY_MS;
const MOST = 6000;

/** The message templates of all accounts. */
export class TemplateStore {
  readonly #byId = new Map<string, Template>();
  readonly #resting = new Map<string, number>();

  constructor(private readonly now: () => number) {}

  /** Throws GraphError for what Meta refuses. `status` for templates that were there before. */
  add(wabaId: string, draft: TemplateDraft, status: Template['status'] = 'PENDING'): Template {
    checkTemplate(draft);
    const { name, language } = draft;
    if (this.find(wabaId, name, language)) {
      const explanation = `There is already ${language} content for this template.`;
      throw templateProblem(SUBCODE.exists, 'Content in this language already exists', explanation);
    }
    if ((this.#resting.get(`${wabaId} ${name}`) ?? 0) > this.now()) {
      const explanation = 'Try again in 4 weeks or take another name.';
      throw templateProblem(SUBCODE.beingDeleted, 'Message template language is being deleted', explanation);
    }
    if (this.of(wabaId).length >= MOST) {
      throw templateProblem(SUBCODE.countLimit, 'Template limit reached', `At most ${MOST} templates.`);
    }
    const template: Template = {
      ...draft,
      id: String(randomInt(1e14, 2 ** 48 - 1)),
      wabaId,
      status,
      quality: 'UNKNOWN',
      rejectedReason: 'NONE',
      previousCategory: undefined,
      edits: [],
      changedAt: this.now(),
    };
    this.#byId.set(template.id, template);
    return template;
  }

  byId(id: string): Template | undefined {
    return this.#byId.get(id);
  }

  of(wabaId: string): Template[] {
    return [...this.#byId.values()].filter((template) => template.wabaId === wabaId);
  }

  find(wabaId: string, name: string, language: string): Template | undefined {
    return this.of(wabaId).find((template) => template.name === name && template.language === language);
  }

  /** Forgets a template; the name of an approved one rests for 30 days. */
  remove(template: Template): void {
    this.#byId.delete(template.id);
    if (template.status !== 'APPROVED') return;
    this.#resting.set(`${template.wabaId} ${template.name}`, this.now() + NAME_REST_MS);
  }
}
