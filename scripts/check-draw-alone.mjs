// A second reading of docs/draw-protocol.md without a line of the product: node check-draw-alone.mjs certificate.json ledger.bin
// Web Crypto only. It finds who wins by a beacon (drand), and whose number the digits of a lottery name (lottery/direct).
// NOT checked: the beacon's BLS signature (compare it on two relays); the digits (compare them with the lottery's list); who wins
// in other modes, or instead of a number nobody bought; who follows after a disqualification; times; formats. verify-draw checks all
// but the digits. Winners not checked are counted. E_VERSION is also the answer to the record of a draw by hand: nothing can be computed.
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
const { rules, commitment, commitment_hash: committed, entropy: evidence, draw, events } = certificate;
const { mode, method, extractors, map, zero_is_top: zeroIsTop, on_miss: miss } = rules.entropy;
const leaves = Array.from({ length: list.length / 70 }, (_, at) => list.subarray(70 * at, 70 * at + 70));
const eligible = leaves.filter((leaf) => leaf[21] === 1);
const sold = new Map(eligible.map((leaf) => [leaf.readUInt32BE(17), leaf.toString('hex', 22, 38)]));
const slots = rules.prizes.flatMap(({ id, units = 1, extract }) =>
  Array.from({ length: units }, (_, at) => ({ name: `${id}/${at + 1}`, extract })),
);

/** B3: a list is split at the largest power of two below its length. */
async function rootOf(part) {
  if (part.length < 2) return sha(...part.flatMap((leaf) => [Buffer.of(0), leaf]));
  const half = 2 ** (31 - Math.clz32(part.length - 1));
  return sha(Buffer.of(1), await rootOf(part.slice(0, half)), await rootOf(part.slice(half)));
}

/** B7: the number, if it can be drawn; from then on it cannot, and with one prize a person its holder neither. */
const gone = new Set();
function take(number) {
  const holder = rules.one_prize_per_holder ? sold.get(number) : number;
  if (!sold.has(number) || gone.has(number) || gone.has(holder)) return undefined;
  gone.add(number).add(holder);
  return number;
}

/** B5 to B7: the beacon starts a stream of words; each takes one of the leaves left, or is too high and passed over. */
async function drawn(left, most) {
  const beacon = [unhex(evidence.chain_hash), u64(evidence.round), await sha(unhex(evidence.signature))];
  const prk = await hmac(unhex(committed), tagged('extract', await sha(tagged('e/drand', ...beacon))));
  const numbers = [];
  for (let word = 0; left.length > 0 && numbers.length < most; word++) {
    const block = await hmac(prk, tagged('stream', u64(Math.floor(word / 8))));
    const at = block.readUInt32BE(4 * (word % 8)) % 2 ** (32 - Math.clz32(left.length - 1));
    if (at >= left.length) continue;
    [left[0], left[at]] = [left[at], left[0]];
    const number = take(left.shift().readUInt32BE(17));
    if (number !== undefined) numbers.push(number);
  }
  return numbers;
}

/** B7: the number that an extractor reads out of a lottery draw. */
function named(extract, { results }) {
  const { position, take: end, n } = extractors.find(({ id }) => id === extract);
  const value = Number(end === 'last' ? results[position].slice(-n) : results[position].slice(0, n));
  const { first, last } = rules.numbers;
  if (map === 'modulo') return first + (value % (last - first + 1));
  return value === 0 && zeroIsTop ? 10 ** n : value;
}

const direct = method === 'direct';
const found = mode === 'drand' ? await drawn([...eligible], slots.length + rules.alternates) : [];
for (const result of direct ? evidence.draws : [])
  for (const [at, { extract }] of slots.entries())
    for (const id of extract) found[at] ??= take(named(id, result));

// A winner this does not look for must at least be somebody who can win.
const kept = direct && (miss.then ?? miss.policy) === 'house';
const open = slots.map((_, at) => mode !== 'drand' && !kept && found[at] === undefined);
for (const [at, { via, number }] of draw.slots.entries())
  if (open[at] && via !== 'candidate') found[at] = take(number);
const listed = draw.alternates.map(({ number }) => number);
const byDigits = () => (rules.entropy.alternates_extract ?? []).map((id) => named(id, evidence.draws[0]));
const others = mode === 'drand' ? found.splice(slots.length) : (direct ? byDigits() : listed).map(take);
const follow = others.filter((number) => number !== undefined);
const unseenSlots = open.filter(Boolean).length + (direct || mode === 'drand' ? 0 : follow.length);
const unseen = unseenSlots + events.length;

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const placed = ({ prize, unit, number }) => [`${prize}/${unit}`, number];
const expected = slots.map(({ name }, at) => [name, found[at]]);
const winners = expected.filter(([, number]) => number !== undefined);
const asDrawn = same(draw.slots.map(placed), expected) && same(listed, follow);
const asNow = events.length > 0 || same(draw.winners.map(placed), winners);
const papers = [certificate, rules, commitment];
const key = await subtle.importKey('raw', unhex(sig.public_key), 'Ed25519', false, ['verify']);
const right = {
  E_VERSION: papers.every(({ v }) => v === 'fairdraw/1'),
  E_RAFFLE_ID: papers.every(({ raffle_id: id }) => id === rules.raffle_id),
  E_RULES_HASH: (await hashOf('rules', rules)) === commitment.rules_hash,
  E_COMMITMENT_HASH: (await hashOf('commitment', commitment)) === committed,
  E_LEDGER_ROOT: (await rootOf(leaves)).toString('hex') === commitment.ledger.root,
  E_LEDGER_COUNT: list.length === 70 * commitment.ledger.size && sold.size === commitment.ledger.eligible,
  E_DRAND_ROUND: evidence.round === rules.entropy.round && evidence.chain_hash === rules.entropy.chain_hash,
  E_RESULT: asDrawn && asNow && draw.replacements.length === events.length,
  E_SIG: await subtle.verify('Ed25519', key, unhex(sig.value), tagged('sig', Buffer.from(jcs(certificate)))),
};
const wrong = Object.keys(right).filter((code) => !right[code]);
const end =
  unseen === 0 ? 'CONSISTENT as far as this looks' : `CONSISTENT, but ${unseen} winners are NOT CHECKED`;
console.log(wrong.length === 0 ? end : `NOT VALID  ${wrong.join(' ')}`);
process.exitCode = wrong.length + unseen === 0 ? 0 : 1;
