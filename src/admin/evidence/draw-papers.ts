import { canonicalize, parseStrictJson, type JsonObject } from '../../fair-draw/index.js';
import { asObject } from '../../kernel/index.js';
import { isByHand, readDrawRules, type DrawnSlots, type DrawRules } from '../../raffle/index.js';

/** What the papers of an evidence file tell of a certificate, or of the record of a draw by hand, that this service wrote and stored. */
export interface DrawPapers {
  readonly certificate: JsonObject;
  readonly rules: DrawRules;
  /** Whether people drew slips: nothing can be computed. */
  readonly byHand: boolean;
  readonly rulesHash: string;
  readonly commitmentHash: string;
  readonly root: string;
  readonly size: number;
  readonly entropy: JsonObject;
  readonly draw: DrawnSlots;
  readonly kid: string | null;
}

interface Certificate {
  readonly rules_hash: string;
  readonly commitment_hash: string;
  readonly commitment: { readonly ledger: { readonly root: string; readonly size: number } };
  readonly entropy: JsonObject;
  readonly draw: DrawnSlots;
  readonly sig?: { readonly kid: string };
}

/** Reads the certificate in force. */
export function readPapers(bytes: Buffer): DrawPapers {
  const text = bytes.toString('utf8');
  const content: Certificate & JsonObject = JSON.parse(text);
  const rules = readDrawRules(canonicalize(asObject(parseStrictJson(text))?.['rules']));
  return {
    certificate: content,
    rules,
    byHand: isByHand(rules),
    rulesHash: content.rules_hash,
    commitmentHash: content.commitment_hash,
    root: content.commitment.ledger.root,
    size: content.commitment.ledger.size,
    entropy: content.entropy,
    draw: content.draw,
    kid: content.sig?.kid ?? null,
  };
}
