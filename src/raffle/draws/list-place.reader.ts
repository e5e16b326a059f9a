import { LEAF_LENGTH, NUMBER_AT } from '../../fair-draw/index.js';
import { partOfBlob, type Reader } from '../../platform/index.js';
import type { CommittedPaper } from './stored-draw.js';

/** The number of the leaf at a place of the ledger, counted from 0. */
function numberAt(place: string): string {
  const number = partOfBlob('$1', `(${place}::bigint * ${LEAF_LENGTH} + ${NUMBER_AT})`, '4');
  return `(select ('x' || encode(bytes, 'hex'))::bit(32)::bigint as number from (${number}) leaf)`;
}

/** Halves for each number the part of the ledger it may stand in: about 20 leaves are read of a million. */
const PLACES = `
  with recursive search (number, low, high) as (
    select n, 0, $3::int from unnest($2::int[]) n
    union all
    select s.number, case when leaf.number < s.number then s.middle + 1 else s.low end,
      case when leaf.number < s.number then s.high else s.middle end
    from (select number, low, high, (low + high) / 2 as middle from search where low < high) s,
      lateral ${numberAt('s.middle')} leaf)
  select s.number, s.low + 1 as place from search s, lateral ${numberAt('s.low')} leaf
  where s.low = s.high and s.low < $3 and leaf.number = s.number order by s.number`;

/** Where numbers stand in the frozen list of a draw, from 1 on, in ascending number; those not in it are left out. */
export async function placesInList(
  reader: Reader,
  { ledgerBlob, leaves }: Pick<CommittedPaper, 'ledgerBlob' | 'leaves'>,
  numbers: readonly number[],
): Promise<{ number: number; place: number }[]> {
  return reader.rows<{ number: number; place: number }>(PLACES, [ledgerBlob, numbers, leaves]);
}
