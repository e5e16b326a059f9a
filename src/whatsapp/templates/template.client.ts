import { Injectable } from '@nestjs/common';
import { isAxiosError } from 'axios';
import { Config } from '../../platform/index.js';
import type { Channel } from '../channels/channel.js';
import { errorCodeOf, property } from '../graph/graph-answer.js';
import { callsUsedUp, GraphFault } from '../graph/graph.client.js';
import { HttpClient } from '../graph/http-client.service.js';
import { nextCursor, readRemote, TEMPLATE_FIELDS, type RemoteTemplate } from './remote-template.js';
import { componentsOf } from './template-contents.js';
import type { TemplateDefinition } from './template-definition.js';

const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** Templates a page: an account has 250, or 6,000. */
const PAGE = 200;

/** Meta refused to make or change a template. */
export class TemplateRefused extends GraphFault {
  override name = 'TemplateRefused';

  constructor(
    code: number | null,
    readonly subcode: number | null,
    /** Meta's own words for whoever wrote the template. */
    readonly explanation: string,
    httpStatus: number,
  ) {
    super(`Meta refused a template (code ${code ?? 'none'}, subcode ${subcode ?? 'none'})`, code, httpStatus);
  }
}

/** `/{account}/message_templates` (Meta, "Template management"). Every method throws {GraphFault}. */
@Injectable()
export class TemplateClient {
  private readonly base: string;

  constructor(
    config: Config,
    private readonly http: HttpClient,
  ) {
    this.base = `${config.graph.baseUrl}/${config.graph.version}`;
  }

  /** All templates of the channel's account, or those of one name. Page by page, so that no page is too big for Meta. */
  async list(channel: Channel, name?: string): Promise<RemoteTemplate[]> {
    const found: RemoteTemplate[] = [];
    for (let after: string | null = null; ;) {
      const answer = await this.call(channel, 'get', `${channel.wabaId}/message_templates`, {
        fields: TEMPLATE_FIELDS,
        limit: PAGE,
        ...(name === undefined ? {} : { name }),
        ...(after === null ? {} : { after }),
      });
      const rows = property(answer, 'data');
      if (!Array.isArray(rows)) throw new GraphFault('Meta sent no list of templates', null, 200);
      // the name of a question finds names that contain it
      const read = rows.flatMap((row: unknown) => readRemote(row) ?? []);
      found.push(...read.filter((one) => name === undefined || one.name === name));
      after = nextCursor(answer);
      if (after === null) return found;
    }
  }

  /** Has Meta review a new template. @returns Meta's id and first status */
  async create(
    channel: Channel,
    template: TemplateDefinition,
  ): Promise<{ metaId: string; status: string; category: string }> {
    const answer = await this.call(channel, 'post', `${channel.wabaId}/message_templates`, {
      name: template.name,
      language: template.language,
      category: template.category,
      parameter_format: 'NAMED',
      components: componentsOf(template),
    });
    const text = (name: string): string => {
      const value = property(answer, name);
      return typeof value === 'string' ? value : '';
    };
    return {
      metaId: text('id'),
      status: text('status') || 'PENDING',
      category: text('category') || template.category,
    };
  }

  /** Replaces all components, and the category where `withCategory`. */
  async edit(
    channel: Channel,
    metaId: string,
    template: TemplateDefinition,
    withCategory: boolean,
  ): Promise<void> {
    await this.call(channel, 'post', encodeURIComponent(metaId), {
      components: componentsOf(template),
      ...(withCategory ? { category: template.category } : {}),
    });
  }

  private async call(
    channel: Channel,
    method: 'get' | 'post',
    path: string,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<unknown> {
    const { usage } = this.http;
    if (usage.wait(channel.wabaId, method === 'get' ? 'look' : 'change') > 0) throw callsUsedUp();
    const { status, data, headers } = await this.request(channel, method, path, parameters);
    usage.heed(channel.wabaId, headers);
    const code = errorCodeOf(data);
    if (code === null && status >= 200 && status < 300) return data;
    const error = property(data, 'error');
    const [title, message] = ['error_user_title', 'error_user_msg'].map((name) => property(error, name));
    const subcode = property(error, 'error_subcode');
    const words = [title, message].filter((part) => typeof part === 'string' && part !== '').join(': ');
    throw new TemplateRefused(code, typeof subcode === 'number' ? subcode : null, words, status);
  }

  private async request(
    channel: Channel,
    method: 'get' | 'post',
    path: string,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<{ status: number; data: unknown; headers: unknown }> {
    try {
      return await this.http.axios.request<unknown>({
        method,
        url: `${this.base}/${path}`,
        ...(method === 'get' ? { params: parameters } : { data: parameters }),
        headers: { Authorization: `Bearer ${channel.accessToken}` },
        timeout: TIMEOUT_MS,
        maxContentLength: MAX_ANSWER_BYTES,
      });
    } catch (error) {
      const why = (isAxiosError(error) && error.code) || 'unknown';
      throw new GraphFault(`Meta did not answer (${why})`, null, null);
    }
  }
}
