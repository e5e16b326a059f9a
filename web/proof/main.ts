import { serveOrders } from './checker.js';
import { openPage } from './page.js';

/**
 * The proof page's one script, which is also its worker: a page has a document, a worker has none. Being a classic script it still
 * runs from a page that was saved to disk.
 */
if (typeof document === 'undefined') {
  serveOrders(globalThis);
} else {
  const { currentScript } = document;
  openPage(currentScript instanceof HTMLScriptElement ? currentScript.src : '');
}
