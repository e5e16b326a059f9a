import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AUDIT_EVENTS, type AuditEntry } from '../../src/platform/index.js';

const PROJECT = join(import.meta.dirname, '../..');
const LIST = 'src/platform/audit/audit-events.ts';
const SOURCES = globSync('{src,scripts,bench}/**/*.ts', { cwd: PROJECT })
  .filter((path) => path !== LIST && !/\.(spec|dto)\.ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(PROJECT, path), 'utf8') }));

describe('the audit log', () => {
  it('is written in one place, which takes only what is in the list', () => {
    const writers = SOURCES.filter(({ text }) => /insert\s+into\s+audit_entry/i.test(text));
    expect(writers.map(({ path }) => path)).toEqual(['src/platform/audit/audit.repository.ts']);
  });

  it('takes no name that is not in the list: it would not compile', () => {
    // @ts-expect-error -- there is no such event
    const entry: AuditEntry = { action: 'raffle.burnt', targetKind: 'raffle', targetId: '1' };
    expect(Object.keys(AUDIT_EVENTS)).not.toContain(entry.action);
  });

  it.each(Object.keys(AUDIT_EVENTS))('is told of %s by some code', (name) => {
    const said = new RegExp(`(?:[:?,] |\\()'${name.replace('.', '\\.')}'`); // an SQL text that looks for it has `= ` before it
    expect(SOURCES.filter(({ text }) => said.test(text))).not.toEqual([]);
  });
});
