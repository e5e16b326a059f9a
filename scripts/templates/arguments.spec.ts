import { describe, expect, test } from 'vitest';
import { readArguments } from './arguments.js';

describe('npm run templates', () => {
  test.each([
    [['push'], { kind: 'command', command: 'push', dryRun: false }],
    [['push', '--dry-run'], { kind: 'command', command: 'push', dryRun: true }],
    [['status'], { kind: 'command', command: 'status', dryRun: false }],
    [['sync', '--help'], { kind: 'help' }],
    [[], { kind: 'wrong', why: 'a command is missing' }],
    [['pull'], { kind: 'wrong', why: 'there is no command pull' }],
    [['status', '--dry-run'], { kind: 'wrong', why: 'status does not take --dry-run' }],
  ])('%j', (words, asked) => {
    expect(readArguments(words)).toEqual(asked);
  });
});
