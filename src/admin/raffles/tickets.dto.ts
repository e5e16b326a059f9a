import { EXAMPLE } from '../http/examples.js';
import { Choice, Id, Text } from '../http/fields.dto.js';
import { ListQuery, PageDto } from '../http/page.dto.js';

const TICKET_STATUSES = ['free', 'held', 'in_review', 'paid', 'void'] as const;

export class TicketsQuery extends ListQuery {
  @Choice(TICKET_STATUSES, { example: 'paid', optional: true })
  status?: (typeof TICKET_STATUSES)[number];
}

export class TicketDto {
  @Text({ example: '007', max: 7, description: 'As printed.' })
  number!: string;

  @Choice(TICKET_STATUSES, { example: 'paid' })
  status!: (typeof TICKET_STATUSES)[number];

  @Id({ example: EXAMPLE.orderId, nullable: true })
  orderId!: string | null;
}

export class TicketPage extends PageDto(TicketDto) {}
