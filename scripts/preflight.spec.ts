import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';

const { complaint } = createRequire(import.meta.url)('./preflight.cjs') as {
  complaint: (version: string) => string | null;
};

describe('the check before every script', () => {
  test.each(['24.11.0', '24.21.0', '25.0.0', '26.1.3'])('Node %s will do', (version) => {
    expect(complaint(version)).toBeNull();
  });

  test.each(['20.20.2', '22.12.0', '24.0.0', '24.10.9', '4.0.0'])('Node %s is told what to do', (version) => {
    expect(complaint(version)).toContain(`this is Node ${version}`);
    expect(complaint(version)).toContain('Run plain `npm ci` again');
  });
});
