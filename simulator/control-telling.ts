import type { FastifyInstance } from 'fastify';
import { echo, handOver, setMarketing, type Handover } from './business-app.js';
import { sendChange, sendSample, sendStatus, sendTest, type ChangeOptions } from './changes.js';
import { WEBHOOK_FIELDS } from './management/webhook-fields.js';
import type { Parts } from './parts.js';
import type { Status } from './statuses.js';
import type { TemplateEvent, TemplateNews } from './templates/template-news.js';

interface TemplateChange extends TemplateNews {
  name: string;
  language: string;
  event: TemplateEvent;
  wabaId?: string;
}

interface FieldChange extends ChangeOptions {
  field: string;
  /** own value, or the name of a sample, or neither for any sample of the field */
  value?: unknown;
  sample?: string;
}

type ChatChange = { phone: string } & (
  | { do: 'echo'; body: string }
  | { do: 'marketing'; value: 'stop' | 'resume' }
  | { do: 'handOver'; type: Handover }
);

/** Routes that make Meta tell something no person typed. */
export function tellingRoutes(app: FastifyInstance, parts: Parts): void {
  const pending = (): { pending: number } => ({ pending: parts.sender.counts.pending });
  app.post<{ Body: FieldChange }>('/changes', async (request) => {
    const { field, value, sample, ...options } = request.body;
    void (value === undefined ? sendSample(parts, field, sample) : sendChange(parts, field, value, options));
    return pending();
  });
  app.post<{ Body: { fields?: string[] } | undefined }>('/tests', async (request) => {
    for (const field of request.body?.fields ?? WEBHOOK_FIELDS) void sendTest(parts, field);
    return pending();
  });
  app.post<{ Body: ChatChange }>('/chats', async (request) => {
    changeChat(parts, request.body);
    return pending();
  });
  app.post<{ Body: TemplateChange }>('/templates', async (request) => {
    const { name, language, event, wabaId, ...news } = request.body;
    const account = wabaId ?? parts.numbers.pick(undefined).wabaId;
    const template = parts.templates.find(account, name, language);
    if (!template) throw new Error(`no template ${name} in ${language}`);
    parts.review.happens(template, event, news);
    return { id: template.id, status: template.status };
  });
  app.post<{ Body: { wamid: string; status: Status; code?: number } }>('/statuses', async (request) => {
    const { wamid, status, code } = request.body;
    void sendStatus(parts, wamid, status, code);
    return { pending: parts.sender.counts.pending };
  });
}

function changeChat(parts: Parts, change: ChatChange): void {
  const phone = parts.phones.byId(change.phone);
  if (!phone) throw new Error(`no phone ${change.phone}`);
  if (change.do === 'echo') void echo(parts, phone, change.body);
  else if (change.do === 'marketing') void setMarketing(parts, phone, change.value);
  else if (change.do === 'handOver') void handOver(parts, phone, change.type);
  else throw new Error('no such change of a chat');
}
