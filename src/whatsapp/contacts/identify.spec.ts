import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Known, type Identifier, type NewIdentifier, type Person } from './identify.js';

/** What PostgreSQL does with the plan, in memory. */
class Store {
  private open: { kind: Identifier['kind']; value: string; contactId: string }[] = [];
  private born = new Map<string, number>();
  private next = 0;
  readonly newId = (): string => `c${String(++this.next).padStart(4, '0')}`;

  known(): Known {
    return new Known(
      this.open.map((one) => ({
        ...one,
        contactSince: new Date(this.born.get(one.contactId)!),
        userIds: this.open
          .filter((other) => other.contactId === one.contactId && other.kind === 'user_id')
          .map(({ value }) => value),
      })),
    );
  }

  add(kind: Identifier['kind'], fresh: readonly NewIdentifier[]): void {
    for (const { value, contactId } of fresh) {
      if (this.open.some((one) => one.kind === kind && one.value === value))
        throw new Error('an identifier twice');
      if (!this.born.has(contactId)) this.born.set(contactId, this.born.size);
      this.open.push({ kind, value, contactId });
    }
  }

  resolve(people: readonly Person[]): (string | undefined)[] {
    this.add('user_id', this.known().newUserIds(people, this.newId));
    const { close, open } = this.known().newWaIds(people, this.newId);
    this.open = this.open.filter((one) => one.kind !== 'wa_id' || !close.includes(one.value));
    this.add('wa_id', open);
    return people.map((person) => this.known().finalAnswer(person)?.contactId);
  }
}

const person: fc.Arbitrary<Person> = fc.oneof(
  fc.record({ userId: fc.constantFrom('u1', 'u2', 'u3') }),
  fc.record({ waId: fc.constantFrom('w1', 'w2', 'w3') }),
  fc.record({ userId: fc.constantFrom('u1', 'u2', 'u3'), waId: fc.constantFrom('w1', 'w2', 'w3') }),
);

describe('identifying people', () => {
  it('knows everybody after any crowds, stores nothing twice, and answers equal people alike', () => {
    fc.assert(
      fc.property(fc.array(fc.array(person, { maxLength: 5 }), { maxLength: 8 }), (crowds) => {
        const store = new Store();
        for (const crowd of crowds) {
          const answers = store.resolve(crowd);
          expect(answers).not.toContain(undefined);
          const byUser = new Map<string, string | undefined>();
          crowd.forEach(({ userId, waId }, i) => {
            if (userId === undefined || waId !== undefined) return;
            expect(byUser.get(userId) ?? answers[i]).toBe(answers[i]);
            byUser.set(userId, answers[i]);
          });
        }
      }),
    );
  });

  it('never gives two BSUIDs the same contact because of a phone number', () => {
    fc.assert(
      fc.property(fc.array(fc.array(person, { maxLength: 5 }), { maxLength: 8 }), (crowds) => {
        const store = new Store();
        for (const crowd of crowds) store.resolve(crowd);
        const owners = ['u1', 'u2', 'u3'].flatMap(
          (userId) => store.known().finalAnswer({ userId })?.contactId ?? [],
        );
        expect(new Set(owners).size).toBe(owners.length);
      }),
    );
  });
});
