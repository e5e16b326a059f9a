import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Secrets } from './secrets.js';

const [old, fresh] = [randomBytes(32), randomBytes(32)];

describe('sealed bytes', () => {
  it('open again, and differ each time', () => {
    const secrets = new Secrets([old]);
    const plain = Buffer.from('señal');
    expect(secrets.open(secrets.seal(plain))).toEqual(plain);
    expect(secrets.seal(plain)).not.toEqual(secrets.seal(plain));
  });

  it('still open after a new key was put in front', () => {
    const sealed = new Secrets([old]).seal(Buffer.from('x'));
    expect(new Secrets([fresh, old]).open(sealed).toString()).toBe('x');
    expect(() => new Secrets([fresh]).open(sealed)).toThrow('unknown SECRET_KEY');
  });

  it('refuse to open when one bit was changed', () => {
    const secrets = new Secrets([old]);
    const sealed = secrets.seal(Buffer.from('x'));
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed);
      changed[i] = changed[i]! ^ 1;
      expect(() => secrets.open(changed)).toThrow();
    }
  });

  it('come from another key per purpose, stable while keys rotate', () => {
    expect(new Secrets([fresh, old]).derive('a')).toEqual(new Secrets([old]).derive('a'));
    expect(new Secrets([old]).derive('a')).not.toEqual(new Secrets([old]).derive('b'));
  });
});
