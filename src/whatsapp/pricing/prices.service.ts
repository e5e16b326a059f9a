import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/index.js';
import {
  estimate,
  marketName,
  priceChanges,
  SERVICE_ALLOWANCE,
  sumOf,
  type Charge,
  type Estimate,
} from './estimate.js';
import { readRateCard, type RateCard } from './rate-card.js';

/** The rate card cannot be used; `faults` says why, by place in the file. */
export class RateCardError extends Error {
  override name = 'RateCardError';

  constructor(readonly faults: readonly string[]) {
    super(`RATE_CARD_FILE cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/** What messages cost by the rate card of the configuration. Without one there are no estimates, only counts. */
@Injectable()
export class Prices {
  readonly allowance = SERVICE_ALLOWANCE;
  private readonly card: RateCard | null;

  /** @throws {RateCardError} at start, naming every fault of the file */
  constructor(config: Config) {
    this.card = config.rateCardFile === null ? null : loadRateCard(config.rateCardFile);
  }

  /**
   * How many leading characters of a phone number or user id decide its price: group recipients by
   * `left(value, prefixLength)` and hand the prefixes in.
   */
  get prefixLength(): number {
    return this.card?.prefixLength ?? 1;
  }

  /** Between two of these moments one price holds, ascending; none without a rate card. */
  get changes(): readonly Date[] {
    return this.card === null ? [] : priceChanges(this.card);
  }

  /** Null without a rate card. @param free so many of the messages cost nothing, taken evenly from all */
  estimate(charges: readonly Charge[], free = 0): Estimate | null {
    return this.card && estimate(this.card, charges, free);
  }

  /** Null without a rate card. */
  sum(estimates: readonly Estimate[]): Estimate | null {
    return this.card && sumOf(this.card, estimates);
  }

  /** Meta's name for the recipient's market; null without a card, or before its first day. */
  marketOf(to: string | null, at: Date): string | null {
    return this.card && marketName(this.card, to, at);
  }
}

/** @throws {RateCardError} */
export function loadRateCard(path: string): RateCard {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new RateCardError([error instanceof SyntaxError ? 'it is no JSON' : 'the file cannot be read']);
  }
  const reading = readRateCard(json);
  if (reading.kind === 'faults') throw new RateCardError(reading.faults);
  return reading.card;
}
