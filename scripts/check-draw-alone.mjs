// A second reading of docs/draw-protocol.md without a line of the product: node check-draw-alone.mjs certificate.json ledger.bin
// Web Crypto only. It finds who wins by a beacon (drand), and whose number the digits of a lottery name (lottery/direct).
// NOT checked: the beacon's BLS signature (compare it on two relays); the digits (compare them with the lottery's list); who wins
// in other modes, or instead of a number nobody bought; who follows after a disqualification; times; formats. verify-draw checks all
// but the digits. Winners not checked, and prizes a lottery left without one, are counted. E_VERSION is also the answer to the record of
// a draw by hand: nothing can be computed.
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
const isBeacon = rules.entropy.mode === 'drand';
const leaves = Array.from({ length: list.length / 70 }, (_, at) => list.subarray(70 * at, 70 * at + 70));
const eligible = leaves.filter((leaf) => leaf[21] === 1);
const sold = new Set(eligible.map((leaf) => leaf.readUInt32BE(17)));
const places = [...draw.slots, ...draw.alternates];
const unitsOf = ({ id, units = 1 }) => Array.from({ length: units }, (_, at) => `${id}/${at + 1}`);
const slots = rules.prizes.flatMap(unitsOf);

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
  for (let word = 0; left.length > 0 && numbers.length < slots.length + rules.alternates; word++) {
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
function named({ via, extract, draw: index }) {
  if (via !== 'candidate') return undefined;
  const { position, take, n } = rules.entropy.extractors.find(({ id }) => id === extract);
  const digits = evidence.draws[index].results[position];
  const value = Number(take === 'last' ? digits.slice(-n) : digits.slice(0, n));
  const { first, last } = rules.numbers;
  if (rules.entropy.map === 'modulo') return first + (value % (last - first + 1));
  return value === 0 && rules.entropy.zero_is_top ? 10 ** n : value;
}

const expected = isBeacon ? await drawn([...eligible]) : places.map(named);
const isRight = ({ number }, at) => number === (expected[at] ?? (isBeacon ? undefined : number));
const heldBy = new Set([...sold, undefined]); // a prize may stay without a winner
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const won = ({ prize, unit, number }) => (number === undefined ? [] : [[prize, unit, number]]);
const isNow = events.length > 0 || same(draw.winners.flatMap(won), draw.slots.flatMap(won));
const arePrizes = draw.slots.map(({ prize, unit }) => `${prize}/${unit}`).join() === slots.join();
const areDrawn = places.every((place, at) => heldBy.has(place.number) && isRight(place, at));
const isWhole = places.length >= expected.length && draw.replacements.length === events.length;
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
  E_RESULT: arePrizes && areDrawn && isNow && isWhole,
  E_SIG: await subtle.verify('Ed25519', key, unhex(sig.value), tagged('sig', Buffer.from(jcs(certificate)))),
};
const looked = isBeacon ? places : expected.filter((number) => number !== undefined);
const unseen = events.length + places.length - looked.length;
const wrong = Object.keys(right).filter((code) => !right[code]);
const end = unseen === 0 ? 'as far as this looks' : `but ${unseen} winners are NOT CHECKED`;
console.log(
  wrong.length > 0 ? `NOT VALID  ${wrong.join(' ')}` : `CONSISTENT${unseen === 0 ? '' : ','} ${end}`,
);
process.exitCode = wrong.length + unseen === 0 ? 0 : 1;
