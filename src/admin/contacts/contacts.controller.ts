import { Get, Query } from '@nestjs/common';
import { isId } from '../../kernel/index.js';
import { Database, Problems } from '../../platform/index.js';
import { Prices } from '../../whatsapp/index.js';
import { TheCaller } from '../access/caller.guard.js';
import type { Caller } from '../access/scopes.js';
import { sightOf, type Sight } from '../access/sight.js';
import { pageOf, writeCursor } from '../http/cursor.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam, ListQuery, startOf } from '../http/page.dto.js';
import { ContactDetailDto, ContactPage, ContactsQuery } from './contacts.dto.js';
import { contactById, contactCost, listContacts, samePerson, type Contact } from './contacts.reader.js';
import { TimelineDto } from './timeline.dto.js';
import { timelineOf, type TimelinePlace } from './timeline.reader.js';

/** People who wrote to us or ordered. */
@AdminController('contacts')
export class ContactsController {
  constructor(
    private readonly database: Database,
    private readonly prices: Prices,
  ) {}

  @Get()
  @Operation({
    summary: 'People, newest first; by number, user id or name',
    scope: 'chats',
    answer: ContactPage,
  })
  async list(@Query() query: ContactsQuery): Promise<ContactPage> {
    const { after, limit } = startOf(query, isId);
    const found = await listContacts(this.database, query.search ?? null, after, limit);
    return pageOf(
      found,
      limit,
      ({ id }) => id,
      (contact) => contact,
    );
  }

  @Get(':id')
  @ApiId('id', EXAMPLE.contactId)
  @Operation({
    summary: 'One person, and what their messages and purchases cost',
    description: 'Name and number are hidden (`•••`) without the scope `chats`.',
    scope: 'read',
    answer: ContactDetailDto,
    problems: [404],
  })
  async one(@IdParam('id', 'contact') id: string, @TheCaller() caller: Caller): Promise<ContactDetailDto> {
    const contact = await contactById(this.database, id);
    if (contact === null) throw Problems.notFound('There is no such contact.');
    return {
      ...hidden(contact, sightOf(caller)),
      billable: await contactCost(this.database, this.prices, id),
    };
  }

  @Get(':id/timeline')
  @ApiId('id', EXAMPLE.contactId)
  @Operation({
    summary: 'Everything that happened to a person, newest first',
    description:
      'Messages with what was decided on them and how far ours got, news, orders, payments, consents, and what people of the organiser did. Words are hidden (`•••`) without the scope `chats`.',
    scope: 'read',
    answer: TimelineDto,
    problems: [404],
  })
  async timeline(
    @IdParam('id', 'contact') id: string,
    @Query() query: ListQuery,
    @TheCaller() caller: Caller,
  ): Promise<TimelineDto> {
    const { after, limit } = startOf(query, (key) => readPlace(key) !== null);
    const same = await samePerson(this.database, id);
    if (same.length === 0) throw Problems.notFound('There is no such contact.');
    const place = after === null ? null : readPlace(after);
    const rows = await timelineOf(this.database, same, place, limit, sightOf(caller));
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map(({ entry }) => entry),
      nextCursor: last === undefined ? null : writeCursor(`${last.place.stamp} ${last.place.key}`),
    };
  }
}

/** `<time with microseconds> <key>` of the last entry shown; null if it is none. */
function readPlace(text: string): TimelinePlace | null {
  const [stamp = '', key = '', ...more] = text.split(' ');
  const known = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(stamp) && !Number.isNaN(Date.parse(stamp));
  return known && /^[\w-]{1,80}$/.test(key) && more.length === 0 ? { stamp, key } : null;
}

const HIDDEN = '•••';

function hidden(contact: Contact, { people }: Sight): Contact {
  if (people) return contact;
  return {
    ...contact,
    name: contact.name === null ? null : HIDDEN,
    phone: contact.phone === null ? null : `${HIDDEN}${contact.phone.slice(-2)}`,
    userId: contact.userId === null ? null : HIDDEN,
  };
}
