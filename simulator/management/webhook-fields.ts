/** Fields of `whatsapp_business_account` an app can subscribe to: the dashboard's list and the newer ones. */
export const WEBHOOK_FIELDS = [
  'account_alerts',
  'account_review_update',
  'account_settings_update',
  'account_update',
  'automatic_events',
  'business_capability_update',
  'business_status_update',
  'business_username_updates',
  'calls',
  'flows',
  'group_lifecycle_update',
  'group_participants_update',
  'group_settings_update',
  'group_status_update',
  'history',
  'message_echoes',
  'message_template_components_update',
  'message_template_quality_update',
  'message_template_status_update',
  'messages',
  'messaging_handovers',
  'partner_solutions',
  'payment_configuration_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'security',
  'smb_app_state_sync',
  'smb_message_echoes',
  'standby',
  'template_category_update',
  'template_correct_category_detection',
  'tracking_events',
  'user_preferences',
] as const;

export type WebhookField = (typeof WEBHOOK_FIELDS)[number];

/** Fields an override of the callback URL applies to; the others always go to the app's own. */
const MESSAGE_FIELDS: ReadonlySet<string> = new Set([
  'messages',
  'calls',
  'history',
  'message_echoes',
  'messaging_handovers',
  'smb_app_state_sync',
  'smb_message_echoes',
  'standby',
  'group_lifecycle_update',
  'group_participants_update',
  'group_settings_update',
  'group_status_update',
]);

export function followsOverride(field: string): boolean {
  return MESSAGE_FIELDS.has(field);
}
