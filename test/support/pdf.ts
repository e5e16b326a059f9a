import { inflateSync } from 'node:zlib';

/** A text on a page: where it begins, in points from the lower left corner, and how large it is. */
export interface PdfText {
  readonly text: string;
  readonly size: number;
  readonly x: number;
  readonly y: number;
}

interface Stored {
  readonly dictionary: string;
  readonly stream: string;
}

/** What is written on each page of a PDF of pdfkit with embedded fonts, read back from its bytes. */
export function pdfPages(bytes: Buffer): PdfText[][] {
  const objects = objectsOf(bytes);
  const at = (id = ''): Stored => {
    const found = objects.get(id);
    if (found === undefined) throw new Error(`the PDF refers to an object ${id} that it has not`);
    return found;
  };
  const alphabets = new Map<string, Map<string, string>>();
  const alphabetOf = (font: string): Map<string, string> => {
    const known = alphabets.get(font) ?? alphabet(at(referred(at(font).dictionary, 'ToUnicode')).stream);
    alphabets.set(font, known);
    return known;
  };
  const tree = [...objects.values()].find(({ dictionary }) => dictionary.includes('/Type /Pages'));
  const kids = /\/Kids \[([^\]]*)\]/.exec(tree?.dictionary ?? '')?.[1] ?? '';
  return [...kids.matchAll(/(\d+) 0 R/g)].map(([, id]) => {
    const { dictionary } = at(id);
    const resources = at(referred(dictionary, 'Resources')).dictionary;
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, font]) => [name, font]),
    );
    return textsOf(at(referred(dictionary, 'Contents')).stream, (name) => alphabetOf(fonts.get(name) ?? ''));
  });
}

function referred(dictionary: string, key: string): string {
  return new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1] ?? '';
}

function objectsOf(bytes: Buffer): Map<string, Stored> {
  const text = bytes.toString('latin1');
  const objects = new Map<string, Stored>();
  for (const { 1: id = '', index, 0: head } of text.matchAll(/^(\d+) 0 obj\n/gm)) {
    const start = index + head.length;
    const length = /^<<[^]*?\/Length (\d+)[^]*?>>\nstream\n/.exec(text.slice(start, start + 300));
    if (length === null) {
      objects.set(id, { dictionary: text.slice(start, text.indexOf('\nendobj', start)), stream: '' });
      continue;
    }
    const [dictionary, size] = length;
    const raw = bytes.subarray(start + dictionary.length, start + dictionary.length + Number(size));
    const stream = dictionary.includes('/FlateDecode') ? inflateSync(raw) : raw;
    objects.set(id, { dictionary, stream: stream.toString('latin1') });
  }
  return objects;
}

/** Letters by the codes of their glyphs, which are numbered as they stand in the table. */
function alphabet(table: string): Map<string, string> {
  const letters = [...table.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)].flatMap(
    ([, first = '', row = '']) =>
      [...row.matchAll(/<([0-9a-f ]*)>/g)].map(([, units = ''], n): [string, string] => [
        (Number.parseInt(first, 16) + n).toString(16).padStart(4, '0'),
        String.fromCharCode(
          ...units
            .split(' ')
            .filter((unit) => unit !== '')
            .map((unit) => Number.parseInt(unit, 16)),
        ),
      ]),
  );
  return new Map(letters);
}

const SHOWN = /\/(F\d+) ([\d.]+) Tf|1 0 0 1 ([\d.]+) ([\d.]+) Tm|<[0-9a-f]+> Tj|\[<[^\]]*\] TJ/g;

function textsOf(stream: string, alphabetOf: (font: string) => Map<string, string>): PdfText[] {
  const texts: PdfText[] = [];
  let [letters, size, x, y] = [new Map<string, string>(), 0, 0, 0];
  for (const [all, font, fontSize, left, up] of stream.matchAll(SHOWN)) {
    if (font !== undefined) [letters, size] = [alphabetOf(font), Number(fontSize)];
    else if (left !== undefined) [x, y] = [Number(left), Number(up)];
    else {
      const codes = [...all.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, part = '']) => part.match(/.{4}/g) ?? []);
      texts.push({ text: codes.map((code) => letters.get(code) ?? '?').join(''), size, x, y });
    }
  }
  return texts;
}
