/** A piece of a message about numbers. `stop` separates (comma, full stop, line end); `unread` holds a digit we will not guess at. */
export type Token =
  | { readonly kind: 'digits'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'unread'; readonly text: string }
  | { readonly kind: 'dash' | 'comma' | 'stop' };

/** Currency and percent signs stick to their number: "$50" is no ticket. Neither is a part of a code with letters: "K7Q-281". */
const PART = String.raw`[\p{L}\p{Sc}\d□%]`;
const CODE = String.raw`\d*[\p{L}□]${PART}*(?:-${PART}+)+`;
const CHUNK = String.raw`${PART}+(?:[.:']${PART}+)*`;
/** A dash says "up to" only between two numbers and with the same space on both sides; otherwise it is a bullet or a hyphen. */
const DASH = String.raw`[-\u2010-\u2015\u2212~]`;
const PIECE = new RegExp(
  String.raw`(?<chunk>${CODE}|${CHUNK})|(?<dash>(?<=\d)${DASH}(?=\d)|(?<=\d[ \t]+)${DASH}(?=[ \t]+\d))|(?<comma>[,;/+&\u060c\u3001])|(?<stop>[\n\r.!?()])`,
  'gu',
);

/** Cuts a plain text into tokens. `width`: digits of a ticket, which tells thousands ("1.000") from a list ("7.45.300"). */
export function numberTokens(plain: string, width: number): Token[] {
  return [...plain.matchAll(PIECE)].flatMap(({ groups }): Token[] => {
    if (groups?.['chunk'] !== undefined) return readChunk(groups['chunk'], width);
    if (groups?.['dash'] !== undefined) return [{ kind: 'dash' }];
    return [{ kind: groups?.['comma'] === undefined ? 'stop' : 'comma' }];
  });
}

function readChunk(chunk: string, width: number): Token[] {
  if (/^\d+$/.test(chunk)) return [{ kind: 'digits', text: chunk }];
  if (!/[\d□]/.test(chunk)) return chunk.split(/[-.:']/).map((text) => ({ kind: 'word', text }));
  if (/^\d+(?:\.\d+)+$/.test(chunk) && !looksLikeThousands(chunk, width)) {
    return chunk.split('.').flatMap((text): Token[] => [{ kind: 'digits', text }, { kind: 'comma' }]);
  }
  // "No.7" and "n7" say "number 7"; "no 7", two words, does not come here
  const abbreviated = /^(?:n|no|nro|num)[.:]?(\d+)$/.exec(chunk);
  if (abbreviated?.[1] !== undefined) return [{ kind: 'digits', text: abbreviated[1] }];
  const joined = /^(\p{L}+[.:]|numero|boleto|el|la|los|del|al|a|y|hasta|mejor|dame|quiero)(\d+)$/u.exec(
    chunk,
  );
  if (joined?.[1] === undefined || joined[2] === undefined) return [{ kind: 'unread', text: chunk }];
  return [
    { kind: 'word', text: joined[1].replace(/[.:]$/, '') },
    { kind: 'digits', text: joined[2] },
  ];
}

function looksLikeThousands(chunk: string, width: number): boolean {
  return width >= 4 && /^\d{1,3}(?:\.\d{3})+$/.test(chunk);
}
