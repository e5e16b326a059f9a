import { Text, Whole } from './fields.dto.js';

/** An amount in the smallest unit of its currency. */
export class MoneyDto {
  @Whole({
    example: 15000,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: 'In minor units: 15000 = 150.00 MXN.',
  })
  amountMinor!: number;

  @Text({ example: 'MXN', min: 3, max: 3, pattern: /^[A-Z]{3}$/, description: 'ISO 4217.' })
  currency!: string;
}
