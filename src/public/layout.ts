import { html, Html } from './html.js';
import { STYLE } from './style.js';
import { texts } from './texts/es.js';

/** A whole page. `title` becomes the tab's title; the page's own heading is part of `content`. `attributes`: of `main`. */
export function page(title: string, content: Html, attributes: Html | null = null): string {
  return html`<!doctype html>
    <html lang="${texts.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${texts.product}</title>
        ${new Html(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main ${attributes}>${content}</main>
        <footer><p>${texts.footer}</p></footer>
      </body>
    </html> `.text;
}

/** A short page that says one thing. */
export function notice(words: { readonly title: string; readonly lines: readonly string[] }): string {
  return page(
    words.title,
    html`<h1>${words.title}</h1>
      <section>${words.lines.map((line) => html`<p>${line}</p>`)}</section>`,
  );
}
