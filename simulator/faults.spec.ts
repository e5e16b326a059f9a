import { describe, expect, it } from 'vitest';
import { Faults } from './faults.js';

describe('ordered faults', () => {
  it('meet as many requests as ordered, in order', () => {
    const faults = new Faults();
    faults.add({ code: 131_000, times: 2 });
    faults.add({ lostResponse: true });
    const met = Array.from({ length: 4 }, () => faults.take({ on: 'messages' }));
    expect(met).toMatchObject([{ code: 131_000 }, { code: 131_000 }, { lostResponse: true }, undefined]);
  });

  it('spare other numbers, people and routes', () => {
    const faults = new Faults();
    faults.add({ code: 4, phoneNumberId: '1', to: '573104445566' });
    expect(faults.take({ on: 'messages', phoneNumberId: '2', to: '+573104445566' })).toBeUndefined();
    expect(faults.take({ on: 'messages', phoneNumberId: '1', to: '+573000000000' })).toBeUndefined();
    expect(faults.take({ on: 'upload', phoneNumberId: '1', to: '+573104445566' })).toBeUndefined();
    expect(faults.take({ on: 'messages', phoneNumberId: '1', to: '+573104445566' })).toMatchObject({
      code: 4,
    });
  });

  it('can be called off', () => {
    const faults = new Faults();
    faults.add({ code: 4, times: 3 });
    expect(faults.waiting).toBe(3);
    faults.clear();
    expect(faults.take({ on: 'messages' })).toBeUndefined();
  });
});
