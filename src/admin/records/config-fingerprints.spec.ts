import { describe, expect, it } from 'vitest';
import { changedSettings, fingerprintsOf } from './config-fingerprints.js';

const KEY = Buffer.alloc(32, 1);
const CONFIG = { role: 'all', appSecrets: ['secret-one'], secretKeys: [Buffer.alloc(32, 2)], port: 3000 };

describe('Settings in the audit log', () => {
  it('say which changed and never what they hold', () => {
    const before = fingerprintsOf(CONFIG, KEY);
    const after = fingerprintsOf({ ...CONFIG, appSecrets: ['secret-two', 'secret-one'] }, KEY);
    expect(changedSettings(before, before)).toEqual([]);
    expect(changedSettings(before, after)).toEqual([
      { setting: 'appSecrets', before: before['appSecrets'], after: after['appSecrets'] },
    ]);
    expect(JSON.stringify(after)).not.toContain('secret-');
    for (const mark of Object.values(after)) expect(mark).toMatch(/^[0-9a-f]{16}$/);
  });

  it('are hashed under a key and with their name', () => {
    const other = fingerprintsOf(CONFIG, Buffer.alloc(32, 9));
    expect(other['role']).not.toBe(fingerprintsOf(CONFIG, KEY)['role']);
    const same = fingerprintsOf({ a: 'x', b: 'x' }, KEY);
    expect(same['a']).not.toBe(same['b']);
  });

  it('leave out what is one machine’s own, and show a setting that is new or gone', () => {
    expect(changedSettings(fingerprintsOf(CONFIG, KEY), fingerprintsOf({ ...CONFIG, port: 1 }, KEY))).toEqual(
      [],
    );
    expect(changedSettings({ a: '1' }, { b: '2' })).toEqual([
      { setting: 'a', before: '1', after: null },
      { setting: 'b', before: null, after: '2' },
    ]);
  });
});
