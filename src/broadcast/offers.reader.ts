import { Injectable } from '@nestjs/common';
import type { Reader } from '../platform/index.js';
import { fitTemplate, Templates, variablesOf, type TemplateContent } from '../whatsapp/index.js';
import type { Offer } from './broadcast.js';

/** Why a broadcast cannot be as it is wanted. */
export interface Refusal {
  readonly code: string;
  readonly detail: string;
}

export type FittedOffer =
  { readonly kind: 'fits'; readonly content: TemplateContent } | ({ readonly kind: 'refused' } & Refusal);

/** A broadcast as Meta gets it: an approved template for offers with all its variables filled in. */
@Injectable()
export class Offers {
  constructor(private readonly templates: Templates) {}

  async fit(reader: Reader, offer: Offer): Promise<FittedOffer> {
    const { channelId, template, language, parameters, buttons } = offer;
    const channel = await reader.first<{ waba_id: string }>('select waba_id from channel where id = $1', [
      channelId,
    ]);
    if (channel === null) return refused('channel_unknown', 'There is no such channel.');
    const known = await this.templates.named(reader, [{ wabaId: channel.waba_id, name: template }]);
    const own = known.filter((one) => one.language === language);
    const [found] = own;
    if (found !== undefined && found.category !== 'MARKETING')
      return refused(
        'template_not_marketing',
        `Template ${template} is ${found.category}: offers are MARKETING at Meta.`,
      );
    const fitted = fitTemplate({ name: template, language, parameters, buttons }, own);
    if (fitted.kind === 'fits') return { kind: 'fits', content: fitted.content };
    if (fitted.kind === 'none' && fitted.why === 'misfit') {
      const wanted = variablesOf(found?.contents?.body ?? '').join(', ') || '(none)';
      return refused(
        'template_parameters',
        `This template does not take these values; its variables: ${wanted}.`,
      );
    }
    const state = found?.status ?? 'not there';
    return refused(
      'template_unusable',
      `Template ${template} (${language}) is ${state}: npm run templates -- status`,
    );
  }
}

function refused(code: string, detail: string): FittedOffer {
  return { kind: 'refused', code, detail };
}
