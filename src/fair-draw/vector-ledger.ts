import { concat, fromHex, u32, u8, utf8 } from './encode.js';
import { refuse } from './errors.js';
import { sha256 } from './hash.js';
import { raffleTag } from './holder.js';
import { LEAF_VERSION } from './leaf.js';
import * as read from './schema.js';

interface Row {
  readonly number: number;
  readonly status: number;
  readonly holder: Uint8Array;
  readonly commit: Uint8Array;
}

/**
 * `ledger.bin` of a test vector: written out as `tickets` in any order, made by the recipe `gen1`, or as bytes (`ledger`, hexadecimal).
 * What is wrong with the tickets stays wrong, so that reading the ledger finds it.
 */
export function vectorLedger(input: read.Members, raffleId: string): Uint8Array {
  if (read.has(input, 'ledger')) {
    const hex = read.text(input, 'ledger');
    return fromHex(hex, Math.floor(hex.length / 2));
  }
  const rows = read.has(input, 'gen')
    ? generated(read.child(input, 'gen'))
    : read.list(input, 'tickets').map(rowOf);
  const tag = raffleTag(raffleId);
  const leaves = rows
    .toSorted((a, b) => a.number - b.number)
    .map((row) => concat(u8(LEAF_VERSION), tag, u32(row.number), u8(row.status), row.holder, row.commit));
  return concat(...leaves);
}

function rowOf(value: unknown): Row {
  const [number, status, holder, commit] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (typeof number !== 'number' || typeof status !== 'number')
    return refuse('E_SCHEMA', 'a ticket is [number, status, holder, commit]');
  if (!Number.isInteger(number) || number < 0 || number > 0xffff_ffff)
    refuse('E_NUMBER_RANGE', 'a number has no u32');
  return { number, status, holder: fromHex(String(holder), 16), commit: fromHex(String(commit), 32) };
}

/** The recipe of the vector file: everything follows from a seed. */
function generated(gen: read.Members): readonly Row[] {
  const seed = read.text(gen, 'seed');
  const [first, step] = [read.integer(gen, 'first'), read.integer(gen, 'step')];
  const [holders, every] = [read.integer(gen, 'holders'), read.integer(gen, 'ineligible_every')];
  return Array.from({ length: read.integer(gen, 'count') }, (_, index) => ({
    number: first + index * step,
    status: every > 0 && index % every === every - 1 ? 0 : 1,
    holder: sha256(utf8(`gen1/h/${seed}/${holders > 0 ? index % holders : index}`)).subarray(0, 16),
    commit: sha256(utf8(`gen1/c/${seed}/${index}`)),
  }));
}
