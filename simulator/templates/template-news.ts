import { partOf, type Template } from './template.js';

/** Events of `message_template_status_update` (its webhook reference). */
export type TemplateEvent =
  | 'APPROVED'
  | 'PENDING'
  | 'REJECTED'
  | 'PAUSED'
  | 'DISABLED'
  | 'FLAGGED'
  | 'REINSTATED'
  | 'IN_APPEAL'
  | 'LOCKED'
  | 'LIMIT_EXCEEDED'
  | 'PENDING_DELETION'
  | 'DELETED'
  | 'ARCHIVED'
  | 'UNARCHIVED';

export interface TemplateNews {
  reason?: string;
  /** FIRST_PAUSE, SECOND_PAUSE, RATE_LIMITING_PAUSE, UNPAUSE, DISABLED */
  title?: string;
  description?: string;
  /** of a REJECTED: what to change */
  recommendation?: string;
  /** of a FLAGGED or DISABLED: the day */
  disableDate?: string;
}

export function statusValue(template: Template, event: TemplateEvent, news: TemplateNews): object {
  const { reason = 'NONE', title, description = '', recommendation, disableDate } = news;
  return {
    event,
    ...identity(template),
    reason,
    message_template_category: template.category,
    ...(disableDate === undefined ? {} : { disable_info: { disable_date: disableDate } }),
    ...(title === undefined ? {} : { other_info: { title, description } }),
    ...(event === 'REJECTED'
      ? { rejection_info: { reason: description, recommendation: recommendation ?? '' } }
      : {}),
  };
}

export function componentsValue(template: Template): object {
  const header = partOf(template, 'HEADER')?.text;
  const footer = partOf(template, 'FOOTER')?.text;
  const buttons = partOf(template, 'BUTTONS')?.buttons?.map((button) => ({
    message_template_button_type: button.type,
    message_template_button_text: button.text,
    ...(button.url === undefined ? {} : { message_template_button_url: button.url }),
    ...(button.phone_number === undefined
      ? {}
      : { message_template_button_phone_number: button.phone_number }),
  }));
  return {
    ...identity(template),
    ...(header === undefined ? {} : { message_template_title: header }),
    message_template_element: partOf(template, 'BODY')?.text,
    ...(footer === undefined ? {} : { message_template_footer: footer }),
    ...(buttons === undefined ? {} : { message_template_buttons: buttons }),
  };
}

export function identity({ id, name, language }: Template): object {
  return {
    message_template_id: Number(id),
    message_template_name: name,
    message_template_language: language,
  };
}
