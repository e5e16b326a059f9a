/** Bodies of `POST /{phone number id}/messages` after they passed the checks. */
export interface MessageBody {
  messaging_product: 'whatsapp';
  /** phone number, with or without `+` */
  to?: string;
  /** business-scoped user id; `to` wins when both are given */
  recipient?: string;
  type: string;
  context?: { message_id: string };
  biz_opaque_callback_data?: string;
  text?: { body: string; preview_url?: boolean };
  image?: MediaBody;
  video?: MediaBody;
  audio?: MediaBody;
  document?: MediaBody;
  sticker?: MediaBody;
  reaction?: { message_id: string; emoji: string };
  location?: { latitude?: string | number; longitude?: string | number; name?: string; address?: string };
  contacts?: { name?: { formatted_name?: string } }[];
  interactive?: InteractiveBody;
  template?: TemplateBody;
}

export interface MediaBody {
  id?: string;
  link?: string;
  caption?: string;
  filename?: string;
}

export interface HeaderBody {
  type: 'text' | 'image' | 'video' | 'document';
  text?: string;
  image?: MediaBody;
  video?: MediaBody;
  document?: MediaBody;
}

export interface InteractiveBody {
  type: string;
  header?: HeaderBody;
  body?: { text: string };
  footer?: { text: string };
  action: {
    button?: string;
    buttons?: { type: 'reply'; reply: { id: string; title: string } }[];
    sections?: { title?: string; rows?: { id: string; title: string; description?: string }[] }[];
    name?: string;
    parameters?: { display_text?: string; url?: string };
  };
}

export interface TemplateBody {
  name: string;
  language: { code: string };
  components?: {
    type: 'header' | 'body' | 'button';
    sub_type?: string;
    index?: string;
    parameters?: ({ type: string; text?: string; payload?: string; parameter_name?: string } & Partial<
      Pick<HeaderBody, 'image' | 'video' | 'document'>
    >)[];
  }[];
}

/** "I have read this message", optionally with the typing indicator. */
export interface ReadReceiptBody {
  messaging_product: 'whatsapp';
  status: 'read';
  message_id: string;
  typing_indicator?: { type: 'text' };
}
