import {
  parseRules,
  parseStrictJson,
  type Draw,
  type JsonObject,
  type Rules,
} from '../../fair-draw/index.js';
import { asObject } from '../../kernel/index.js';

/** What the papers of an evidence file tell of a certificate this service wrote, verified and stored. */
export interface DrawPapers {
  readonly certificate: JsonObject;
  readonly rules: Rules;
  readonly rulesHash: string;
  readonly commitmentHash: string;
  readonly root: string;
  readonly size: number;
  readonly entropy: JsonObject;
  readonly draw: Draw;
  readonly kid: string | null;
}

interface Certificate {
  readonly rules_hash: string;
  readonly commitment_hash: string;
  readonly commitment: { readonly ledger: { readonly root: string; readonly size: number } };
  readonly entropy: JsonObject;
  readonly draw: Draw;
  readonly sig?: { readonly kid: string };
}

/** Reads the certificate in force. */
export function readPapers(bytes: Buffer): DrawPapers {
  const text = bytes.toString('utf8');
  const content: Certificate & JsonObject = JSON.parse(text);
  return {
    certificate: content,
    rules: parseRules(asObject(parseStrictJson(text))?.['rules']),
    rulesHash: content.rules_hash,
    commitmentHash: content.commitment_hash,
    root: content.commitment.ledger.root,
    size: content.commitment.ledger.size,
    entropy: content.entropy,
    draw: content.draw,
    kid: content.sig?.kid ?? null,
  };
}
