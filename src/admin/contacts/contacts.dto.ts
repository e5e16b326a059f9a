import { Part, Parts } from '../http/composite-fields.dto.js';
import { BillableCountDto, EstimateDto } from '../costs/costs.dto.js';
import { EXAMPLE } from '../http/examples.js';
import { Choice, Id, Instant, Text, Whole } from '../http/fields.dto.js';
import { ListQuery, PageDto } from '../http/page.dto.js';

const MOST = Number.MAX_SAFE_INTEGER;

export class ContactsQuery extends ListQuery {
  @Text({
    example: '+52 1 555 000 1111',
    max: 200,
    optional: true,
    description: 'A phone number, Meta’s id of a person (`MX.1349…`), or the beginning of a name.',
  })
  search?: string;
}

export class ContactDto {
  @Id({ example: EXAMPLE.contactId })
  id!: string;

  @Text({ example: 'Marta', max: 500, nullable: true, description: 'As the profile says.' })
  name!: string | null;

  @Text({ example: '5215550001111', max: 100, nullable: true })
  phone!: string | null;

  @Text({ example: 'MX.13491208655302741918', max: 200, nullable: true })
  userId!: string | null;

  @Choice(['none', 'marketing', 'all'], { example: 'none' })
  optOut!: 'none' | 'marketing' | 'all';

  @Instant({ example: EXAMPLE.at })
  createdAt!: Date;

  @Instant({ example: EXAMPLE.at, nullable: true })
  lastInboundAt!: Date | null;

  @Id({ example: null, nullable: true, description: 'The contact this one turned out to be.' })
  mergedInto!: string | null;
}

export class ContactPage extends PageDto(ContactDto) {}

/** An order that was paid, with the messages that led to it. */
export class PurchaseCostDto {
  @Id({ example: EXAMPLE.orderId })
  orderId!: string;

  @Whole({ example: 5, min: 0, max: MOST })
  messages!: number;

  @Part(() => EstimateDto, { nullable: true })
  estimate!: EstimateDto | null;
}

export class ContactCostDto {
  @Whole({ example: 7, min: 0, max: MOST, description: 'Messages Meta charges for.' })
  messages!: number;

  @Parts(() => BillableCountDto)
  byCategory!: BillableCountDto[];

  @Part(() => EstimateDto, { nullable: true, description: 'Null without a rate card.' })
  estimate!: EstimateDto | null;

  @Parts(() => PurchaseCostDto, { description: 'Purchases with at least one such message.' })
  purchases!: PurchaseCostDto[];
}

export class ContactDetailDto extends ContactDto {
  @Part(() => ContactCostDto)
  billable!: ContactCostDto;
}
