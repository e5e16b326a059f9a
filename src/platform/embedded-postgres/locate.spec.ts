import { describe, expect, test } from 'vitest';
import { connectionUrl, fitsSocket, placesToTry, type Wish } from './locate.js';

const wish: Wish = {
  dataDir: '/srv/app/.data',
  temporary: false,
  id: 'abc',
  tmpdir: '/tmp',
  recorded: null,
  inDataDir: false,
};

describe('where the built-in PostgreSQL may live', () => {
  test('a new database lies in DATA_DIR, or else under its own random name in a place all users can enter', () => {
    expect(placesToTry(wish)).toEqual([
      { base: '/srv/app/.data', data: '/srv/app/.data/postgres', kind: 'own' },
      { base: '/var/lib/talonario', data: '/var/lib/talonario/abc', kind: 'elsewhere' },
    ]);
  });

  test('a database in DATA_DIR has no other place', () => {
    expect(placesToTry({ ...wish, inDataDir: true }).map((place) => place.data)).toEqual([
      '/srv/app/.data/postgres',
    ]);
  });

  test('a database noted in DATA_DIR is looked for there only', () => {
    const recorded = '/var/lib/talonario/old';
    expect(placesToTry({ ...wish, recorded })).toEqual([
      { base: '/var/lib/talonario', data: recorded, kind: 'elsewhere' },
    ]);
  });

  test('only a temporary database lies in a temporary directory', () => {
    const places = placesToTry({ ...wish, temporary: true, dataDir: '/dev/shm' });
    expect(places.map((place) => place.data)).toEqual([
      '/dev/shm/talonario-abc/data',
      '/var/tmp/talonario-abc/data',
      '/tmp/talonario-abc/data',
    ]);
    expect(placesToTry(wish).every((place) => !/^\/(var\/)?tmp/.test(place.base))).toBe(true);
  });
});

describe('the way to the server', () => {
  test('a socket directory fits as long as the socket in it has at most 103 bytes, letters beyond ASCII counted in full', () => {
    expect(fitsSocket(`/${'a'.repeat(88)}`)).toBe(true);
    expect(fitsSocket(`/${'a'.repeat(89)}`)).toBe(false);
    expect(fitsSocket(`/${'ñ'.repeat(45)}`)).toBe(false);
  });

  test('a URL names the socket directory as its host, whatever letters it has', () => {
    const url = new URL(connectionUrl({ host: '/home/José & María', port: 5432 }, 'app', 'talonario'));
    expect(url.searchParams.get('host')).toBe('/home/José & María');
    expect([url.username, url.pathname, url.port]).toEqual(['app', '/talonario', '5432']);
  });

  test('a server on a loopback port is named by address and port', () => {
    expect(connectionUrl({ host: '127.0.0.1', port: 6000 }, 'app', 'talonario')).toBe(
      'postgres://app@127.0.0.1:6000/talonario',
    );
  });
});
