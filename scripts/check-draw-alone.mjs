// A second reading of docs/draw-protocol.md without a line of the product: node check-draw-alone.mjs certificate.json ledger.bin
// Web Crypto only. NOT checked: the BLS signature of a beacon (compare it on two relays), who wins by digits in lottery/direct,
// disqualifications, whether the evidence is the one the rules name, times, formats (B1, B2). verify-draw checks all of them.
import { readFileSync } from 'node:fs';

const { subtle } = globalThis.crypto;
const utf8 = (text) => new TextEncoder().encode(text);
const cat = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const int = (value, size) => unhex(value.toString(16).padStart(2 * size, '0'));
const lp = (text) => cat(int(utf8(text).length, 2), utf8(text));
const sha = async (bytes) => new Uint8Array(await subtle.digest('SHA-256', bytes));
const tagged = (tag, bytes) => cat(utf8(`fairdraw/1/${tag}`), [0], bytes);
const T = (tag, bytes) => sha(tagged(tag, bytes));
const HM = async (key, tag, bytes) => {
  const mac = await subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await subtle.sign('HMAC', mac, tagged(tag, bytes)));
};
const jcs = (value) => {
  if (Array.isArray(value)) return `[${value.map(jcs).join()}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).toSorted((a, b) => (a < b ? -1 : 1));
  return `{${names.map((name) => `${JSON.stringify(name)}:${jcs(value[name])}`).join()}}`;
};

/** E of B5. */
async function entropy({ kind, value = '', ...evidence }, { positions, external }) {
  if (kind === 'none' || kind === 'text') return T(`e/${kind}`, utf8(value));
  if (kind === 'drand') {
    const { chain_hash: chain, round, signature } = evidence;
    return T('e/drand', cat(unhex(chain), int(round, 8), await sha(unhex(signature))));
  }
  if (kind === 'lottery') {
    const results = (draw) => positions.flatMap(({ id }) => [lp(id), lp(draw.results[id])]);
    const whole = (draw) =>
      cat(lp(draw.source), lp(draw.draw_id), int(positions.length, 2), ...results(draw));
    return T('e/lottery', cat(int(evidence.draws.length, 2), ...evidence.draws.map(whole)));
  }
  const { seeds, external: outside } = evidence;
  return T(
    'e/commit-reveal',
    cat([seeds.length], ...seeds.map(unhex), await entropy(outside, external ?? {})),
  );
}

/** Root of the tree of B3: pair neighbours, an odd last node moves up. */
async function rootOf(leaves) {
  let level = await Promise.all(leaves.map((leaf) => sha(cat([0], leaf))));
  while (level.length > 1) {
    const pairs = level.flatMap((left, at) => (at % 2 === 0 ? [[left, ...level.slice(at + 1, at + 2)]] : []));
    level = await Promise.all(pairs.map((pair) => (pair.length === 2 ? sha(cat([1], ...pair)) : pair[0])));
  }
  return hex(level[0] ?? (await sha(new Uint8Array())));
}

/** The first numbers of B6 and B7, prizes before alternates. */
async function sequence(prk, eligible, places, once) {
  const [items, words, served, taken] = [[...eligible], [], new Set(), []];
  for (let step = 0, block = 0; step < items.length && taken.length < places; step++) {
    const left = items.length - step;
    let offset = left;
    while (offset >= left) {
      if (words.length === 0) words.push(...hex(await HM(prk, 'stream', int(block++, 8))).match(/.{8}/g));
      const word = Number.parseInt(words.shift(), 16);
      offset = left === 1 ? 0 : word % 2 ** (left - 1).toString(2).length;
    }
    [items[step], items[step + offset]] = [items[step + offset], items[step]];
    const [number, holder] = [Number.parseInt(items[step].slice(34, 42), 16), items[step].slice(44, 76)];
    if (!once || !served.has(holder)) taken.push(number);
    served.add(holder);
  }
  return taken.join();
}

const [paper, bytes] = process.argv.slice(2).map((path) => readFileSync(path));
const { sig, ...certificate } = JSON.parse(paper.toString());
const { rules, commitment, commitment_hash, entropy: evidence, draw } = certificate;
const leaves = Array.from({ length: Math.ceil(bytes.length / 70) }, (_, at) =>
  bytes.subarray(at * 70, at * 70 + 70),
);
const eligible = leaves.map(hex).filter((leaf) => leaf.slice(42, 44) === '01');
const e = await entropy(evidence, rules.entropy);
const prk = await HM(unhex(commitment_hash), 'extract', e);
const findings = {
  E_RULES_HASH: hex(await T('rules', utf8(jcs(rules)))) === commitment.rules_hash,
  E_COMMITMENT_HASH: hex(await T('commitment', utf8(jcs(commitment)))) === commitment_hash,
  E_LEDGER_ROOT: (await rootOf(leaves)) === commitment.ledger.root,
  E_LEDGER_COUNT: leaves.length === commitment.ledger.size && eligible.length === commitment.ledger.eligible,
  E_RESULT: hex(e) === draw.e && hex(prk) === draw.prk,
};
if (draw.method === 'sequence') {
  const listed = [...draw.slots.filter(({ status }) => status === 'won'), ...draw.alternates];
  const places = draw.slots.length + rules.alternates;
  const numbers = await sequence(prk, eligible, places, rules.one_prize_per_holder);
  findings.E_RESULT &&= numbers === listed.map(({ number }) => number).join();
}
if (sig !== undefined) {
  const key = await subtle.importKey('raw', unhex(sig.public_key), 'Ed25519', false, ['verify']);
  const signed = cat(utf8('fairdraw/1/sig'), [0], utf8(jcs(certificate)));
  findings.E_SIG = await subtle.verify('Ed25519', key, unhex(sig.value), signed);
}
const wrong = Object.keys(findings).filter((code) => !findings[code]);
console.log(wrong.length === 0 ? 'CONSISTENT as far as this looks' : `NOT VALID  ${wrong.join(' ')}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
