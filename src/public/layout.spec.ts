import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SAFE_HEADERS } from './headers.js';
import { notice } from './layout.js';
import { texts } from './texts/es.js';

describe('Every public page', () => {
  const page = notice(texts.unknownCode);

  it('has the one stylesheet that its content security policy allows', () => {
    const styles = [...page.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style]) => style ?? '');
    const hashes = styles.map((style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(hashes).toHaveLength(1);
    expect(SAFE_HEADERS['content-security-policy']).toContain(`style-src ${hashes[0]};`);
  });

  it('runs no script and says its language', () => {
    expect(page).not.toContain('<script');
    expect(page).toContain('<html lang="es">');
  });
});
