import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/index.js';
import type { Transaction } from '../../platform/index.js';
import {
  drawOrdinals,
  fairdrawId,
  faultsOfEachDraw,
  logEvents,
  preDrawOf,
  PublishHook,
  termsOfDraw,
  type Fault,
  type RaffleTerms,
  type RaffleView,
} from '../catalogue/index.js';
import { drawAdvice } from './draw-advice.js';
import { DrandChains } from './drand-chains.service.js';
import { insertDraw } from './draw.repository.js';
import { publishedRules, whyNotDrawable } from './rules.js';
import { drawInLog } from './stored-draw.js';

/** Publishes the rules of a raffle's draws before its first sale. */
@Injectable()
export class DrawAnnouncer extends PublishHook {
  constructor(private readonly chains: DrandChains) {
    super();
  }

  faults(terms: RaffleTerms): Fault[] {
    return faultsOfEachDraw(terms, (draw) => {
      const reason = whyNotDrawable(draw);
      return reason === null ? [] : [{ field: 'drawMethod', message: reason }];
    });
  }

  advice(terms: RaffleTerms): string[] {
    return drawOrdinals(terms).flatMap((ordinal) => {
      const name = preDrawOf(terms, ordinal)?.name;
      const sentences = drawAdvice(termsOfDraw(terms, ordinal));
      return name === undefined ? sentences : sentences.map((sentence) => `${name}: ${sentence}`);
    });
  }

  async beforeOpen(tx: Transaction, raffle: RaffleView): Promise<void> {
    for (const ordinal of drawOrdinals(raffle)) await this.announce(tx, raffle, ordinal);
  }

  private async announce(tx: Transaction, raffle: RaffleView, ordinal: number): Promise<void> {
    const { id: raffleId } = raffle;
    const rules = publishedRules(termsOfDraw(raffle, ordinal), raffleId, ordinal, this.chains.current);
    await insertDraw(tx, {
      id: newId(),
      raffleId,
      ordinal,
      fairdrawId: fairdrawId(raffleId, ordinal),
      rules: rules.json,
      rulesHash: Buffer.from(rules.hash, 'hex'),
      pre: preDrawOf(raffle, ordinal),
    });
    const data = { rules_hash: rules.hash, ...drawInLog({ ordinal }) };
    await logEvents(tx, [{ raffleId, event: 'rules.published', data }]);
  }
}
