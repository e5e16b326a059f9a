// A second reading of docs/draw-protocol.md without a line of the product: node check-draw-alone.mjs certificate.json ledger.bin
// Web Crypto only. It finds who wins by a beacon (drand), and whose number the digits of a lottery name (lottery/direct).
// NOT checked: the beacon's BLS signature (compare it on two relays); the digits (compare them with the lottery's list); who wins
// in other modes, or instead of a number nobody bought; disqualifications; times; formats. verify-draw checks all but the digits.
import { readFileSync } from 'node:fs';

const { subtle } = globalThis.crypto;
const unhex = (text) => Buffer.from(text, 'hex');
const u64 = (value) => unhex(value.toString(16).padStart(16, '0'));
const tagged = (tag, ...parts) => Buffer.concat([Buffer.from(`fairdraw/1/${tag}\0`), ...parts]);
const sha = async (...parts) => Buffer.from(await subtle.digest('SHA-256', Buffer.concat(parts)));
const pad = (key, byte) => Buffer.alloc(64, byte).map((value, at) => value ^ (key[at] ?? 0));
const hmac = async (key, bytes) => sha(pad(key, 0x5c), await sha(pad(key, 0x36), bytes));
const jcs = (value) => {
  if (Array.isArray(value)) return `[${value.map(jcs).join()}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).toSorted((a, b) => (a < b ? -1 : 1));
  return `{${names.map((name) => `${JSON.stringify(name)}:${jcs(value[name])}`).join()}}`;
};
const hashOf = async (tag, value) => (await sha(tagged(tag, Buffer.from(jcs(value))))).toString('hex');

const [paper, list] = process.argv.slice(2).map((path) => readFileSync(path));
const { sig, ...certificate } = JSON.parse(paper);
const { rules, commitment, commitment_hash: committed, entropy: evidence, draw } = certificate;
const leaves = Array.from({ length: list.length / 70 }, (_, at) => list.subarray(70 * at, 70 * at + 70));
const eligible = leaves.filter((leaf) => leaf[21] === 1);
const sold = new Set(eligible.map((leaf) => leaf.readUInt32BE(17)));
const won = [...draw.slots, ...draw.alternates].filter(({ via }) => via !== undefined);

/** B3: a list is split at the largest power of two below its length. */
async function rootOf(part) {
  if (part.length < 2) return sha(...part.flatMap((leaf) => [Buffer.of(0), leaf]));
  const half = 2 ** (31 - Math.clz32(part.length - 1));
  return sha(Buffer.of(1), await rootOf(part.slice(0, half)), await rootOf(part.slice(half)));
}

/** B5 to B7: the beacon starts a stream of words; each takes one of the leaves left, or is too high and passed over. */
async function drawn(left) {
  const beacon = [unhex(evidence.chain_hash), u64(evidence.round), await sha(unhex(evidence.signature))];
  const prk = await hmac(unhex(committed), tagged('extract', await sha(tagged('e/drand', ...beacon))));
  const [numbers, holders] = [[], new Set()];
  for (let word = 0; left.length > 0 && numbers.length < draw.slots.length + rules.alternates; word++) {
    const block = await hmac(prk, tagged('stream', u64(Math.floor(word / 8))));
    const at = block.readUInt32BE(4 * (word % 8)) % 2 ** (32 - Math.clz32(left.length - 1));
    if (at >= left.length) continue;
    [left[0], left[at]] = [left[at], left[0]];
    const leaf = left.shift();
    const holder = leaf.toString('hex', 22, 38);
    if (!rules.one_prize_per_holder || !holders.has(holder)) numbers.push(leaf.readUInt32BE(17));
    holders.add(holder);
  }
  return numbers;
}

/** B7: the number that the digits of a lottery draw name; undefined where something else decided. */
function named(place) {
  if (place.via !== 'candidate') return undefined;
  const { position, take, n } = rules.entropy.extractors.find(({ id }) => id === place.extract);
  const digits = evidence.draws[place.draw].results[position];
  const value = Number(take === 'last' ? digits.slice(-n) : digits.slice(0, n));
  const { first, last } = rules.numbers;
  if (rules.entropy.map === 'modulo') return first + (value % (last - first + 1));
  return value === 0 && rules.entropy.zero_is_top ? 10 ** n : value;
}

const winners = rules.entropy.mode === 'drand' ? await drawn([...eligible]) : won.map(named);
const asDrawn = ({ number }, at) => sold.has(number) && number === (winners[at] ?? number);
const key = await subtle.importKey('raw', unhex(sig.public_key), 'Ed25519', false, ['verify']);
const right = {
  E_RULES_HASH: (await hashOf('rules', rules)) === commitment.rules_hash,
  E_COMMITMENT_HASH: (await hashOf('commitment', commitment)) === committed,
  E_LEDGER_ROOT: (await rootOf(leaves)).toString('hex') === commitment.ledger.root,
  E_LEDGER_COUNT: list.length === 70 * commitment.ledger.size && sold.size === commitment.ledger.eligible,
  E_DRAND_ROUND: evidence.round === rules.entropy.round && evidence.chain_hash === rules.entropy.chain_hash,
  E_RESULT: winners.length === won.length && won.every(asDrawn),
  E_SIG: await subtle.verify('Ed25519', key, unhex(sig.value), tagged('sig', Buffer.from(jcs(certificate)))),
};
const wrong = Object.keys(right).filter((code) => !right[code]);
const unseen = winners.filter((number) => number === undefined).length;
const end =
  unseen === 0 ? 'CONSISTENT as far as this looks' : `CONSISTENT, but ${unseen} winners are NOT CHECKED`;
console.log(wrong.length === 0 ? end : `NOT VALID  ${wrong.join(' ')}`);
process.exitCode = wrong.length + unseen === 0 ? 0 : 1;
