import {
  missSentence,
  oddsSentence,
  type DrawPreview,
  type MissOdds,
  type SoldOdds,
} from '../../raffle/index.js';
import type { DrawPreviewDto, MissOddsDto, SoldOddsDto } from './draw-preview.dto.js';

const EVEN = 'Every draw finds a number that was sold.';

/** A preview as this API shows it; `width` digits are printed. */
export function shownPreview({ method, warnings, odds }: DrawPreview, width: number): DrawPreviewDto {
  return {
    method,
    warnings: [...warnings],
    odds: odds.map(({ prizeIds, rules }) => ({
      prizeIds: [...prizeIds],
      rules: rules.map((rule) => shownRule(rule, width)),
    })),
  };
}

function shownRule({ onMiss, chosen, cases }: MissOdds, width: number): MissOddsDto {
  const sentence = onMiss === null ? EVEN : missSentence(onMiss);
  return { onMiss, chosen, sentence, cases: cases.map((odds) => shownOdds(odds, width)) };
}

function shownOdds(odds: SoldOdds, width: number): SoldOddsDto {
  const favour = (of: SoldOdds['most']): SoldOddsDto['most'] =>
    of === null
      ? null
      : {
          number: String(of.number).padStart(width, '0'),
          chance: probability(of.chance),
          timesFair: of.timesFair.toFixed(2),
        };
  return {
    sold: odds.sold,
    sentence: oddsSentence(odds, width),
    nobody: probability(odds.nobody),
    fairShare: odds.fairShare === null ? null : probability(odds.fairShare),
    least: favour(odds.least),
    most: favour(odds.most),
    cannotWin: odds.cannotWin,
  };
}

function probability(value: number): string {
  return value.toFixed(8);
}
