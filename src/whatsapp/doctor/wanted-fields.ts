/** Without it there is nothing to answer. */
export const NEEDED_FIELD = 'messages';

/** Fields of `whatsapp_business_account` this service acts on or tells the operator of; every version from v23.0 on has them. */
export const WANTED_FIELDS: readonly string[] = [
  NEEDED_FIELD,
  'account_alerts',
  'account_review_update',
  'account_update',
  'business_capability_update',
  'business_status_update',
  'message_echoes',
  'message_template_components_update',
  'message_template_quality_update',
  'message_template_status_update',
  'messaging_handovers',
  'phone_number_name_update',
  'phone_number_quality_update',
  'security',
  'smb_message_echoes',
  'standby',
  'template_category_update',
  'template_correct_category_detection',
  'user_preferences',
];
