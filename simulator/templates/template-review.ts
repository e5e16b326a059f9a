import { componentsValue, statusValue, type TemplateEvent, type TemplateNews } from './template-news.js';
import type { Template, TemplateStatus } from './template.js';

/** What becomes of templates that wait for a review. */
export interface ReviewPolicy {
  /** ms until the decision, null for never */
  delayMs: number | null;
  outcome: 'APPROVED' | 'REJECTED';
  /** of a rejection: ABUSIVE_CONTENT, INVALID_FORMAT, TAG_CONTENT_MISMATCH … */
  reason: string;
}

type Tell = (template: Template, field: string, value: object) => void;

/** Statuses an event leaves behind; the others change nothing that the API shows. */
const AFTER: Partial<Record<TemplateEvent, TemplateStatus>> = {
  APPROVED: 'APPROVED',
  PENDING: 'PENDING',
  REJECTED: 'REJECTED',
  PAUSED: 'PAUSED',
  DISABLED: 'DISABLED',
  REINSTATED: 'APPROVED',
  UNARCHIVED: 'APPROVED',
  ARCHIVED: 'ARCHIVED',
  IN_APPEAL: 'IN_APPEAL',
  PENDING_DELETION: 'PENDING_DELETION',
};

/** Meta's decisions on templates, each told to the business. */
export class TemplateReview {
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly policy: ReviewPolicy,
    private readonly now: () => number,
    private readonly tell: Tell,
  ) {}

  /** Decisions that wait for their time. */
  get planned(): number {
    return this.#timers.size;
  }

  /** The template waits for a decision, made as the policy says. */
  begin(template: Template, { edited }: { edited: boolean }): void {
    template.status = 'PENDING';
    template.changedAt = this.now();
    const { delayMs } = this.policy;
    if (delayMs === null) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#decide(template, edited);
    }, delayMs);
    this.#timers.add(timer);
  }

  /** Something happens to a template: its status follows, the business is told. */
  happens(template: Template, event: TemplateEvent, news: TemplateNews = {}): void {
    template.status = AFTER[event] ?? template.status;
    template.rejectedReason = event === 'REJECTED' ? (news.reason ?? 'NONE') : 'NONE';
    template.changedAt = this.now();
    this.tell(template, 'message_template_status_update', statusValue(template, event, news));
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #decide(template: Template, edited: boolean): void {
    if (template.status !== 'PENDING') return;
    const { outcome, reason } = this.policy;
    this.happens(template, outcome, outcome === 'REJECTED' ? { reason } : {});
    if (edited) this.tell(template, 'message_template_components_update', componentsValue(template));
  }
}
