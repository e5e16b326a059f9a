import type { TemplateId } from '../templates/template-status.js';

/** What webhooks say of templates (Meta, "message_template_status_update", "…quality_update", "…components_update", "template_category_update"). */
export type TemplateEvent =
  | {
      readonly kind: 'template_status';
      readonly template: TemplateId;
      /** APPROVED, PAUSED, … or `UNPAUSE`, which Meta writes as the title of an APPROVED. */
      readonly event: string;
      readonly category: string | null;
      /** Of a rejection. */
      readonly reason: string | null;
      /** Which pause it is. */
      readonly title: string | null;
      /** As Meta wrote it: `November 22, 2026`. */
      readonly disableDate: string | null;
    }
  | { readonly kind: 'template_quality'; readonly template: TemplateId; readonly quality: string }
  /** Its words were changed: what they are is read from the API, since headers of media are not told. */
  | { readonly kind: 'template_components'; readonly template: TemplateId }
  | {
      readonly kind: 'template_category';
      readonly template: TemplateId;
      /** The one it has, from now on where `next` is null. */
      readonly category: string;
      /** Announced a day before. */
      readonly next: { readonly category: string; readonly at: Date | null } | null;
    }
  /** Meta thinks that the category is wrong and may limit the account (error 131064). */
  | {
      readonly kind: 'template_misfiled';
      readonly template: TemplateId;
      readonly category: string | null;
      readonly correct: string;
    };
