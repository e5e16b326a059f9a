/** Who wrote, as Meta says it: one or both identifiers. */
export interface Person {
  /** Business-scoped user id (BSUID), the same on all numbers of a portfolio. */
  readonly userId?: string;
  /** Phone number, digits with country code. */
  readonly waId?: string;
  readonly name?: string;
  /** A handle people may change and take over from each other: shown, never a key. */
  readonly username?: string;
  /** Their id for the owner of several portfolios: kept, never a key. */
  readonly parentUserId?: string;
}

/** An open identifier as stored. */
export interface Identifier {
  readonly kind: 'user_id' | 'wa_id';
  readonly value: string;
  readonly contactId: string;
  readonly contactSince: Date;
  /** Open BSUIDs of that contact. */
  readonly userIds: readonly string[];
}

export interface NewIdentifier {
  readonly value: string;
  readonly contactId: string;
  /** For a contact that is made with it. */
  readonly name: string | null;
}

/** Two contacts one payload names as the same person. */
export interface MergeNeeded {
  readonly older: string;
  readonly younger: string;
}

export type Answer =
  | { readonly kind: 'known'; readonly contactId: string; readonly merge: MergeNeeded | null }
  | { readonly kind: 'incomplete' };

/** What is known of some identifiers. */
export class Known {
  private readonly byUserId = new Map<string, Identifier>();
  private readonly byWaId = new Map<string, Identifier>();

  constructor(identifiers: readonly Identifier[]) {
    for (const one of identifiers) (one.kind === 'user_id' ? this.byUserId : this.byWaId).set(one.value, one);
  }

  /** Contacts any of the people's identifiers stands for. */
  contactsOf(people: readonly Person[]): string[] {
    const found = people.flatMap((person) => [this.user(person) ?? [], this.phone(person) ?? []].flat());
    return [...new Set(found.map((one) => one.contactId))];
  }

  /** Whose message it is, if every identifier it carries is stored and they do not contradict each other. */
  answer(person: Person): Answer {
    const user = this.user(person);
    const phone = this.phone(person);
    if ((person.userId !== undefined && user === null) || (person.waId !== undefined && phone === null))
      return INCOMPLETE;
    const one = user ?? phone;
    if (one === null) return INCOMPLETE;
    if (user === null || phone === null || user.contactId === phone.contactId)
      return known(one.contactId, null);
    if (phone.userIds.length > 0) return INCOMPLETE; // the number now belongs to somebody else
    const [older, younger] = isOlder(user, phone) ? [user, phone] : [phone, user];
    return known(older.contactId, { older: older.contactId, younger: younger.contactId });
  }

  /** First step: BSUIDs to store. One that comes with a number known without any BSUID joins that contact. */
  newUserIds(people: readonly Person[], newId: () => string): NewIdentifier[] {
    const fresh = new Map<string, NewIdentifier>();
    for (const person of people) {
      if (person.userId === undefined || this.user(person) !== null || fresh.has(person.userId)) continue;
      const phone = this.phone(person);
      const joins =
        phone !== null &&
        phone.userIds.length === 0 &&
        ![...fresh.values()].some((one) => one.contactId === phone.contactId);
      const contactId = joins ? phone.contactId : newId();
      fresh.set(person.userId, { value: person.userId, contactId, name: person.name ?? null });
    }
    return [...fresh.values()];
  }

  /**
   * Second step, with the BSUIDs stored: numbers to store. A number known with another BSUID, and no word from Meta that the two
   * are one, is a new person's: it is closed where it was.
   */
  newWaIds(people: readonly Person[], newId: () => string): { close: string[]; open: NewIdentifier[] } {
    const close = new Set<string>();
    const open = new Map<string, NewIdentifier>();
    for (const person of people) {
      if (person.waId === undefined) continue;
      const phone = this.phone(person);
      const user = this.user(person);
      if (phone !== null) {
        const elsewhere = user !== null && user.contactId !== phone.contactId && phone.userIds.length > 0;
        if (!elsewhere) continue;
        close.add(person.waId);
      } else if (user === null && open.has(person.waId)) continue;
      const contactId = user?.contactId ?? newId();
      open.set(person.waId, { value: person.waId, contactId, name: person.name ?? null });
    }
    return { close: [...close], open: [...open.values()] };
  }

  /** After both steps: somebody else's concurrent word may still contradict; the BSUID then decides. */
  finalAnswer(person: Person): { contactId: string; merge: MergeNeeded | null } | null {
    const answer = this.answer(person);
    if (answer.kind === 'known') return answer;
    const one = this.user(person) ?? this.phone(person);
    return one === null ? null : { contactId: one.contactId, merge: null };
  }

  private user({ userId }: Person): Identifier | null {
    return (userId === undefined ? undefined : this.byUserId.get(userId)) ?? null;
  }

  private phone({ waId }: Person): Identifier | null {
    return (waId === undefined ? undefined : this.byWaId.get(waId)) ?? null;
  }
}

const INCOMPLETE: Answer = { kind: 'incomplete' };

function known(contactId: string, merge: MergeNeeded | null): Answer {
  return { kind: 'known', contactId, merge };
}

/** The number is known with another BSUID than the person's: it has changed hands, or may have where no BSUID is told. */
export function standsForAnother(one: Identifier, { userId }: Person): boolean {
  return one.kind === 'wa_id' && one.userIds.length > 0 && !one.userIds.includes(userId ?? '');
}

/** UUIDv7 sorts by time where two contacts were made in the same instant. */
function isOlder(one: Identifier, other: Identifier): boolean {
  const difference = one.contactSince.getTime() - other.contactSince.getTime();
  return difference === 0 ? one.contactId < other.contactId : difference < 0;
}
