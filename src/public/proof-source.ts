import type { ResultSource } from '../raffle/index.js';
import { html, type Html } from './html.js';
import { texts } from './texts/es.js';

const words = texts.proof;

/** Where a result was read, so that anybody compares the digits. @param picture the address of its file here */
export function sourceLines(picture: string, source: ResultSource | null): Html {
  if (source === null) return html`<p>${words.noSource}</p>`;
  const { url, file } = source;
  const link =
    url === null
      ? null
      : html`<p>${words.sourceUrl} <a href="${url}" rel="noopener nofollow noreferrer">${url}</a></p>`;
  return html`${link} ${file === null ? null : fileLines(picture, file)}`;
}

function fileLines(picture: string, { mediaType, size, sha256 }: NonNullable<ResultSource['file']>): Html {
  return html`<p><a href="${picture}">${words.sourceFile(mediaType, texts.count(size))}</a></p>
    <p>${words.sourceHash} <code class="hash">${sha256}</code></p>`;
}
