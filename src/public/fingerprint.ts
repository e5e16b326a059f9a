import { html, type Html } from './html.js';

/** 128 bits, the least a person can compare safely: whoever makes both lists finds a collision of fewer (fairdraw/1, B4). */
const DIGITS = 32;

/** The start of a hash in groups of four, as it is also said in the chat. */
export function fingerprint(hex: string): Html {
  const groups = hex.slice(0, DIGITS).match(/.{4}/g) ?? [];
  return html`<p><code class="fingerprint">${groups.map((group) => html`<span>${group} </span>`)}</code></p>`;
}
