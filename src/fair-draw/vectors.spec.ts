import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { certificateHash, checkEvidence, computeDraw } from './certificate.js';
import { commitmentHash } from './commitment.js';
import { fromHex, tagged, toHex, utf8, VERSION } from './encode.js';
import { extractKey } from './entropy.js';
import { sha256 } from './hash.js';
import { holderCommit, raffleTag } from './holder.js';
import { proveInclusion, verifyInclusion } from './inclusion.js';
import { canonicalBytes, canonicalize } from './jcs.js';
import { encodeLeaf, type LedgerTicket } from './leaf.js';
import { Ledger } from './ledger.js';
import { appendToLog, type LogDraft, type LogHead } from './log.js';
import { lotteryEntropy, type LotteryEvidence } from './lottery.js';
import { leafHash, MerkleTree } from './merkle.js';
import { parseRules, type Rules, rulesHash, supportedRules } from './rules.js';
import type { Position } from './rules-direct.js';
import { signObject, signedBytes, verifySignature } from './signature.js';
import { writeLedger } from './testing.js';
import { verifyCertificate } from './verify.js';
import { warningsOfRules } from './warnings.js';

interface Vector<Input, Expected> {
  readonly input: Input;
  readonly expected: Expected;
}

interface Case {
  readonly id: string;
  readonly input: unknown;
  readonly expect: unknown;
}

