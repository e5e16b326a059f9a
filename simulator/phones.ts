import { GraphError } from './errors.js';
import type { BusinessNumber } from './numbers.js';
import { Phone, type PhoneWire } from './phone.js';
import type { Person } from './person.js';

/** Everybody's phones: one per person and business number, found by either of the person's ids. */
export class Phones {
  readonly #byWaId = new Map<string, Person>();
  readonly #byUserId = new Map<string, Person>();
  readonly #byPerson = new Map<Person, Map<string, Phone>>();
  readonly #byId = new Map<string, Phone>();
  readonly #byInbound = new Map<string, Phone>();
  readonly #wire: PhoneWire;

  constructor(wire: Omit<PhoneWire, 'moved'>) {
    this.#wire = {
      ...wire,
      moved: (person, before) => this.#moved(person, before),
      tell: (phone, item, withContact) => {
        this.#byInbound.set(item.id, phone);
        return wire.tell(phone, item, withContact);
      },
    };
  }

  /** The phone of a person, made when new; a known id finds the person and its other data are taken over. */
  open(number: BusinessNumber, given: Person): Phone {
    if (given.waId === undefined && given.userId === undefined)
      throw new Error('a person needs waId or userId');
    const known = this.#find(given);
    if (known) {
      const before = { ...known };
      Object.assign(known, given);
      this.#moved(known, before);
    }
    const person = known ?? { ...given };
    this.#index(person);
    return this.#phone(number, person);
  }

  byId(id: string): Phone | undefined {
    return this.#byId.get(id);
  }

  get size(): number {
    return this.#byId.size;
  }

  all(): Phone[] {
    return [...this.#byId.values()];
  }

  /**
   * The phone a message is for. Any phone number is taken to be on WhatsApp; a user id must be one that
   * was told to the business before, else 131026.
   */
  addressed(number: BusinessNumber, to: string | undefined, recipient: string | undefined): Phone {
    const waId = to?.replace('+', '');
    if (waId !== undefined) return this.open(number, this.#byWaId.get(waId) ?? { name: `+${waId}`, waId });
    const person = this.#byUserId.get(recipient ?? '');
    if (!person) throw new GraphError(131_026, { details: 'This user id is not known to the business' });
    return this.#phone(number, person);
  }

  /** The phone that sent the message with this wamid to this number. */
  sender(number: BusinessNumber, wamid: string): Phone | undefined {
    const phone = this.#byInbound.get(wamid);
    return phone?.number === number ? phone : undefined;
  }

  #find({ waId, userId }: Person): Person | undefined {
    const byUserId = userId === undefined ? undefined : this.#byUserId.get(userId);
    return byUserId ?? (waId === undefined ? undefined : this.#byWaId.get(waId));
  }

  #phone(number: BusinessNumber, person: Person): Phone {
    const phones = this.#byPerson.get(person) ?? new Map<string, Phone>();
    this.#byPerson.set(person, phones);
    const known = phones.get(number.phoneNumberId);
    if (known) return known;
    const phone = new Phone(`p${this.#byId.size + 1}`, number, person, this.#wire);
    phones.set(number.phoneNumberId, phone);
    this.#byId.set(phone.id, phone);
    return phone;
  }

  #index(person: Person): void {
    if (person.waId !== undefined) this.#byWaId.set(person.waId, person);
    if (person.userId !== undefined) this.#byUserId.set(person.userId, person);
  }

  #moved(person: Person, before: Person): void {
    if (before.waId !== undefined && before.waId !== person.waId) this.#byWaId.delete(before.waId);
    if (before.userId !== undefined && before.userId !== person.userId) this.#byUserId.delete(before.userId);
    this.#index(person);
  }
}
