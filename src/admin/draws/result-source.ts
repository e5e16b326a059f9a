import { Problems } from '../../platform/index.js';
import {
  bytesOf,
  sourceFault,
  type LotteryResult,
  type ResultSource,
  type SourceInput,
} from '../../raffle/index.js';
import type { LotteryResultDto, NewLotteryResultDto } from './draws.dto.js';

/** Where a typed result was read; refused without an address or a picture that shows it. */
export function sourceIn({
  sourceUrl,
  sourceFile,
}: Pick<NewLotteryResultDto, 'sourceUrl' | 'sourceFile'>): SourceInput {
  const bytes = sourceFile === undefined ? null : bytesOf(sourceFile.content);
  if (sourceFile !== undefined && bytes === null)
    throw Problems.fields([
      { field: 'sourceFile.content', message: 'sourceFile.content must be a file in base64' },
    ]);
  const source = {
    url: sourceUrl ?? null,
    file: sourceFile === undefined || bytes === null ? null : { mediaType: sourceFile.mediaType, bytes },
  };
  const fault = sourceFault(source);
  if (fault !== null) throw Problems.fields([fault]);
  return source;
}

/** A result as organisers see it: whoever confirms it opens its source first. */
export function shownResult(result: LotteryResult, source: ResultSource | null): LotteryResultDto {
  const { twoPerson: _shownOnTheProof, ...rest } = result;
  const file = source?.file ?? null;
  return {
    ...rest,
    results: { ...result.results },
    sourceUrl: source?.url ?? null,
    sourceFile: file && { mediaType: file.mediaType, size: file.size, sha256: file.sha256 },
  };
}
