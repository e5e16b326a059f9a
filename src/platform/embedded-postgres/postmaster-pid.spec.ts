import { describe, expect, test } from 'vitest';
import { parsePostmasterFile } from './postmaster-pid.js';

const READY = '4711\n/srv/data\n1764000000\n5432\n/srv/socket\n\n  5432001   32768\nready   \n';

describe('postmaster.pid', () => {
  test('a running server says its process, its socket and that it is ready', () => {
    expect(parsePostmasterFile(READY)).toEqual({
      pid: 4711,
      ready: true,
      listener: { host: '/srv/socket', port: 5432 },
    });
  });

  test('a server without a socket directory is reached by its address', () => {
    const text = READY.replace('/srv/socket\n\n', '\n127.0.0.1\n');
    expect(parsePostmasterFile(text)?.listener).toEqual({ host: '127.0.0.1', port: 5432 });
  });

  test.each(['starting', 'stopping', 'standby'])('a server that is %s is not ready', (word) => {
    expect(parsePostmasterFile(READY.replace('ready', word))?.ready).toBe(false);
  });

  test('a file that is only begun names the process and nothing else', () => {
    expect(parsePostmasterFile('4711\n/srv/data\n')).toEqual({ pid: 4711, ready: false, listener: null });
  });

  test.each(['', '\n', 'x\n', '-1\n', '0\n'])('%j names no process', (text) => {
    expect(parsePostmasterFile(text)).toBeNull();
  });
});
