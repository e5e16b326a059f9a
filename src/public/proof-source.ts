import type { ResultSource } from '../raffle/index.js';
import { html, type Html } from './html.js';
import { texts } from './texts/es.js';

const { noSource } = texts.proof;

/** How source and its picture are called: a lottery's publication, or an acta and its recording. */
interface SourceWords {
  readonly sourceUrl: string;
  readonly sourceFile: (type: string, size: string) => string;
  readonly sourceHash: string;
}

/** Where a result was read, so that anybody compares the digits. @param picture the address of its file here */
export function sourceLines(picture: string, source: ResultSource | null, words: SourceWords): Html {
  if (source === null) return html`<p>${noSource}</p>`;
  const { url, file } = source;
  const link =
    url === null
      ? null
      : html`<p>${words.sourceUrl} <a href="${url}" rel="noopener nofollow noreferrer">${url}</a></p>`;
  return html`${link} ${file === null ? null : fileLines(picture, file, words)}`;
}

function fileLines(
  picture: string,
  { mediaType, size, sha256 }: NonNullable<ResultSource['file']>,
  words: SourceWords,
): Html {
  return html`<p><a href="${picture}">${words.sourceFile(mediaType, texts.count(size))}</a></p>
    <p>${words.sourceHash} <code class="hash">${sha256}</code></p>`;
}
