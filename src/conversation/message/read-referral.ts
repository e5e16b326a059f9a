import { asObject, asText } from '../../kernel/index.js';
import { bodyText, part } from './json-text.js';

/** Where a person came from: an ad or post of Meta, or a link with a seller's code. */
export interface Referral {
  readonly sourceType: string | null;
  readonly sourceId: string | null;
  readonly sourceUrl: string | null;
  readonly headline: string | null;
  /** Meta's click id; absent for status ads. */
  readonly clickId: string | null;
  /** The ad's `ref`, else the code behind `ref:` in the text. */
  readonly ref: string | null;
  /** From an ad: what is answered within 24 hours opens 72 free ones (Meta, free entry points). */
  readonly freeEntry: boolean;
}

/** In a link's prefilled text: `Hola, quiero la rifa MOTO ref:ANA`. */
const REF = /(?:^|\s)ref:\s*([\p{L}\d][\p{L}\d_-]{0,39})/iu;

/** Reads `referral` (Meta, "messages webhook reference") and a code in the text; null where there is neither. */
export function readReferral(json: unknown): Referral | null {
  const message = asObject(json) ?? {};
  const referral = part(message, 'referral');
  const typed = REF.exec(bodyText(part(message, 'text')['body']) ?? '')?.[1] ?? null;
  const ref = asText(referral['ref']) ?? typed;
  const sourceType = asText(referral['source_type']);
  if (sourceType === null && ref === null) return null;
  return {
    sourceType: sourceType ?? 'link',
    sourceId: asText(referral['source_id']),
    sourceUrl: asText(referral['source_url']),
    headline: asText(referral['headline']),
    clickId: asText(referral['ctwa_clid']),
    ref: ref?.toUpperCase() ?? null,
    freeEntry: sourceType === 'ad',
  };
}

/** A text without the code of its link, which is no number and no word for us. */
export function withoutRef(text: string): string {
  return text.replace(REF, '').trim() || text;
}
