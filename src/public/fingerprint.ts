import { fingerprintOf } from '../kernel/index.js';
import { html, type Html } from './html.js';

/** A hash in the same groups in which it is said in the chat. */
export function fingerprint(hex: string): Html {
  const groups = fingerprintOf(hex).split(' ');
  return html`<p><code class="fingerprint">${groups.map((group) => html`<span>${group} </span>`)}</code></p>`;
}
