import { certificateDraw } from './vector-draw.js';
import { fromHex, toHex, u32 } from './encode.js';
import { entropyOf, extractKey } from './entropy.js';
import { sha256 } from './hash.js';
import { holderCommit, raffleTag } from './holder.js';
import { proveInclusion, verifyInclusion } from './inclusion.js';
import { canonicalBytes, canonicalize } from './jcs.js';
import { parseStrictJson } from './json.js';
import { encodeLeaf } from './leaf.js';
import { Ledger } from './ledger.js';
import { appendToLog, type LogDraft, type LogHead } from './log.js';
import { leafHash, MerkleTree } from './merkle.js';
import { oddsOf, summaryOf } from './odds.js';
import { parsePositions } from './rules-lottery.js';
import { parseRules } from './rules.js';
import * as read from './schema.js';
import { Sequence } from './sequence.js';
import { signObject, signedBytes } from './signature.js';
import { Stream } from './stream.js';
import { vectorLedger } from './vector-ledger.js';
import { verifyCertificate } from './verify.js';

const EVERY_NUMBER = { first: 0, last: 0xffff_ffff };

/** What each kind of case in a vector file asks for: from its `input` to what must equal its `expect`. */
export const VECTOR_KINDS: Readonly<Record<string, (input: read.Members) => unknown>> = {
  jcs(input) {
    const value = read.has(input, 'text') ? parseStrictJson(read.text(input, 'text')) : input['value'];
    return { canonical: canonicalize(value), sha256: toHex(sha256(canonicalBytes(value))) };
  },

  holder(input) {
    const raffleId = read.raffleId(input);
    const number = read.integer(input, 'number');
    const identity = read.text(input, 'identity');
    const salt = fromHex(read.text(input, 'salt'), 16);
    const commit = holderCommit({ raffleId, number, salt, identity });
    const holder = fromHex(read.text(input, 'holder'), 16);
    const eligible = read.integer(input, 'status') === 1;
    const tag = raffleTag(raffleId);
    const leaf = encodeLeaf(tag, { number, eligible, holder, commit });
    return inHex({ raffle_tag: tag, commit, leaf, leaf_hash: leafHash(leaf) });
  },

  merkle(input) {
    const raffleId = read.raffleId(input);
    const bytes = vectorLedger(input, raffleId);
    const ledger = new Ledger(bytes, raffleId, EVERY_NUMBER);
    const tree = new MerkleTree(ledger.leaves());
    const proofs = read
      .list(input, 'proofs')
      .map((index) => proveInclusion(raffleId, ledger, tree, Number(index)));
    const { size, eligible } = ledger;
    return { root: toHex(ledger.root()), size, eligible, ledger_sha256: toHex(sha256(bytes)), proofs };
  },

  stream(input) {
    const prk = fromHex(read.text(input, 'prk'), 32);
    const [plain, sampled] = [new Stream(prk), new Stream(prk)];
    const sequence = new Sequence(prk, read.integer(input, 'n'));
    return {
      words: repeat(read.integer(input, 'words'), () => toHex(u32(plain.word()))).join(''),
      uniform: read.list(input, 'uniform').map((size) => sampled.uniform(Number(size))),
      sequence: repeat(read.integer(input, 'take'), () => sequence.next()?.item),
    };
  },

  draw: certificateDraw,

  log(input) {
    let head: LogHead | undefined;
    const hashes = read.list(input, 'entries').map((value) => {
      const draft = read.object(value, 'an entry') as unknown as LogDraft;
      head = appendToLog(head, draft).head;
      return head.hash;
    });
    return { hashes };
  },

  verify(input) {
    const certificate = read.child(input, 'certificate');
    const rules = read.has(certificate, 'rules') ? read.child(certificate, 'rules') : {};
    const raffleId = read.has(rules, 'raffle_id') ? read.text(rules, 'raffle_id') : '';
    const bls = read.has(input, 'bls_ok');
    const { valid, error, warnings } = verifyCertificate(certificate, vectorLedger(input, raffleId), { bls });
    return { valid, error, warnings };
  },

  inclusion: (input) => ({ valid: verifyInclusion(input['proof']) }),

  entropy(input) {
    const positions = read.has(input, 'positions') ? parsePositions(input) : [];
    const e = entropyOf(read.child(input, 'evidence'), positions);
    return inHex({ e, prk: extractKey(read.text(input, 'commitment_hash'), e) });
  },

  sign(input) {
    const object = read.child(input, 'object');
    const { public_key, value } = signObject(object, fromHex(read.text(input, 'secret'), 32));
    return { public_key, input_sha256: toHex(sha256(signedBytes(object))), value };
  },

  odds(input) {
    const rules = parseRules(input['rules']);
    const { entropy, numbers, raffle_id: raffleId } = rules;
    const ledger = new Ledger(vectorLedger(input, raffleId), raffleId, numbers);
    const [prize] = rules.prizes;
    if (prize === undefined || entropy.mode !== 'lottery' || entropy.method !== 'direct') return undefined;
    const odds = oddsOf({ ...rules, entropy }, ledger, prize);
    return odds === undefined ? undefined : summaryOf(odds);
  },
};

function inHex(parts: Readonly<Record<string, Uint8Array>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, toHex(bytes)]));
}

function repeat<T>(times: number, make: () => T): T[] {
  return Array.from({ length: times }, make);
}