const VECTORS = new URL('../../test/vectors/fairdraw-1.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(VECTORS, 'utf8')) as { cases: readonly Case[] };

/** One case of the vector file; its shape is what the file's readme says for its kind. */
function vector(id: string): Vector<unknown, unknown> {
  const found = cases.find((item) => item.id === id);
  if (found === undefined) throw new Error(`no case ${id}`);
  return { input: found.input, expected: found.expect };
}

type Row = readonly [number: number, status: number, holder: string, commit: string];
interface Gen {
  readonly seed: string;
  readonly count: number;
  readonly first: number;
  readonly step: number;
  readonly holders: number;
  readonly ineligible_every: number;
}

function fromRow([number, status, holder, commit]: Row): LedgerTicket {
  return { number, eligible: status === 1, holder: fromHex(holder, 16), commit: fromHex(commit, 32) };
}

function generated({
  seed,
  count,
  first,
  step,
  holders,
  ineligible_every: every,
}: Gen): readonly LedgerTicket[] {
  return Array.from({ length: count }, (_, index) => ({
    number: first + index * step,
    eligible: !(every > 0 && index % every === every - 1),
    holder: sha256(utf8(`gen1/h/${seed}/${holders > 0 ? index % holders : index}`)).subarray(0, 16),
    commit: sha256(utf8(`gen1/c/${seed}/${index}`)),
  }));
}

interface DrawInput {
  readonly rules: Rules;
  readonly closed_at: string;
  readonly log_head: string;
  readonly evidence: unknown;
  readonly tickets?: readonly Row[];
  readonly gen?: Gen;
}
interface DrawExpected {
  readonly rules_hash: string;
  readonly ledger_root: string;
  readonly commitment: object;
  readonly commitment_hash: string;
  readonly draw: { readonly e: string; readonly prk: string };
  readonly warnings: readonly string[];
}

function committed(input: DrawInput) {
  const tickets = input.gen === undefined ? (input.tickets ?? []).map(fromRow) : generated(input.gen);
  const { bytes, summary } = writeLedger(input.rules.raffle_id, input.rules.numbers, tickets);
  const commitment = {
    v: VERSION,
    type: 'commitment',
    raffle_id: input.rules.raffle_id,
    rules_hash: rulesHash(input.rules),
    ledger: summary,
    closed_at: input.closed_at,
    log_head: input.log_head,
  };
  return { bytes, commitment, hash: commitmentHash(commitment) };
}

describe('the published test vectors', () => {
  it('P01: canonical JSON', () => {
    const { input, expected } = vector('P01') as Vector<
      { value: unknown },
      { canonical: string; sha256: string }
    >;
    expect(canonicalize(input.value)).toBe(expected.canonical);
    expect(toHex(sha256(canonicalBytes(input.value)))).toBe(expected.sha256);
  });

  it('P02: holder commitment, leaf and leaf hash', () => {
    interface Input {
      raffle_id: string;
      number: number;
      status: number;
      salt: string;
      identity: string;
      holder: string;
    }
    const { input, expected } = vector('P02') as Vector<Input, object>;
    const { raffle_id: raffleId, number, identity } = input;
    const tag = raffleTag(raffleId);
    const commit = holderCommit({ raffleId, number, salt: fromHex(input.salt, 16), identity });
    const leaf = encodeLeaf(tag, {
      number,
      eligible: input.status === 1,
      holder: fromHex(input.holder, 16),
      commit,
    });
    const actual = { raffle_tag: tag, commit, leaf, leaf_hash: leafHash(leaf) };
    expect(Object.fromEntries(Object.entries(actual).map(([name, bytes]) => [name, toHex(bytes)]))).toEqual(
      expected,
    );
  });

  it('P03: ledger given out of order, with proofs', () => {
    interface Expected {
      root: string;
      size: number;
      eligible: number;
      ledger_sha256: string;
      proofs: readonly object[];
    }
    const { input, expected } = vector('P03') as Vector<
      { raffle_id: string; tickets: Row[]; proofs: number[] },
      Expected
    >;
    const numbers = { first: 0, last: 999, width: 3 };
    const { bytes, summary } = writeLedger(input.raffle_id, numbers, input.tickets.map(fromRow));
    const { root, size, eligible } = expected;
    expect(summary).toEqual({ root, size, eligible });
    expect(toHex(sha256(bytes))).toBe(expected.ledger_sha256);
    const ledger = new Ledger(bytes, input.raffle_id, numbers);
    const tree = new MerkleTree(ledger.leaves());
    const proofs = input.proofs.map((index) => proveInclusion(input.raffle_id, ledger, tree, index));
    expect(proofs).toEqual(expected.proofs);
    expect(proofs.every(verifyInclusion)).toBe(true);
  });

  it.each(['P05', 'P06', 'P07', 'P08', 'P09', 'P10'])(
    '%s: rules, ledger and commitment hashes, of any mode',
    (id) => {
      const { input, expected } = vector(id) as Vector<DrawInput, DrawExpected>;
      const { commitment, hash } = committed(input);
      expect(commitment).toEqual(expected.commitment);
      expect(commitment).toMatchObject({
        rules_hash: expected.rules_hash,
        ledger: { root: expected.ledger_root },
      });
      expect(hash).toBe(expected.commitment_hash);
    },
  );

  it('P08: lottery/direct, the house keeps what is unsold', () => {
    const { input, expected } = vector('P08') as Vector<DrawInput, DrawExpected>;
    const { bytes, hash } = committed(input);
    const rules = supportedRules(parseRules(input.rules));
    const evidence = checkEvidence(rules, input.closed_at, input.evidence);
    const ledger = new Ledger(bytes, rules.raffle_id, rules.numbers);
    expect(computeDraw(rules, hash, ledger, evidence)).toEqual(expected.draw);
    expect(warningsOfRules(rules)).toEqual(expected.warnings);
  });

  it.each(['P09', 'P10'])('%s: the entropy of a lottery draw whose policy is refused', (id) => {
    const { input, expected } = vector(id) as Vector<DrawInput & { evidence: LotteryEvidence }, DrawExpected>;
    const rules = parseRules(input.rules);
    expect(() => supportedRules(rules)).toThrow(expect.objectContaining({ code: 'E_UNSUPPORTED' }));
    const positions = 'positions' in rules.entropy ? rules.entropy.positions : [];
    const e = lotteryEntropy(positions, input.evidence.draws);
    expect(toHex(e)).toBe(expected.draw.e);
    expect(toHex(extractKey(committed(input).hash, e))).toBe(expected.draw.prk);
  });

  it.each(['P05', 'P06', 'P07'])('%s: a mode that is refused', (id) => {
    const rules = parseRules((vector(id) as Vector<DrawInput, DrawExpected>).input.rules);
    expect(() => supportedRules(rules)).toThrow(expect.objectContaining({ code: 'E_UNSUPPORTED' }));
  });

  it('P11: hash-chained log', () => {
    const { input, expected } = vector('P11') as Vector<{ entries: LogDraft[] }, { hashes: string[] }>;
    let head: LogHead | undefined;
    const hashes = input.entries.map((draft) => (head = appendToLog(head, draft).head).hash);
    expect(hashes).toEqual(expected.hashes);
  });

  it.each([
    ['P12', true],
    ['P13', false],
  ])(
    '%s: a drand certificate is not checked rather than valid, but its hashes and signature are',
    (id, signed) => {
      const { input } = vector(id) as Vector<
        { certificate: Record<string, unknown> & { rules: Rules }; gen: Gen },
        object
      >;
      const { certificate, gen } = input;
      const { raffle_id, numbers } = certificate.rules;
      const { bytes } = writeLedger(raffle_id, numbers, generated(gen));
      expect(verifyCertificate(certificate, bytes)).toMatchObject({
        valid: false,
        error: 'E_UNSUPPORTED',
        warnings: [],
      });
      expect(verifyCertificate(certificate, bytes.subarray(70))).toMatchObject({ error: 'E_LEDGER_ROOT' });
      expect(rulesHash(certificate.rules)).toBe(certificate['rules_hash']);
      expect(commitmentHash(certificate['commitment'])).toBe(certificate['commitment_hash']);
      expect(verifySignature(certificate)).toBe(signed);
      expect(certificateHash(certificate)).toBe(certificateHash({ ...certificate, sig: 'anything' }));
    },
  );

  it('P14: inclusion proof of the last leaf of eleven', () => {
    const { input, expected } = vector('P14') as Vector<{ proof: object }, { valid: boolean }>;
    expect(verifyInclusion(input.proof)).toBe(expected.valid);
  });

  it('P15: E and prk of a lottery result in five positions', () => {
    interface Input {
      evidence: LotteryEvidence;
      positions: Position[];
      commitment_hash: string;
    }
    const { input, expected } = vector('P15') as Vector<Input, { e: string; prk: string }>;
    const e = lotteryEntropy(input.positions, input.evidence.draws);
    expect({ e: toHex(e), prk: toHex(extractKey(input.commitment_hash, e)) }).toEqual(expected);
  });

  it('P16: Ed25519 over canonical JSON, an old signature is ignored', () => {
    const { input, expected } = vector('P16') as Vector<
      { secret: string; object: object },
      { public_key: string; input_sha256: string; value: string }
    >;
    const sig = signObject(input.object, fromHex(input.secret, 32));
    expect(sig).toMatchObject({ public_key: expected.public_key, value: expected.value });
    expect(toHex(sha256(signedBytes(input.object)))).toBe(expected.input_sha256);
    expect(signedBytes(input.object)).toEqual(tagged('sig', utf8('{"a":"x","b":2}')));
    expect(verifySignature({ ...input.object, sig })).toBe(true);
  });
});
