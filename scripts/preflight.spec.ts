import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const { complaint, linkOwnNode } = createRequire(import.meta.url)('./preflight.cjs') as {
  complaint: (version: string) => string | null;
  linkOwnNode: (root: string) => void;
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

describe('the Node that npm brought along but did not link', () => {
  const name = `node-${process.platform}-${process.arch}`;
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'talonario-preflight-'));
    mkdirSync(join(root, 'node_modules', '.bin'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('is linked, and left alone the next time', () => {
    mkdirSync(join(root, 'node_modules', name, 'bin'), { recursive: true });
    writeFileSync(join(root, 'node_modules', name, 'bin', 'node'), '');
    linkOwnNode(root);
    linkOwnNode(root);
    expect(readlinkSync(join(root, 'node_modules', '.bin', 'node'))).toBe(join('..', name, 'bin', 'node'));
  });

  test('is not missed where there is none', () => {
    linkOwnNode(root);
    expect(() => readlinkSync(join(root, 'node_modules', '.bin', 'node'))).toThrow('ENOENT');
  });
});
