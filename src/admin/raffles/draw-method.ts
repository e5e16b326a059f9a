import type { DrandMethod, DrawMethod, LotterySource, MissRule } from '../../raffle/index.js';
import type { DrawMethodDto, ExternalValueDto, MissRuleDto } from './draw-method.dto.js';

const LEAD_S = 3_600;

/** The method where the organiser names none and the law allows a program to draw. */
export const DEFAULT_METHOD: DrandMethod = { mode: 'drand', minLeadS: LEAD_S };

/** What was written, as one of the methods: fields of other methods are dropped. The DTO has seen to it that all are there. */
export function methodOf(dto: DrawMethodDto): DrawMethod {
  switch (dto.mode ?? 'lottery') {
    case 'drand':
      return { mode: 'drand', minLeadS: dto.minLeadS ?? LEAD_S };
    case 'lottery_seeded':
      return { mode: 'lottery_seeded', ...sourceOf(dto), draws: dto.draws ?? 1 };
    case 'manual':
      return { mode: 'manual', place: dto.place ?? '' };
    case 'commit_reveal':
      return { mode: 'commit_reveal', seeds: dto.seeds ?? [], external: externalOf(dto.external) };
    case 'lottery':
      return {
        mode: 'lottery',
        ...sourceOf(dto),
        extractors: dto.extractors ?? [],
        map: dto.map ?? 'suffix',
        ...(dto.zeroIsTop === undefined ? {} : { zeroIsTop: dto.zeroIsTop }),
        onMiss: missRuleOf(dto.onMiss ?? { policy: 'house' }),
      };
  }
}

/** A method as this API shows it. */
export function shownMethod(method: DrawMethod): DrawMethodDto {
  switch (method.mode) {
    case 'drand':
    case 'manual':
      return { ...method };
    case 'lottery_seeded':
      return { ...method, positions: [...method.positions] };
    case 'commit_reveal':
      return { ...method, seeds: [...method.seeds], external: shownExternal(method.external) };
    case 'lottery':
      return { ...method, positions: [...method.positions], extractors: [...method.extractors] };
  }
}

function sourceOf(
  dto: Pick<DrawMethodDto, 'source' | 'firstDraw' | 'consecutive' | 'positions'>,
): LotterySource {
  const { source = '', firstDraw = '', consecutive, positions = [] } = dto;
  return { source, firstDraw, ...(consecutive === undefined ? {} : { consecutive }), positions };
}

function missRuleOf(rule: MissRuleDto): MissRule {
  if (rule.policy !== 'next_draw') return { policy: rule.policy };
  // oxlint-disable-next-line unicorn/no-thenable -- a word of the draw's rules; never awaited
  return { policy: 'next_draw', maxDraws: rule.maxDraws ?? 1, then: rule.then ?? 'house' };
}

type External = Extract<DrawMethod, { mode: 'commit_reveal' }>['external'];

function externalOf(dto: ExternalValueDto | undefined): External {
  if (dto?.kind === 'drand') return { kind: 'drand', minLeadS: dto.minLeadS ?? LEAD_S };
  if (dto?.lottery === undefined || dto.kind !== 'lottery') return { kind: 'none' };
  return { kind: 'lottery', ...sourceOf(dto.lottery), draws: dto.lottery.draws };
}

function shownExternal(external: External): ExternalValueDto {
  if (external.kind !== 'lottery') return { ...external };
  const { kind, ...lottery } = external;
  return { kind, lottery: { ...lottery, positions: [...lottery.positions] } };
}
