/** What Meta tells of message templates. */
export interface TemplateEvent {
  readonly kind: 'template_changed';
  readonly name: string | null;
  readonly language: string | null;
}
