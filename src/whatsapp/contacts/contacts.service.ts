import { Injectable } from '@nestjs/common';
import { invariant, newId } from '../../kernel/index.js';
import { putNews, type Reader, type Transaction } from '../../platform/index.js';
import { ContactIds } from './contact-ids.repository.js';
import { ContactMerge } from './contact-merge.repository.js';
import { Known, standsForAnother, type MergeNeeded, type Person } from './identify.js';
import { identityOf } from '../message/wire.js';

export type OptOut = 'none' | 'marketing' | 'all';
export type ConsentKind = 'age_and_rules' | 'marketing' | 'marketing_withdrawn' | 'all_withdrawn';

/** In the older contact's mailbox: `Contacts.merge(tx, contactId, youngerId)`, alone in a transaction that holds no other lane. */
export interface MergeNews {
  readonly type: 'merge';
  readonly youngerId: string;
}

/** Who writes to us: an own id with the identifiers Meta gives, per portfolio. */
@Injectable()
export class Contacts {
  constructor(
    private readonly ids: ContactIds,
    private readonly merging: ContactMerge,
  ) {}

  /**
   * Contact ids of the people, in their order; unknown ones are made, with their lanes. Where one payload shows two contacts to be
   * one person, the older is returned and a merge put into its mailbox.
   */
  async resolve(tx: Transaction, portfolioId: string, people: readonly Person[]): Promise<string[]> {
    invariant(
      people.every(({ userId, waId }) => (userId ?? waId) !== undefined),
      'a person without any identifier',
    );
    if (people.length === 0) return [];
    let known = new Known(await this.ids.find(tx, portfolioId, people));
    const incomplete = people.filter((person) => known.answer(person).kind === 'incomplete');
    if (incomplete.length > 0) {
      await this.ids.lock(tx, known.contactsOf(incomplete));
      await this.complete(tx, portfolioId, incomplete);
      known = new Known(await this.ids.find(tx, portfolioId, people));
    }
    const answers = people.map((person) => known.finalAnswer(person));
    await askForMerges(
      tx,
      answers.flatMap((answer) => answer?.merge ?? []),
    );
    const contactIds = answers.map((answer) => {
      invariant(answer !== null, 'an identifier was stored and is not there');
      return answer.contactId;
    });
    await this.ids.describe(tx, contactIds, people);
    return contactIds;
  }

  /** Stores missing identifiers: BSUIDs first, then numbers, each sorted, so that the same pair arriving twice at once gives one contact. */
  private async complete(tx: Transaction, portfolioId: string, people: readonly Person[]): Promise<void> {
    const before = new Known(await this.ids.find(tx, portfolioId, people));
    await this.ids.open(tx, portfolioId, 'user_id', before.newUserIds(people, newId));
    const between = new Known(await this.ids.find(tx, portfolioId, people));
    const { close, open } = between.newWaIds(people, newId);
    await this.ids.closeWaIds(tx, portfolioId, close);
    await this.ids.open(tx, portfolioId, 'wa_id', open);
  }

  /**
   * Meta says that this person has other identifiers from now on (system messages `user_changed_number`, `user_changed_user_id`):
   * they join the contact. If they were a contact already, a merge of the two is asked for; a number that stood for somebody with
   * another BSUID only changes hands. One known without any may have been somebody else's before, so whoever got it proves who they
   * are before anything is shown. Call it in a transaction that has locked nothing else.
   */
  async identityChanged(tx: Transaction, contactId: string, after: Person): Promise<void> {
    const [contact] = await this.ids.lock(tx, [contactId]);
    invariant(contact !== undefined, 'nobody changed their identity');
    const { portfolioId, since } = contact;
    const others = (await this.ids.find(tx, portfolioId, [after])).filter(
      (one) => one.contactId !== contactId,
    );
    const strangers = others.filter((one) => standsForAnother(one, after));
    if (after.userId !== undefined) {
      const numbers = strangers.map(({ value }) => value);
      await this.ids.closeWaIds(tx, portfolioId, numbers);
    }
    for (const [kind, value] of [
      ['user_id', after.userId],
      ['wa_id', after.waId],
    ] as const)
      if (value !== undefined) await this.ids.open(tx, portfolioId, kind, [{ value, contactId, name: null }]);
    const same = others.filter((one) => !strangers.includes(one));
    if (same.some(({ kind, userIds }) => kind === 'wa_id' && userIds.length === 0))
      await this.doubtIdentity(tx, contactId);
    await askForMerges(
      tx,
      same.map(({ contactId: other, contactSince }) =>
        contactSince < since ? { older: other, younger: contactId } : { older: contactId, younger: other },
      ),
    );
  }

