import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const SCRIPT = join(import.meta.dirname, '../../scripts/ci-summary.mjs');
let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'talonario-summary-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function report(name: string, counts: { passed: number; failed?: number; pending?: number }): void {
  const { passed, failed = 0, pending = 0 } = counts;
  const json = { numPassedTests: passed, numFailedTests: failed, numPendingTests: pending, numTodoTests: 0 };
  writeFileSync(join(directory, `${name}.json`), JSON.stringify(json));
}

function summary(...steps: readonly string[]): { lastLine: string | undefined; code: number | null } {
  writeFileSync(join(directory, 'steps'), `${steps.join('\n')}\n`);
  const { stdout, status } = spawnSync(process.execPath, [SCRIPT, directory], { encoding: 'utf8' });
  return { lastLine: stdout.trim().split('\n').at(-1), code: status };
}

describe('the last line of a CI run', () => {
  test('adds up the tests of all its runs', () => {
    report('all', { passed: 5 });
    report('again', { passed: 2 });
    expect(summary('install 0', 'all 0', 'again 0')).toEqual({ lastLine: '7 passed, 0 failed', code: 0 });
  });

  test('counts failed and skipped tests as failed', () => {
    report('all', { passed: 5, failed: 2, pending: 1 });
    expect(summary('all 1')).toEqual({ lastLine: '5 passed, 3 failed', code: 1 });
  });

  test('counts a step that failed without a failed test once', () => {
    report('all', { passed: 5 });
    expect(summary('check 2', 'all 1')).toEqual({ lastLine: '5 passed, 2 failed', code: 1 });
  });

  test('counts a run that found no test as failed', () => {
    report('all', { passed: 5 });
    report('again', { passed: 0 });
    expect(summary('all 0', 'again 0')).toEqual({ lastLine: '5 passed, 1 failed', code: 1 });
  });

  test('is no success without any test', () => {
    expect(summary('install 0')).toEqual({ lastLine: '0 passed, 0 failed', code: 1 });
  });
});
