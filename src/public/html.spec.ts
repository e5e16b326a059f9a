import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from './html.js';

describe('A page', () => {
  it('shows what people typed as text, never as markup', () => {
    const title = `<script>alert("1")</script> & 'co'`;
    expect(html`<h1 title="${title}">${title}</h1>`.text).toBe(
      '<h1 title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39;">' +
        '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39;</h1>',
    );
  });

  it('joins lists and other pieces of a page, and leaves out what is absent', () => {
    const items = ['a', 'b'].map((name) => html`<li>${name}</li>`);
    expect(html`<p>${items}</p>`.text).toBe('<p><li>a</li><li>b</li></p>');
    expect(html`<p>${null}${false}${0}</p>`.text).toBe('<p>0</p>');
  });

  it('never lets a value open a tag or leave an attribute', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(html`${value}`.text).not.toMatch(/[<>"']/);
      }),
    );
  });
});