  /**
   * Carries out a merge news of the older's mailbox, in a transaction that holds no other contact's lane. @returns false while
   * somebody works on one of the two: put it back
   */
  async merge(tx: Transaction, olderId: string, youngerId: string): Promise<boolean> {
    return (await this.merging.merge(tx, olderId, youngerId)) !== 'busy';
  }

  /** @param wamid the message that asked for it */
  async setOptOut(tx: Transaction, contactId: string, level: OptOut, wamid?: string): Promise<void> {
    await tx.run('update contact set opt_out = $2 where id = $1', [contactId, level]);
    const kind = level === 'none' ? 'marketing' : level === 'all' ? 'all_withdrawn' : 'marketing_withdrawn';
    await this.recordConsent(tx, contactId, kind, '1', wamid);
  }

  /** Meta told us that the person stopped marketing messages; an opt-out of everything stays. */
  async optOutOfMarketing(tx: Transaction, contactId: string): Promise<void> {
    const changed = await tx.run(
      `update contact set opt_out = 'marketing' where id = $1 and opt_out = 'none'`,
      [contactId],
    );
    if (changed > 0) await this.recordConsent(tx, contactId, 'marketing_withdrawn', '1');
  }

  /**
   * Meta told us that the person wants marketing messages, by their settings (`resume`) or a link (`signup`); the consent's version
   * says which. A wish to leave that they wrote to us later, and an opt-out of everything, stay.
   */
  async optInToMarketing(
    tx: Transaction,
    contactId: string,
    source: 'resume' | 'signup',
    at: Date,
  ): Promise<void> {
    const welcome = await tx.run(OPT_IN, [contactId, at]);
    if (welcome > 0) await this.recordConsent(tx, contactId, 'marketing', `meta:${source}`);
  }

  /** WhatsApp says that another phone may sit at the other end (`customer_identity_changed`). */
  async doubtIdentity(tx: Transaction, contactId: string): Promise<void> {
    await tx.run(
      'update contact set identity_doubtful_since = app_now() where id = $1 and identity_doubtful_since is null',
      [contactId],
    );
  }

  /** They named a code only they know, or a person of ours has spoken with them. */
  async trustIdentity(tx: Transaction, contactId: string): Promise<void> {
    await tx.run(
      'update contact set identity_doubtful_since = null where id = $1 and identity_doubtful_since is not null',
      [contactId],
    );
  }

  /** What the organiser's address book calls people we know; a book makes no contacts and no consent. */
  async nameFromAddressBook(
    tx: Transaction,
    portfolioId: string,
    entries: readonly { readonly person: Person; readonly name: string | null }[],
  ): Promise<void> {
    const known = new Known(
      await this.ids.find(
        tx,
        portfolioId,
        entries.map(({ person }) => person),
      ),
    );
    for (const { person, name } of entries) {
      const answer = known.finalAnswer(person);
      if (answer !== null)
        await tx.run('update contact set address_book_name = $2 where id = $1', [answer.contactId, name]);
    }
  }

  /** @param version of the text that was agreed to */
  async recordConsent(
    tx: Transaction,
    contactId: string,
    kind: ConsentKind,
    version: string,
    wamid?: string,
  ): Promise<void> {
    await tx.run('insert into consent (contact_id, kind, version, wamid) values ($1, $2, $3, $4)', [
      contactId,
      kind,
      version,
      wamid ?? null,
    ]);
  }

  /** +E.164 if the number is known, else the BSUID. */
  async identityOf(reader: Reader, contactId: string): Promise<string> {
    const row = await reader.first<{ wa_id: string | null; user_id: string | null }>(ADDRESS, [contactId]);
    const identity = row && identityOf({ waId: row.wa_id, userId: row.user_id });
    invariant(identity !== null, 'a contact without any identifier');
    return identity;
  }
}

async function askForMerges(tx: Transaction, merges: readonly MergeNeeded[]): Promise<void> {
  const distinct = new Map(merges.map((merge) => [`${merge.older} ${merge.younger}`, merge]));
  const items = [...distinct.values()].map(({ older, younger }) => {
    const news: MergeNews = { type: 'merge', youngerId: younger };
    return { contactId: older, news };
  });
  await putNews(tx, items);
}

const OPT_IN = `
  update contact c set opt_out = 'none'
  where id = $1 and opt_out <> 'all'
    and not exists (select from consent w where w.contact_id = c.id and w.kind in ('marketing_withdrawn', 'all_withdrawn') and w.at > $2
      and w.wamid is not null)`;

const ADDRESS = `
  select max(value) filter (where kind = 'wa_id' and nth = 1) as wa_id, max(value) filter (where kind = 'user_id' and nth = 1) as user_id
  from (
    select kind, value, row_number() over (partition by kind order by id desc) as nth
    from contact_identifier
    where contact_id = (select coalesce(merged_into, id) from contact where id = $1) and closed_at is null) i`;
