import { describe, expect, it } from 'vitest';
import { appendToLog, headOfLog, type LogEntry, type LogHead } from './log.js';

const EVENTS = ['rules.published', 'ticket.reserved', 'ticket.paid', 'sales.closed'] as const;

function sampleLog(): { entries: LogEntry[]; head: LogHead | undefined } {
  let head: LogHead | undefined;
  const entries = EVENTS.map((event, index) => {
    const step = appendToLog(head, {
      raffle_id: 'r:1',
      at: `2026-01-0${index + 1}T00:00:00Z`,
      event,
      data: { index },
    });
    head = step.head;
    return step.entry;
  });
  return { entries, head };
}

describe('the audit log', () => {
  it('chains each entry to the one before, the first to zeros', () => {
    const { entries, head } = sampleLog();
    expect(entries[0]).toMatchObject({ seq: 0, prev: '0'.repeat(64) });
    expect(headOfLog('r:1', entries)).toEqual(head);
    expect(head?.seq).toBe(3);
  });

  it('has no head while it is empty', () => {
    expect(headOfLog('r:1', [])).toBeUndefined();
  });

  it.each<[string, (entries: LogEntry[]) => unknown[]]>([
    [
      'an entry was changed',
      (entries) => entries.map((entry) => (entry.seq === 1 ? { ...entry, data: { index: 9 } } : entry)),
    ],
    ['an entry was taken out', (entries) => entries.filter((entry) => entry.seq !== 1)],
    ['the first entry was taken out', (entries) => entries.slice(1)],
    ['two entries changed places', ([a, b, ...rest]) => [b, a, ...rest]],
    [
      'the last entry names another raffle',
      (entries) => entries.map((entry) => (entry.seq === 3 ? { ...entry, raffle_id: 'r:2' } : entry)),
    ],
  ])('shows when %s', (_, tamper) => {
    expect(() => headOfLog('r:1', tamper(sampleLog().entries))).toThrow(
      expect.objectContaining({ code: 'E_SCHEMA' }),
    );
  });
});
