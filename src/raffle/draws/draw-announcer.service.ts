import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/index.js';
import type { Transaction } from '../../platform/index.js';
import {
  fairdrawId,
  logEvents,
  PublishHook,
  type Fault,
  type RaffleTerms,
  type RaffleView,
} from '../catalogue/index.js';
import { drawAdvice } from './draw-advice.js';
import { DrandChains } from './drand-chains.service.js';
import { insertDraw } from './draw.repository.js';
import { publishedRules, whyNotDrawable } from './rules.js';

const MAIN = 1;

/** Publishes the rules of a raffle's draw before its first sale. */
@Injectable()
export class DrawAnnouncer extends PublishHook {
  constructor(private readonly chains: DrandChains) {
    super();
  }

  faults(terms: RaffleTerms): Fault[] {
    const reason = whyNotDrawable(terms);
    return reason === null ? [] : [{ field: 'drawMethod', message: reason }];
  }

  advice(terms: RaffleTerms): string[] {
    return drawAdvice(terms);
  }

  async beforeOpen(tx: Transaction, raffle: RaffleView): Promise<void> {
    const rules = publishedRules(raffle, raffle.id, MAIN, this.chains.current);
    await insertDraw(tx, {
      id: newId(),
      raffleId: raffle.id,
      ordinal: MAIN,
      fairdrawId: fairdrawId(raffle.id, MAIN),
      rules: rules.json,
      rulesHash: Buffer.from(rules.hash, 'hex'),
    });
    await logEvents(tx, [
      { raffleId: raffle.id, event: 'rules.published', data: { rules_hash: rules.hash } },
    ]);
  }
}
